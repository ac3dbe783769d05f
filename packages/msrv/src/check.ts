import { type Check, defineCheck } from '@assay/check';
import * as z from 'zod';
import { collect } from './collect.js';
import { MsrvFacts } from './facts.js';
import { aboveBaseline } from './rules/above-baseline.js';
import { devAboveBaseline } from './rules/dev-above-baseline.js';
import { editionAboveBaseline } from './rules/edition-above-baseline.js';
import { lockMissing } from './rules/lock-missing.js';
import { lockStale } from './rules/lock-stale.js';
import { lockVersion } from './rules/lock-version.js';
import { undeclared } from './rules/undeclared.js';

/** The table `[msrv]`. It has no keys yet: levels and baselines are the policy's own. */
const MsrvSettings = z.strictObject({});

/**
 * Every locked package against the baseline, by what it declares: `rust-version`, edition, and the lock file's own format.
 * Declared is not proved: a package that declares less than it needs is not seen here.
 */
export const msrv: Check = defineCheck<MsrvFacts, z.infer<typeof MsrvSettings>>({
  name: 'msrv',
  question: 'Does every locked package declare that it builds with the baseline?',
  unit: 'package',
  settings: MsrvSettings,
  facts: MsrvFacts,
  factsVersion: 1,
  rules: [aboveBaseline, editionAboveBaseline, devAboveBaseline, undeclared, lockMissing, lockStale, lockVersion],
  optional: [],
  collect: (world, policy) => collect(world, policy),
});
