import { isExpired } from '@assay/evidence';
import { deviationRecords } from '../clauses.js';
import { always, defineRule } from '../rule.js';
import { use } from './controls.js';
import type { PolicyFacts } from './facts.js';

export const expiredDeviation = defineRule<PolicyFacts, { id: string; expires: string; asOf: string }>({
  id: 'policy/expired-deviation',
  title: 'Deviation has expired',
  why: 'A deviation is a permission for a limited time. Past its last day nobody has said that the finding may stand.',
  repair: 'Repair what the deviation permitted and remove it, or have it approved again with a new `expires`.',
  clauses: [deviationRecords],
  severity: always('error'),
  *find({ asOf, deviations }) {
    for (const { deviation } of deviations) {
      if (!isExpired(deviation, asOf)) continue;
      const { id, at, expires, approvedBy } = deviation;
      yield {
        subject: { kind: 'item', name: id },
        at,
        because: [{ at, note: `approved by ${approvedBy} until ${expires}` }],
        data: { id, expires, asOf },
      };
    }
  },
  message: ({ id, expires, asOf }) => `deviation ${id} expired on ${expires}; the evidence is as of ${asOf}`,
  remedy: ({ id }) => `repair the finding and remove ${id}, or have it approved again with a later expires`,
  controls: {
    raises: [use({ expires: '2026-01-01' })],
    spares: [use({ expires: '2026-06-01' }), use({ expires: '2027-01-01' })],
  },
});
