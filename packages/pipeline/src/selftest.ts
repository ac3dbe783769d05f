import type { Check, Rule } from '@assay/check';
import { examine } from '@assay/check';
import { canonicalJson, type Verdict } from '@assay/evidence';
import { ranks } from '@assay/policy';
import { allChecks, rulesSha256 } from './checks.js';
import { VERSION } from './version.js';

/** What a rule's controls showed on this installation. */
export interface RuleTrial {
  rule: string;
  /** Facts that should raise it, and how many of them did. */
  raises: { controls: number; raised: number };
  /** Facts that it should spare, and how many of them it did. */
  spares: { controls: number; spared: number };
  passed: boolean;
}

/** The result of the self-test: evidence that the gates of this installation can fail. */
export interface Selftest {
  assay: { version: string; rulesSha256: string };
  verdict: Verdict;
  rules: RuleTrial[];
}

/** Runs every rule's controls. Pure. */
export function selftest(): Selftest {
  const rules = allChecks.flatMap((check) => check.rules.map((rule) => tryRule(check, rule as Rule<unknown>)));
  const passed = rules.length > 0 && rules.every((trial) => trial.passed);
  return { assay: { version: VERSION, rulesSha256: rulesSha256() }, verdict: passed ? 'pass' : 'fail', rules };
}

/** The self-test as evidence: canonical JSON. */
export function selftestEvidence(result: Selftest): string {
  return canonicalJson(result);
}

function tryRule(check: Check, rule: Rule<unknown>): RuleTrial {
  const { raises, spares } = rule.controls;
  const raised = raises.filter((facts) => isRaised(check, rule, facts)).length;
  const spared = spares.filter((facts) => !isRaised(check, rule, facts)).length;
  return {
    rule: rule.id,
    raises: { controls: raises.length, raised },
    spares: { controls: spares.length, spared },
    passed: raises.length > 0 && spares.length > 0 && raised === raises.length && spared === spares.length,
  };
}

/** Through the engine and at the highest rank, so that severity and wording are tried as well. */
function isRaised(check: Check, rule: Rule<unknown>, facts: unknown): boolean {
  const highest = ranks[ranks.length - 1] ?? 'highest';
  return examine(check, facts, highest).findings.some((finding) => finding.rule === rule.id);
}
