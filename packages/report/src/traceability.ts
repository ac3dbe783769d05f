import { type Clause, checkOf } from '@assay/check';
import { byCodeUnit, count, type RuleStatus } from '@assay/evidence';
import { countsOf, type Report, type RuleWords, sections, type Totals } from './report.js';
import { countBearing, describeTotals } from './words.js';

/** A clause of a standard, and what answers it. */
export interface TracedClause extends Clause {
  answers: readonly Answer[];
  state: ClauseState;
}

/**
 * The worst first, but for `unanswered`: no rule that carries the clause was applied. `not known`: the check of one that was applied has
 * a gap. The others say what the applied rules found.
 */
export const clauseStates = ['unanswered', 'errors', 'not known', 'warnings', 'deviated', 'no findings'] as const;
export type ClauseState = (typeof clauseStates)[number];

/** A rule that carries the clause, in the evidence of one check, or of none. */
export interface Answer {
  rule: RuleWords;
  /** The name of the evidence; `undefined` where the check left none. */
  check: string | undefined;
  state: ClauseState;
  /** `applied, no findings`; `1 error`; `not applied: …`; `the policy does not ask for this check`. */
  outcome: string;
}

/** The clauses of the project's own standard, and those of all others. Each by standard and clause. */
export interface Traceability {
  own: readonly TracedClause[];
  others: readonly TracedClause[];
  /** Rules with findings that carry no clause of the project's standard: of these findings no clause tells. */
  outside: readonly Answer[];
}

/** From each clause that a rule carries to the evidence: a function of rules and evidence alone, so that it comes out the same again. */
export function trace(report: Report): Traceability {
  const clauses = new Map<string, Clause & { answers: Answer[] }>();
  for (const check of report.checks) {
    for (const rule of check.rules as readonly RuleWords[]) {
      const answers = answersOf(report, check, rule);
      for (const clause of rule.clauses ?? []) {
        const key = JSON.stringify([clause.standard, clause.clause, clause.confidence]);
        const traced = clauses.get(key) ?? { ...clause, answers: [] };
        traced.answers.push(...answers);
        clauses.set(key, traced);
      }
    }
  }
  const traced = [...clauses]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([, clause]) => ({ ...clause, state: worstOf(clause.answers) }));
  const standards = new Set(report.statements.map(({ predicate }) => predicate.project.standard));
  const isOwn = ({ standard }: Clause) => [...standards].some((own) => isPartOf(standard, own));
  return {
    own: traced.filter(isOwn),
    others: traced.filter((clause) => !isOwn(clause)),
    outside: answersOutside(report, isOwn),
  };
}

/** What stands above {@link Traceability.outside}. */
export function outsideTitle(standard: string): string {
  return `Findings of rules that carry no clause of ${standard}`;
}

function answersOutside(report: Report, isOwn: (clause: Clause) => boolean): Answer[] {
  return sections(report).flatMap(({ check, groups }) =>
    groups
      .filter(({ rule }) => !(rule.clauses ?? []).some(isOwn))
      .map(({ rule, bearing, findings }) => ({
        ...{ rule, check, state: bearing === 'deviated' ? bearing : (`${bearing}s` as const) },
        outcome: countBearing(findings.length, bearing),
      })),
  );
}

/** `12 clauses: 1 unanswered; 11 answered, no findings`. */
export function describeClauses(clauses: readonly TracedClause[]): string {
  const counted = clauseStates.flatMap((state) => {
    const n = clauses.filter((each) => each.state === state).length;
    return n === 0 ? [] : [`${n} ${stateWords[state]}`];
  });
  return `${count(clauses.length, 'clause')}${counted.length === 0 ? '' : `: ${counted.join('; ')}`}`;
}

/** Each state in words that do not say more than it does. */
export const stateWords: Readonly<Record<ClauseState, string>> = {
  unanswered: 'unanswered',
  errors: 'answered, with errors',
  'not known': 'not known',
  warnings: 'answered, with warnings',
  deviated: 'answered, with deviations',
  'no findings': 'answered, no findings',
};

/** The same of one rule that carries the clause. */
export const answerWords: Readonly<Record<ClauseState, string>> = {
  unanswered: 'not applied',
  errors: 'with errors',
  'not known': 'not known',
  warnings: 'with warnings',
  deviated: 'with deviations',
  'no findings': 'without findings',
};

/** Is it the standard, or one of its parts: `ISO 26262-8` of `ISO 26262`? */
function isPartOf(standard: string, whole: string): boolean {
  return standard === whole || standard.startsWith(`${whole}-`);
}

/** What the evidence of a check says of one of its rules: an answer for each statement, and one where there is none. */
export function answersOf(report: Report, of: Report['checks'][number], rule: RuleWords): Answer[] {
  const statements = report.statements.filter(({ predicate }) => checkOf(report.checks, predicate.check) === of);
  if (statements.length === 0) {
    return [{ rule, check: undefined, state: 'unanswered', outcome: 'its check left no evidence' }];
  }
  return statements.map(({ predicate }) => {
    const { check, findings, gaps, rules } = predicate;
    const ids = [rule.id, ...(rule.aliases ?? [])];
    const status = rules.find(({ id }) => ids.includes(id));
    const found = findings.filter((finding) => ids.includes(finding.rule));
    if (status?.applied !== true && found.length === 0) {
      return { rule, check, state: 'unanswered', outcome: whyNot(status) };
    }
    const counts = countsOf(found);
    const state = stateOf({ ...counts, gaps: gaps.length });
    const outcome = found.length === 0 ? 'applied, no findings' : describeTotals({ ...counts, gaps: 0 });
    return { rule, check, state, outcome: gaps.length > 0 ? `${outcome}; ${count(gaps.length, 'gap')}` : outcome };
  });
}

function stateOf({ errors, warnings, deviated, gaps }: Totals): ClauseState {
  if (errors > 0) return 'errors';
  if (gaps > 0) return 'not known';
  if (warnings > 0) return 'warnings';
  return deviated > 0 ? 'deviated' : 'no findings';
}

function whyNot(status: RuleStatus | undefined): string {
  return status === undefined || status.applied
    ? 'not in this evidence: another version of Assay made it'
    : `not applied: ${status.because}`;
}

/** A clause is answered where any of its rules was applied; of those, the worst counts. */
function worstOf(answers: readonly Answer[]): ClauseState {
  const applied = answers.filter(({ state }) => state !== 'unanswered');
  if (applied.length === 0) return 'unanswered';
  return clauseStates.find((state) => applied.some((each) => each.state === state)) ?? 'unanswered';
}
