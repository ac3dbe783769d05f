import type { MsrvFacts } from '../facts.js';
import { inWords } from '../words.js';
import type { PublishedMember } from './facts.js';

/** Members that are told of one by one; a workspace with more has them in the report. */
const MEMBERS_TOLD = 5;

/** What was looked at for the conventions of published packages; nothing where that was not asked for. */
export function publishedOverview({ published }: MsrvFacts): string[] {
  if (published === undefined) return [];
  const { members, leftOut } = published;
  const left = leftOut.length === 0 ? '' : `; ${inWords(leftOut)} cannot (publish = false)`;
  if (members.length === 0) return [`no member can be published${left}`];
  const more = members.length - MEMBERS_TOLD;
  return [
    `${inWords(members.map(({ name }) => name))} can be published${left}`,
    ...members.slice(0, MEMBERS_TOLD).map(memberInWords),
    ...(more > 0 ? [`and ${more} more that can be published, which are in the report`] : []),
  ];
}

function memberInWords(member: PublishedMember): string {
  const { name, version, rustVersion } = member;
  return `${name} ${version}: declares ${rustVersion ?? 'no rust-version'}; ${previousInWords(member)}; ${buildInWords(member)}`;
}

/** `1.4.2 before it declares 1.63`. */
export function previousInWords({ previous }: PublishedMember): string {
  if (previous.state === 'none') return 'nothing was published before it';
  if (previous.state === 'not-known') return 'what was published before it is not known';
  return `${previous.version} before it declares ${previous.rustVersion ?? 'none'}`;
}

/** What compiling it as it would be published came to. */
export function buildInWords({ build, runs }: PublishedMember): string {
  if (build === 'not-tried') return 'not compiled as it would be published';
  const outcomes = runs.map(({ outcome, features }) => `${outcome.replace('-', ' ')} (${features})`);
  return `as it would be published: ${outcomes.join(', ')}`;
}
