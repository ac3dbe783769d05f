import type { SheetSection } from '@assay/check';
import type { MsrvFacts } from '../facts.js';
import type { Changelog, NewestBaseline, PublishedFacts } from './facts.js';
import { buildInWords, previousInWords } from './overview.js';

/** The members that can be published and how they keep the conventions; nothing where that was not asked for. */
export function publishedSections({ published }: MsrvFacts): SheetSection[] {
  return published === undefined ? [] : [section(published)];
}

function section({ members, leftOut, newestBaseline }: PublishedFacts): SheetSection {
  return {
    title: 'Members that can be published',
    note: `${baselineInWords(newestBaseline)} ${leftOut.length === 0 ? 'Every member can be published.' : `Cannot be published: ${leftOut.join(', ')}.`}`,
    table: {
      columns: ['Package', 'Declared', 'Release before it', 'Changelog', 'Compiled'],
      rows: members.map((member) => [
        `${member.name} ${member.version}`,
        member.rustVersion ?? 'nothing',
        previousInWords(member),
        changelogInWords(member.changelog),
        buildInWords(member),
      ]),
    },
  };
}

function baselineInWords(newest: NewestBaseline | null): string {
  if (newest === null) return 'No named baseline is known to be supported.';
  return `The newest baseline that is supported: ${newest.name}, Rust ${newest.rust}, until ${newest.ends} (${newest.confidence}).`;
}

function changelogInWords(changelog: Changelog | null | undefined): string {
  if (changelog === undefined) return 'nothing rose';
  if (changelog === null) return 'none';
  const { path, section: found, mentions } = changelog;
  if (found === null) return `${path}: no section for it`;
  return `${path}:${found.line}${mentions.length === 0 ? '' : `, which names Rust ${mentions.map(({ rust }) => rust).join(', ')}`}`;
}
