import { always, changedEnvironment, defineRule } from '@assay/check';
import type { Place } from '@assay/evidence';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import type { PublishedMember } from '../published/facts.js';
import { publishedInstance } from '../published/instance.js';
import { isNamedInChangelog, riseOf } from '../published/rise.js';

type Data = {
  name: string;
  version: string;
  from: string;
  to: string;
  previous: string;
  changelog: string | null;
  section: string | null;
};

const raised = { state: 'known', version: '1.3.2', rustVersion: '1.63', by: 'checksums' } as const;
const section = { title: '1.4.0', line: 3 };

export const publishedRiseNotInChangelog = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-rise-not-in-changelog',
  title: 'Published package raises its rust-version and its changelog does not say so',
  why:
    'The changelog is what a team reads before it takes a release, and what it keeps as the record of why it took it. A newer compiler is the ' +
    'change that costs such a team most, and the one that no interface shows.',
  repair:
    'Name the new release in the section of the version that needs it: `The minimum supported Rust version is now 1.85.`',
  clauses: [changedEnvironment],
  severity: always('warning'),
  *find(facts) {
    for (const member of facts.published?.members ?? []) {
      const rise = riseOf(member);
      // One fault, one finding: a rise in a patch release has to become another release first, and its remedy names the changelog.
      const isDone = member.changelog === undefined || isNamedInChangelog(member);
      if (rise === undefined || rise.inPatch || isDone) continue;
      const { name, version, changelog = null, at } = member;
      const { from, to, previous } = rise;
      const title = changelog?.section?.title ?? null;
      const data = { name, version, from, to, previous, changelog: changelog?.path ?? null, section: title };
      const because = [
        { at: at.rustVersion, note: `${name} ${version} declares rust-version ${to}` },
        { note: `${name} ${previous} is published and declares rust-version ${from}` },
      ];
      yield publishedInstance(member, { place: placeOf(member) ?? at.rustVersion, because, data });
    }
  },
  message: ({ name, version, from, to, previous, changelog, section: title }) =>
    `${name} ${version} needs Rust ${to}, and ${previous} needed ${from}: ${whatIsMissing(changelog, title)}`,
  remedy: ({ to, version, changelog, section: title }) =>
    `say in ${changelog ?? 'a CHANGELOG.md'}, ${title === null ? `under a heading for ${version}` : `under “${title}”`}, that the minimum supported Rust version is now ${to}`,
  controls: {
    raises: [
      published({ previous: raised }),
      published({ previous: raised, changelog: null }),
      published({ previous: raised, changelog: { path: 'CHANGELOG.md', section: null, mentions: [] } }),
      published({
        previous: raised,
        changelog: { path: 'CHANGELOG.md', section, mentions: [{ rust: '1.71.0', line: 5 }] },
      }),
    ],
    spares: [
      published({}),
      published({
        previous: raised,
        changelog: { path: 'CHANGELOG.md', section, mentions: [{ rust: '1.70.0', line: 5 }] },
      }),
      published({ changelog: null }),
      published({ previous: { ...raised, version: '1.4.0' } }),
    ],
  },
});

function placeOf({ changelog = null }: PublishedMember): Place | undefined {
  if (changelog === null) return undefined;
  const { path, section: found } = changelog;
  return found === null ? { path } : { path, line: found.line };
}

function whatIsMissing(changelog: string | null, title: string | null): string {
  if (changelog === null) return 'there is no changelog that says so';
  return title === null ? `${changelog} has no section for it` : `${changelog} does not say so under “${title}”`;
}
