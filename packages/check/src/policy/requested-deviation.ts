import { count, describeScope } from '@assay/evidence';
import { deviationRecords } from '../clauses.js';
import { always, defineRule } from '../rule.js';
import { asked, use } from './controls.js';
import type { PolicyFacts } from './facts.js';

type Data = { id: string; requestedBy: string; rule: string; scope: string; examined: boolean; matches: number };

export const requestedDeviation = defineRule<PolicyFacts, Data>({
  id: 'policy/requested-deviation',
  title: 'Deviation waits for approval',
  why: 'A request permits nothing: what it speaks of counts in full until somebody approves it. Whoever approves should know that it waits.',
  repair: 'Approve it with `approved-by`, or remove it.',
  clauses: [deviationRecords],
  severity: always('warning'),
  *find({ requests }) {
    for (const { request, examined, matches } of requests) {
      const { id, at, requestedBy, rule, scope, rationale } = request;
      yield {
        subject: { kind: 'item', name: id },
        at,
        because: [{ at, note: `requested by ${requestedBy}: ${rationale}` }],
        data: { id, requestedBy, rule, scope: describeScope(scope), examined, matches: matches.length },
      };
    }
  },
  message: ({ id, requestedBy, rule, scope, examined, matches }) =>
    `deviation ${id} is requested by ${requestedBy} and approved by nobody; of ${rule} about ${scope} ${
      examined ? `it would cover ${matches === 0 ? 'nothing' : count(matches, 'finding')}` : 'nothing is known'
    }`,
  remedy: ({ id }) => `approve ${id} with approved-by, or remove it`,
  controls: {
    raises: [asked({}), asked({ matches: [] }), asked({ examined: false, matches: [] })],
    spares: [use({})],
  },
});
