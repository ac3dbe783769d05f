import { defineRule } from '@assay/check';
import { toolConfidence } from '../clauses.js';
import { line, measured } from '../controls.js';
import { known, notKnown } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget, becauseOfLevel } from '../instance.js';
import { acceptedInWords, becauseOfClaims, tierInWords, tierOf } from '../tier.js';

type Data = { target: string; tier: number; accepted: number; level: string };

export const belowLevel = defineRule<TargetFacts, Data>({
  id: 'targets/below-level',
  title: 'Target is of a worse tier than its integrity level asks for',
  why:
    'Of a tier 3 target nobody knows from one release to the next whether it builds, and of a target with a file of its own nobody but the ' +
    'project does. Betting on one may be right, but it is a risk that somebody takes by name, and not one that goes unnoticed.',
  repair:
    'Choose a target of a better tier, or have the risk accepted: a `[[deviation]]` of this rule, with scope `{ target = "…" }`, its rationale, who ' +
    'approved it and until when. What a level asks for can be changed in `[targets.levels]`. The tiers that the levels ask for by themselves are ' +
    'Assay’s own choice; no standard names tiers.',
  clauses: [toolConfidence],
  severity: { none: 'warning', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
  *find(facts) {
    const { target, level, record } = facts;
    const tier = tierOf(record);
    if (tier === undefined || tier <= level.tier) return;
    yield {
      ...aboutTarget(facts),
      because: [
        becauseOfLevel(facts, acceptedInWords(level.tier), level.tierAt),
        ...becauseOfClaims(record.tier, tierInWords),
      ],
      data: { target, tier, accepted: level.tier, level: level.name },
    };
  },
  message: ({ target, tier, accepted, level }) =>
    `${target} has ${tierInWords(tier)}; at ${level}, ${acceptedInWords(accepted)} is asked for`,
  remedy: ({ target, accepted }) =>
    `choose another target (assay targets list --wanted "tier ${accepted}"), or have the risk accepted: a [[deviation]] with ` +
    `rule = "targets/below-level" and scope = { target = ${JSON.stringify(target)} }`,
  controls: {
    raises: [
      measured({ asked: { minimumTier: null }, record: { tier: known(3) } }),
      measured({ level: { tier: 1, tierAt: line(50) } }),
      // Nobody but the project knows of a custom target.
      measured({
        ...{ asked: { minimumTier: null, buildStd: { value: ['core'], at: line(30) } } },
        ...{ level: { tier: 3, rank: 'none' }, record: { kind: 'custom', tier: notKnown() } },
      }),
    ],
    spares: [
      measured(),
      measured({ level: { tier: 3 }, record: { tier: known(3) } }),
      measured({ record: { tier: known(1) } }),
    ],
  },
});
