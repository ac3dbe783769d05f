import { canonicalJson } from '@assay/evidence';
import { overallVerdict, type Report } from './report.js';
import { identify } from './words.js';

/** The report as one JSON document: the version of Assay, the verdict over all, and the statements as they are. */
export function renderJson(report: Report): string {
  return canonicalJson({
    assay: identify(report).assay,
    verdict: overallVerdict(report),
    evidence: report.statements,
  });
}
