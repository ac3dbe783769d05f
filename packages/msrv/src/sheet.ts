import type { Sheet, SheetSection } from '@assay/check';
import { count } from '@assay/evidence';
import type { MsrvFacts, PackageFact } from './facts.js';
import { headroomOf } from './headroom.js';
import { inWords } from './words.js';

/** What a safety engineer signs: the baseline of each member, what is built, and the three answers for each package. */
export function sheet(facts: MsrvFacts): Sheet {
  const built = facts.packages.filter(({ builtFor }) => builtFor.length > 0);
  return {
    title: `The baseline: Rust ${facts.baseline.rust}${facts.baseline.name === undefined ? '' : ` (${facts.baseline.name})`}`,
    sections: [
      scopeSection(facts, built),
      membersSection(facts),
      proofSection(facts),
      packagesSection('What is built', built),
      packagesSection(
        'In the resolved graph and not built: for other features, targets or tests; not judged',
        facts.packages.filter(({ builtFor }) => builtFor.length === 0),
      ),
      lockedSection(facts),
    ],
  };
}

function scopeSection(
  { packages, unreached, build, baseline }: MsrvFacts,
  built: readonly PackageFact[],
): SheetSection {
  const { support } = baseline;
  return {
    title: 'What was examined',
    rows: [
      ['In the lock file', count(packages.length + unreached.length, 'package')],
      ['In the resolved graph', count(packages.length, 'package')],
      ['Built, and judged', count(built.length, 'package')],
      ['Features', build.features.join(', ')],
      [
        'Targets',
        build.targets.length === 0 ? 'what Cargo builds when it is told no target' : build.targets.join(', '),
      ],
      [
        'Support of the baseline',
        support === undefined
          ? 'no end is known'
          : `${support.what} until ${support.ends} (${support.state}); source: ${support.source ?? 'none'}, ${support.confidence}`,
      ],
    ],
  };
}

function membersSection(facts: MsrvFacts): SheetSection {
  return {
    title: 'Members and their headroom',
    note:
      'The least release is the lowest that everything built for the member says it builds with. Packages that declare nothing may ' +
      'need a newer one.',
    table: {
      columns: [
        'Member',
        'Level',
        'Baseline',
        'Least',
        'Held by',
        'Silent',
        'Lost by one release less',
        'Gained by one more',
      ],
      rows: headroomOf(facts).map(({ member, least, heldBy, silent, lostBelow, gainedAbove }) => [
        ...[member.name, member.level, member.baseline.rust, least, inWords(heldBy), String(silent)],
        ...[lostBelow, gainedAbove].map((ids) => (ids.length === 0 ? 'nothing' : inWords(ids))),
      ]),
    },
  };
}

function proofSection({ proof, members }: MsrvFacts): SheetSection {
  const title = 'Proof by compiling';
  const notAsked = members.filter((member) => member.proof === 'not-asked').map(({ name }) => name);
  const note = notAsked.length === 0 ? {} : { note: `Not asked for: ${notAsked.join(', ')}.` };
  if (proof.runs.length === 0) return { title, ...note };
  return {
    title,
    ...note,
    table: {
      columns: ['Member', 'Compiler', 'Commit', 'Host', 'Features', 'Outcome'],
      rows: proof.runs.map(({ member, rust, compiler, features, outcome }) => [
        ...[
          member,
          `rustc ${compiler?.release ?? rust}`,
          compiler?.commit ?? 'names none',
          compiler?.host ?? 'names none',
        ],
        ...[features, outcome.replace('-', ' ')],
      ]),
    },
  };
}

function packagesSection(title: string, packages: readonly PackageFact[]): SheetSection {
  if (packages.length === 0) return { title, note: 'None.' };
  return {
    title,
    table: {
      columns: ['Package', 'Declared', 'Inferred from its manifest', 'Proved by compiling'],
      rows: packages.map(({ id, rustVersion, edition, inferred, proved }) => [
        ...[id, rustVersion ?? 'nothing'],
        `edition ${edition}${inferred === null ? '' : `; at least ${inferred.rust}: ${inferred.by}`}`,
        proved.length === 0 ? 'not tried' : proved.join(', '),
      ]),
    },
  };
}

function lockedSection({ unreached }: MsrvFacts): SheetSection {
  const title = 'Only in the lock file: no member reaches it with any feature or target; not judged';
  if (unreached.length === 0) return { title, note: 'None.' };
  return {
    title,
    table: { columns: ['Package', 'Version'], rows: unreached.map(({ name, version }) => [name, version]) },
  };
}
