import type { Rule } from '@assay/check';
import type { TargetFacts } from '../facts.js';
import { belowLevel } from './below-level.js';
import { changedInRange } from './changed-in-range.js';
import { doesNotBuild } from './does-not-build.js';
import { lastTestTooOld } from './last-test-too-old.js';
import { minimumTier } from './minimum-tier.js';
import { noOwner } from './no-owner.js';
import { noPrebuiltStd } from './no-prebuilt-std.js';
import { noTests } from './no-tests.js';
import { notCoveredByVendor } from './not-covered-by-vendor.js';
import { notRunFarEnough } from './not-run-far-enough.js';
import { panicPath } from './panic-path.js';
import { promiseBroken } from './promise-broken.js';
import { promiseNotProved } from './promise-not-proved.js';
import { sourcesDisagree } from './sources-disagree.js';
import { stdOnCoreOnly } from './std-on-core-only.js';
import { testsFailed } from './tests-failed.js';
import { wrongArchitecture } from './wrong-architecture.js';

/** Every rule of the check, in the order in which they are explained: what is known of the target, what was built, what ran, what was promised. */
export const targetRules: readonly Rule<TargetFacts>[] = [
  minimumTier,
  belowLevel,
  sourcesDisagree,
  noPrebuiltStd,
  changedInRange,
  notCoveredByVendor,
  noOwner,
  lastTestTooOld,
  doesNotBuild,
  stdOnCoreOnly,
  wrongArchitecture,
  panicPath,
  notRunFarEnough,
  testsFailed,
  noTests,
  promiseBroken,
  promiseNotProved,
];
