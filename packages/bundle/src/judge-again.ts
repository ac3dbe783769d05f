import { describeNotAsked, type Settlement } from '@assay/check';
import { count, type Predicate, type Verdict } from '@assay/evidence';
import type { Expected } from './expected.js';
import type { ReadPolicy } from './policy-entry.js';
import type { Problem } from './problem.js';
import type { Evidence } from './read-statements.js';
import { type Rejudgement, rejudge } from './rejudge.js';
import { isSameAssay, type VerificationTerms } from './terms.js';
import type { Found } from './verification.js';

/**
 * Rules, deviations and verdicts once more. For the same Assay every difference is a problem, and so is what is wrong with the
 * `completeness` of the evidence.
 */
export function judgeAgain(
  evidence: readonly Evidence[],
  expected: Expected,
  completeness: readonly Problem[],
  policy: ReadPolicy,
  terms: VerificationTerms,
): Found {
  const judged = 'value' in policy ? rejudge(evidence, policy.value, expected.asked) : [];
  const exact = [...completeness, ...judged.flatMap(({ differences }) => differences)];
  const unasked = expected.notAsked.map(({ name }) => name);
  const told = unasked.length > 0 ? [describeNotAsked(unasked)] : [];
  const first = evidence[0]?.statement.predicate.assay;
  const statements = evidence.map(({ statement }) => statement);
  if (first === undefined || isSameAssay(statements, terms)) return { problems: exact, doubts: [], notes: told };

  const writer = `verify it with Assay ${first.version}, which wrote it`;
  const impossible = judged
    .filter(({ settlement }) => settlement === undefined)
    .flatMap(({ differences }) => differences)
    .map((problem) => ({ remedy: writer, ...problem }));
  const worse = judged
    .filter((item) => worsens(item))
    .map((item) => ({ where: `${item.evidence.entry}:predicate.verdict`, what: judgedInstead(item) }));
  const lacking = judged
    .flatMap(({ evidence: { entry, statement }, settlement }) => {
      return settlement === undefined ? [] : untold(entry, statement.predicate, settlement);
    })
    .map((doubt) => ({ ...doubt, remedy: writer }));
  const notes = judged
    .filter((item) => item.settlement !== undefined && item.differences.length > 0)
    .map(
      ({ evidence: { entry }, differences }) =>
        `${entry}: this version of Assay judges differently in ${count(differences.length, 'place')}`,
    );
  const made = `the evidence was made by Assay ${first.version} (rules ${first.rulesSha256.slice(0, 16)}); this is Assay ${terms.version} (rules ${terms.rulesSha256.slice(0, 16)})`;
  return {
    problems: [],
    doubts: [...completeness, ...impossible, ...worse, ...lacking],
    notes: [made, ...notes, ...told],
  };
}

/**
 * What this Assay finds or looks for and the statement is silent on: it may have been taken out, under another version's name. Rules that the
 * statement does not name at all may be newer than it, and so may what they only warn of: evidence does not age by that.
 */
function untold(entry: string, claimed: Predicate, { findings, rules }: Settlement): Omit<Problem, 'remedy'>[] {
  const told = new Set(claimed.findings.map(({ key }) => key));
  const named = new Map(claimed.rules.map((rule) => [rule.id, rule.applied]));
  const where = `${entry}:predicate.rules`;
  return [
    ...(named.size === 0 && rules.length > 0 ? [{ where, what: 'name no rule at all' }] : []),
    ...findings
      .filter(({ key, severity, rule }) => !told.has(key) && (severity === 'error' || named.has(rule)))
      .map(({ key, message }) => ({
        where: `${entry}:predicate.findings`,
        what: `lack a finding that this version of Assay draws from the facts: ${key}, ${message}`,
      })),
    ...rules
      .filter((rule) => rule.applied && named.get(rule.id) === false)
      .map(({ id }) => ({
        where,
        what: `do not say that ${id} was applied, as this version of Assay does`,
      })),
  ];
}

const severity: Record<Verdict, number> = { pass: 0, 'no-verdict': 1, fail: 2 };

function worsens({ evidence, settlement }: Rejudgement): boolean {
  return settlement !== undefined && severity[settlement.verdict] > severity[evidence.statement.predicate.verdict];
}

function judgedInstead({ evidence, settlement }: Rejudgement): string {
  return `is ${evidence.statement.predicate.verdict}; this version of Assay judges ${settlement?.verdict} (${settlement?.reason})`;
}
