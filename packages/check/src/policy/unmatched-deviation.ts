import { describeScope } from '@assay/evidence';
import { deviationRecords } from '../clauses.js';
import { defineRule } from '../rule.js';
import { use } from './controls.js';
import type { PolicyFacts } from './facts.js';

export const unmatchedDeviation = defineRule<PolicyFacts, { id: string; rule: string; scope: string }>({
  id: 'policy/unmatched-deviation',
  title: 'Deviation matches no finding',
  why: 'A permission that nothing needs stays behind unseen, and one day covers a finding that nobody approved.',
  repair: 'Remove the deviation, or correct its `rule` and `scope`.',
  clauses: [deviationRecords],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find({ deviations }) {
    for (const { deviation, examined, matches } of deviations) {
      if (!examined || matches.length > 0) continue;
      const { id, rule, at } = deviation;
      const scope = describeScope(deviation.scope);
      yield { subject: { kind: 'item', name: id }, at, because: [], data: { id, rule, scope } };
    }
  },
  message: ({ id, rule, scope }) => `deviation ${id} matches nothing: no finding of ${rule} about ${scope}`,
  remedy: ({ id }) => `remove ${id}, or correct its rule and scope`,
  controls: {
    raises: [use({ matches: [] })],
    spares: [use({}), use({ matches: [], examined: false })],
  },
});
