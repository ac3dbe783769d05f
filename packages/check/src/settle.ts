import { applyDeviations, type Deviation, type Finding, judge, type RuleStatus, type Verdict } from '@assay/evidence';
import type { Rank } from '@assay/policy';
import type { Check, Collected } from './check.js';
import { examine, notApplied } from './examine.js';

/** What a judgement rests on besides the facts. All of it stands in the evidence or in the bundled policy. */
export interface Terms {
  /** The project's rank. */
  rank: Rank;
  deviations: readonly Deviation[];
  /** `YYYY-MM-DD`: the day on which expiry is judged. */
  asOf: string;
}

/** A check's judged result. */
export interface Settlement {
  findings: Finding[];
  rules: RuleStatus[];
  verdict: Verdict;
  reason: string;
}

/**
 * From facts to verdict: rules, then deviations, then the one judge. Pure; the pipeline calls it when evidence is made and
 * `assay verify` when evidence is checked.
 */
export function settle(check: Pick<Check, 'rules'>, collected: Collected<unknown>, terms: Terms): Settlement {
  const { facts, gaps } = collected;
  // Without facts nothing was examined, whatever a check counted on the way.
  const examined = facts === undefined ? 0 : collected.examined;
  const { findings, rules } =
    facts === undefined
      ? { findings: [], rules: notApplied(check, 'the facts could not be collected') }
      : examine(check, facts, terms.rank);
  const settled = applyDeviations(findings, terms.deviations, terms.asOf);
  return { findings: settled, rules, ...judge({ findings: settled, gaps, examined }) };
}
