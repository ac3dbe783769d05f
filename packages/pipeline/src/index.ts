export { describeNotAsked } from '@assay/check';
export {
  describeRunner,
  type FoundTargets,
  lookThroughTargets,
  planOutputs,
  type Readiness,
  readinessOf,
} from '@assay/targets';
export { installToolchain } from '@assay/toolchain';
export * from './audit-evidence.js';
export * from './bundle-evidence.js';
export type { CheckOutcome, WatchState } from './check-outcome.js';
export * from './checks.js';
export * from './compare-evidence.js';
export * from './coverage-figures.js';
export * from './list-deviations.js';
export * from './lock-toolchain.js';
export type { WrittenProduct } from './own-files.js';
export * from './plan-msrv.js';
export * from './plan-targets.js';
export * from './qualify.js';
export * from './run-check.js';
export * from './schemas.js';
export * from './selftest.js';
export * from './sign-bundle.js';
export type { SigningRequest } from './signing.js';
export * from './today.js';
export * from './verify-check.js';
export * from './verify-evidence.js';
export * from './version.js';
export * from './watch.js';
export * from './workspace.js';
export * from './workspace-root.js';
