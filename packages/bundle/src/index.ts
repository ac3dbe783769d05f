export { type BundleParts, buildBundle, bundledInputs } from './build.js';
export { expiringDeviations, lapsedDeviations } from './dates.js';
export { describeVerification, verificationJson } from './describe.js';
export type { Problem } from './problem.js';
export { markedInputs, sourceTexts } from './source-texts.js';
export type { VerificationTerms } from './terms.js';
export type { Verification } from './verification.js';
export { verifyBundle } from './verify.js';
export { type CheckVerification, verifyCheck } from './verify-check.js';
