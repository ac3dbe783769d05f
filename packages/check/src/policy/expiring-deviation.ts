import { daysBetween, inDays, isExpiring } from '@assay/evidence';
import { deviationRecords } from '../clauses.js';
import { always, defineRule } from '../rule.js';
import { use } from './controls.js';
import type { PolicyFacts } from './facts.js';

export const expiringDeviation = defineRule<PolicyFacts, { id: string; expires: string; days: number }>({
  id: 'policy/expiring-deviation',
  title: 'Deviation is about to expire',
  why: 'On the day after its last the finding counts again, and the gate closes on people who were not told.',
  repair: 'Repair what the deviation permits, or have it approved again with a new `expires`, before its last day.',
  clauses: [deviationRecords],
  severity: always('warning'),
  *find({ asOf, deviations }) {
    for (const { deviation } of deviations) {
      if (!isExpiring(deviation, asOf)) continue;
      const { id, at, expires, approvedBy } = deviation;
      yield {
        subject: { kind: 'item', name: id },
        at,
        because: [{ at, note: `approved by ${approvedBy} until ${expires}` }],
        data: { id, expires, days: daysBetween(asOf, expires) },
      };
    }
  },
  message: ({ id, expires, days }) => `deviation ${id} holds until ${expires}: it ends ${inDays(days)}`,
  remedy: ({ id }) => `repair the finding and remove ${id}, or have it approved again with a later expires`,
  controls: {
    raises: [use({ expires: '2026-06-01' }), use({ expires: '2026-07-01' })],
    spares: [use({ expires: '2026-07-02' }), use({ expires: '2026-05-31' })],
  },
});
