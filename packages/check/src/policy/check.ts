import * as z from 'zod';
import { type Check, defineCheck } from '../check.js';
import { expiredDeviation } from './expired-deviation.js';
import { expiringDeviation } from './expiring-deviation.js';
import { PolicyFacts } from './facts.js';
import { overbroadDeviation } from './overbroad-deviation.js';
import { requestedDeviation } from './requested-deviation.js';
import { unmatchedDeviation } from './unmatched-deviation.js';

/**
 * The built-in check `policy`: are the deviations themselves in order? It is settled after all others, because its facts
 * are their findings ({@link policyCollected}); it has no look at the world of its own.
 */
export const policyCheck: Check = defineCheck<PolicyFacts, Record<string, never>>({
  name: 'policy',
  question: 'Does every deviation hold, match one finding, and no more than it says?',
  unit: 'policy entry',
  settings: z.strictObject({}),
  facts: PolicyFacts,
  factsVersion: 2,
  rules: [expiredDeviation, unmatchedDeviation, overbroadDeviation, expiringDeviation, requestedDeviation],
  optional: [],
  async collect() {
    throw new Error('the facts of the check policy come from the other checks: use policyCollected');
  },
});
