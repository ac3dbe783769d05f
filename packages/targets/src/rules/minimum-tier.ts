import { always, defineRule } from '@assay/check';
import { toolConfidence } from '../clauses.js';
import { measured, stated } from '../controls.js';
import { known } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, tableOf } from '../instance.js';
import { acceptedInWords, becauseOfClaims, NO_TIER, tierInWords, tierOf } from '../tier.js';

type Data = { target: string; stated: string; tier: number; minimum: number };

export const minimumTier = defineRule<TargetFacts, Data>({
  id: 'targets/minimum-tier',
  title: 'Target is of a worse tier than its own table accepts',
  why:
    'The tier says what the Rust project does for a target: tier 1 is built and tested with every change, tier 2 is built, tier 3 may or may ' +
    'build. The policy says which of that this target was chosen for; it is not what the target has, or not any more.',
  repair:
    'Choose a target of a tier that is accepted, or change `minimum-tier` in the target’s table. Where the integrity level asks for more than ' +
    'the target has, the risk has to be accepted as well: see `targets/below-level`.',
  clauses: [toolConfidence],
  severity: always('error'),
  *find(facts) {
    const { target, stated: key, asked, record } = facts;
    const tier = tierOf(record);
    if (asked.minimumTier === null || tier === undefined || tier <= asked.minimumTier.value) return;
    const { value: minimum, at } = asked.minimumTier;
    yield {
      ...aboutTarget(facts, at),
      because: [{ at, note: `minimum-tier = ${minimum}` }, ...becauseOfClaims(record.tier, tierInWords)],
      data: { target, stated: key, tier, minimum },
    };
  },
  message: ({ target, tier, minimum }) =>
    `${target} has ${tierInWords(tier)}; its minimum-tier accepts ${acceptedInWords(minimum)}`,
  remedy: ({ stated: key, tier, minimum }) => {
    const change =
      tier === NO_TIER ? `remove minimum-tier from ${tableOf(key)}` : `write minimum-tier = ${tier} in ${tableOf(key)}`;
    return `choose another target (assay targets list --wanted "tier ${minimum}"), or ${change}`;
  },
  controls: {
    raises: [
      measured({ asked: { minimumTier: stated(1) } }),
      measured({ asked: { minimumTier: stated(2) }, level: { tier: 3 }, record: { tier: known(3) } }),
    ],
    spares: [
      measured(),
      measured({ asked: { minimumTier: stated(3) } }),
      measured({ asked: { minimumTier: null }, record: { tier: known(3) } }),
    ],
  },
});
