import type { Check } from '@assay/check';
import type { Statement } from '@assay/evidence';
import type { parsePolicy } from '@assay/policy';

/** What an installation verifies by. */
export interface VerificationTerms {
  /**
   * Every check, the built-in `policy` last; a bundle must hold the evidence of those that its policy asks for. The report has this order.
   */
  checks: readonly Check[];
  /** This Assay's version and the digest of its rules, as statements name them. */
  version: string;
  rulesSha256: string;
  /** SHA-256 of each file that this Assay ships as; absent where it runs from its sources, and may be where the bundle holds no Assay. */
  shipped?: ReadonlyMap<string, string>;
  /** `YYYY-MM-DD`: the real day, for comparing `asOf` and expiry with. */
  today: string;
  /** The named baselines that a policy may use. */
  baselines: Parameters<typeof parsePolicy>[1]['baselines'];
}

/**
 * Do the statements come from this very Assay? Then everything must agree exactly. Another version may judge differently: that
 * is reported, and never better than no verdict when it is to the worse.
 */
export function isSameAssay(statements: readonly Statement[], { version, rulesSha256 }: VerificationTerms): boolean {
  return statements.every(({ predicate: { assay } }) => assay.version === version && assay.rulesSha256 === rulesSha256);
}
