import { appliedDeviation, type Deviation, type Finding, isExpired, judge, quote } from '@assay/evidence';
import { POLICY } from './entry.js';
import { isEqual, type Problem } from './problem.js';
import type { Evidence } from './read-statements.js';

/**
 * Does each statement hold together by itself: its verdict follows from its findings and gaps, its deviations are the policy's and
 * were valid? No rules are run, so this holds for the evidence of any version. `deviations`: the policy's, when it can be read.
 */
export function checkClaims(evidence: readonly Evidence[], deviations: readonly Deviation[] | undefined): Problem[] {
  return evidence.flatMap((item) => [
    ...checkVerdict(item),
    ...item.statement.predicate.findings.flatMap((finding, index) =>
      deviationFaults(finding, item.statement.predicate.asOf, deviations).map((what) => ({
        where: `${item.entry}:predicate.findings[${index}].deviation`,
        what,
      })),
    ),
  ]);
}

function checkVerdict({ entry, statement: { predicate } }: Evidence): Problem[] {
  const problems: Problem[] = [];
  const { verdict, reason } = judge(predicate);
  if (verdict !== predicate.verdict) {
    const what = `is ${predicate.verdict}; from its own findings and gaps follows ${verdict} (${reason})`;
    problems.push({ where: `${entry}:predicate.verdict`, what });
  }
  if (predicate.facts === null && predicate.gaps.length === 0) {
    problems.push({ where: `${entry}:predicate.facts`, what: 'are missing, and no gap says why' });
  }
  return problems;
}

function deviationFaults({ deviation }: Finding, asOf: string, deviations: readonly Deviation[] | undefined): string[] {
  if (deviation === null) return [];
  const faults: string[] = [];
  if (isExpired(deviation, asOf)) {
    faults.push(
      `is ${quote(deviation.id)}, which expired on ${deviation.expires}, before the evidence's own date, ${asOf}`,
    );
  }
  const stated = deviations?.find(({ id }) => id === deviation.id);
  if (deviations !== undefined && stated === undefined) {
    faults.push(`is ${quote(deviation.id)}, which ${POLICY} does not have`);
  }
  if (stated !== undefined) {
    if (!isEqual(deviation, appliedDeviation(stated))) {
      faults.push(`is not ${quote(stated.id)} as ${POLICY} states it (line ${stated.at.line ?? 'unknown'})`);
    }
  }
  return faults;
}
