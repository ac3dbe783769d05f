import { always, defineRule } from '@assay/check';
import { dynamicTesting, unitCoverage } from '../clauses.js';
import { measured } from '../controls.js';
import type { CoverageFacts } from '../facts.js';
import { metricWords } from '../metric.js';

type Data = { member: string; level: string; lowered: string[] };

export const loweredThreshold = defineRule<CoverageFacts, Data>({
  id: 'coverage/lowered-threshold',
  title: 'Policy asks for less than the integrity level does by itself',
  why:
    'The standards name no percentage: what is missing of a criterion that they recommend needs tests, or a rationale for each piece of code. A lower threshold takes that ' +
    'rationale away for all code at once, and nothing else shows it.',
  repair: 'Remove the threshold, and justify what no test can reach; or let whoever assesses the project agree to it.',
  clauses: [unitCoverage, dynamicTesting],
  severity: always('warning'),
  *find({ members }) {
    for (const { name, level, rank, manifest, required } of members) {
      const lower = required.filter(({ percent, ofLevel }) => percent < ofLevel);
      const [first] = lower;
      if (first === undefined) continue;
      yield {
        subject: { kind: 'package', name },
        at: first.at ?? { path: manifest },
        because: lower.flatMap(({ at, note }) => (at === null ? [] : [{ at, note }])),
        rank,
        data: {
          ...{ member: name, level },
          lowered: lower.map(
            ({ metric, percent, ofLevel }) => `${metricWords[metric].title} ${percent} % instead of ${ofLevel} %`,
          ),
        },
      };
    }
  },
  message: ({ member, level, lowered }) =>
    `of ${member} less is asked for than ${level} does by itself: ${lowered.join(', ')}`,
  remedy: () =>
    'remove the threshold and justify what no test can reach, or have it agreed with whoever assesses the project',
  controls: {
    raises: [lowered(80), lowered(0)],
    spares: [lowered(100), measured({ asked: { statement: 100 } })],
  },
});

function lowered(percent: number): CoverageFacts {
  const at = { path: 'assay.toml', line: 14, column: 1 };
  return measured({
    member: { required: [{ metric: 'statement', percent, ofLevel: 100, at, note: `${percent} % is stated` }] },
  });
}
