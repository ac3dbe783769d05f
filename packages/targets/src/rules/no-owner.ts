import { defineRule } from '@assay/check';
import { responsibility } from '../clauses.js';
import { measured, stated } from '../controls.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, tableOf } from '../instance.js';

type Data = { target: string; stated: string };

export const noOwner = defineRule<TargetFacts, Data>({
  id: 'targets/no-owner',
  title: 'Nobody answers for the target',
  why:
    'A target is followed by somebody or by nobody: its releases, its known problems, the next version of its operating system. When it breaks, ' +
    'that is whom people ask.',
  repair: 'Name in the target’s table the team or the role that follows it: `owner = "platform team"`.',
  clauses: [responsibility],
  severity: { none: 'warning', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find(facts) {
    if (facts.asked.owner !== null) return;
    yield { ...aboutTarget(facts), because: [], data: { target: facts.target, stated: facts.stated } };
  },
  message: ({ target }) => `the policy names nobody who answers for ${target}`,
  remedy: ({ stated: key }) => `write owner = "…" in ${tableOf(key)}`,
  controls: {
    raises: [measured({ asked: { owner: null } })],
    spares: [measured(), measured({ asked: { owner: stated('somebody') } })],
  },
});
