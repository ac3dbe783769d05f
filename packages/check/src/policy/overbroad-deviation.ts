import { describeScope, describeSubject } from '@assay/evidence';
import { deviationRecords } from '../clauses.js';
import { always, defineRule } from '../rule.js';
import { use } from './controls.js';
import type { PolicyFacts } from './facts.js';

export const overbroadDeviation = defineRule<PolicyFacts, { id: string; scope: string; subjects: string[] }>({
  id: 'policy/overbroad-deviation',
  title: 'Deviation matches more than it says',
  why: 'A deviation is approved for one thing. When its scope covers several, the others were never looked at.',
  repair: 'Name the version in `scope`, and write a deviation for each of the others that is to be permitted.',
  clauses: [deviationRecords],
  severity: always('error'),
  *find({ deviations }) {
    for (const { deviation, matches } of deviations) {
      if (matches.length < 2) continue;
      const { id, at } = deviation;
      const subjects = matches.map(({ subject }) => describeSubject(subject));
      const data = { id, scope: describeScope(deviation.scope), subjects };
      yield { subject: { kind: 'item', name: id }, at, because: subjects.map((note) => ({ note })), data };
    }
  },
  message: ({ id, scope, subjects }) =>
    `deviation ${id} speaks of ${scope} and matches ${subjects.length}: ${subjects.join(', ')}`,
  remedy: () => 'name the version in scope, and write one deviation for each',
  controls: {
    raises: [
      use({
        matches: [
          { key: 'msrv/above-baseline@1', subject: { kind: 'package', name: 'time', version: '0.3.41' } },
          { key: 'msrv/above-baseline@2', subject: { kind: 'package', name: 'time', version: '0.1.45' } },
        ],
      }),
    ],
    spares: [use({})],
  },
});
