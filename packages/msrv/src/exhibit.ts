import type { DatedRelease, Exhibit } from '@assay/check';
import { groupBy } from '@assay/evidence';
import { releaseDate } from '@assay/rust';
import type { BaselineFact, MemberFact, MsrvFacts } from './facts.js';
import { headroomOf } from './headroom.js';
import { inWords } from './words.js';

/** Every member with its baseline, what is built for it says that it needs, and whether it was compiled with the baseline. */
export function exhibits(facts: MsrvFacts): Exhibit[] {
  const headroom = headroomOf(facts);
  if (headroom.length === 0) return [];
  const tooNew = headroom.some(({ above }) => above.length > 0);
  return [
    {
      title: 'Baseline by member',
      kind: 'result',
      note: `What is built for each member, by what it declares and what its manifest shows. ${
        tooNew
          ? 'assay msrv plan computes the lock file with which all of it fits.'
          : 'Nothing that is built declares or shows a need above the baseline.'
      }`,
      table: {
        columns: [
          'Member',
          'Level',
          'Baseline',
          'Needs at least',
          'Held there by',
          'Above the baseline',
          'Compiled with it',
        ],
        rows: headroom.map(({ member, least, heldBy, above }) => [
          ...[member.name, member.level, baselineName(member.baseline), least, inWords(heldBy)],
          above.length === 0 ? 'none' : inWords(above),
          proofOf(facts, member),
        ]),
      },
    },
  ];
}

/** The baselines, each once, with the end of its support where one is known. */
export function releases({ baseline, members }: MsrvFacts): DatedRelease[] {
  const stated = members.length === 0 ? [baseline] : members.map((member) => member.baseline);
  const byName = groupBy(stated, baselineName);
  return [...byName].flatMap(([name, [first]]) => {
    if (first === undefined) return [];
    const of = members.filter((member) => baselineName(member.baseline) === name).map((member) => member.name);
    const released = releaseDate(first.rust);
    return [
      {
        role: byName.size === 1 ? 'Baseline' : `Baseline of ${inWords(of)}`,
        name: `Rust ${name}`,
        ...(released === undefined ? {} : { released }),
        ...supportOf(first),
      },
    ];
  });
}

function supportOf({ support }: BaselineFact): Pick<DatedRelease, 'supported'> {
  if (support === undefined) return {};
  const { ends, what, source, confidence } = support;
  return { supported: { until: ends, what, source: source ?? 'none', confidence } };
}

/** `1.95.0 (ferrocene-26.05)`. */
function baselineName({ rust, name }: BaselineFact): string {
  return name === undefined ? rust : `${rust} (${name})`;
}

function proofOf({ proof }: MsrvFacts, { id, proof: demand }: MemberFact): string {
  const outcomes = [...new Set(proof.runs.filter((run) => run.member === id).map(({ outcome }) => outcome))];
  if (outcomes.length > 0) return outcomes.map((outcome) => outcome.replace('-', ' ')).join(', ');
  return demand === 'asked' ? 'not established' : 'not asked for';
}
