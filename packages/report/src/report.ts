import { type Check, checkOf, knownFacts, type MarkedSource, type Rule, type Sheet } from '@assay/check';
import {
  type AppliedDeviation,
  byCodeUnit,
  type Finding,
  type Gap,
  judgeAll,
  type Statement,
  type Verdict,
} from '@assay/evidence';
import type { Comparison, EarlierBundle } from './comparison.js';

/** What every renderer shows: the evidence, and the words that the checks have for it. */
export interface Report {
  statements: readonly Statement[];
  checks: readonly (Pick<Check, 'name' | 'question' | 'unit' | 'rules'> &
    Partial<Pick<Check, 'exhibits' | 'facts' | 'members' | 'overview' | 'parts' | 'releases' | 'sheet' | 'sources'>>)[];
  /**
   * Contents of source files, by the path that the evidence lists. A file is shown only when the SHA-256 of its text in UTF-8 is the
   * one that its marks name. Of a byte order mark the digest may speak or not, whether the text begins with it or not.
   */
  texts?: ReadonlyMap<string, string>;
  /** The checks that left no evidence because the policy does not ask for them, by name. Default: none. */
  notAsked?: readonly string[];
  /**
   * Deviations that the evidence counts, because they held on its own date, and that have expired since: told today, it fails by them. Never in
   * the page that a bundle holds, which speaks of the evidence's date.
   */
  lapsed?: readonly Pick<AppliedDeviation, 'id' | 'expires'>[];
  /** Bundles that were made before, the oldest first. Never in the page that a bundle holds: that one speaks of its own commit alone. */
  earlier?: readonly EarlierBundle[];
  /** What changed since the first of {@link earlier}. */
  comparison?: Comparison;
}

/** The fault that a rule looks for, in words; the evidence itself holds only the id. */
export type RuleWords = Pick<Rule, 'id' | 'title'> &
  Partial<Pick<Rule, 'aliases' | 'why' | 'repair' | 'clauses' | 'severity'>>;

/** How a finding bears on the verdict. `deviated` findings no longer do. */
export type Bearing = 'error' | 'warning' | 'deviated';

/** In the order in which results are read. */
export const bearings = ['error', 'warning', 'deviated'] as const satisfies readonly Bearing[];

/** The findings of one rule that bear on the verdict in the same way. */
export interface RuleGroup {
  rule: RuleWords;
  bearing: Bearing;
  findings: readonly Finding[];
}

/** One check's evidence with the check's words, its findings grouped. */
export interface Section {
  check: string;
  question: string;
  /** Of `examined`, singular. */
  unit: string;
  /** What the facts come to, in lines of plain text; none where the check says none. */
  overview: readonly string[];
  /** The words of all the check's rules. */
  rules: readonly RuleWords[];
  predicate: Statement['predicate'];
  /** Errors first, then warnings, then deviated ones; by rule within each. */
  groups: readonly RuleGroup[];
}

/** How many there are of everything that a reader must not miss. */
export interface Totals {
  errors: number;
  warnings: number;
  deviated: number;
  gaps: number;
}

/** The statements, each with its words, in the order given. A check that this version does not know still shows all it found. */
export function sections(report: Report): Section[] {
  return report.statements.map(({ predicate }) => {
    const words = checkOf(report.checks, predicate.check);
    return {
      check: predicate.check,
      question: words?.question ?? 'A check that this version of Assay does not know.',
      unit: words?.unit ?? 'thing',
      overview: knownFacts(words, predicate, (facts) => words?.overview?.(facts)) ?? [],
      rules: words?.rules ?? [],
      predicate,
      groups: groupFindings(predicate.findings, words?.rules ?? []),
    };
  });
}

/**
 * The page to sign of a check's evidence; `undefined` when the check has none, or when the facts are missing or have another
 * version's shape: then there is nothing to sign.
 */
export function sheetIn({ checks }: Report, { check, predicate }: Section): Sheet | undefined {
  const words = checkOf(checks, check);
  return knownFacts(words, predicate, (facts) => words?.sheet?.(facts, predicate.findings));
}

/** The sources that a check marked; none when it marks none, or when the facts are missing or have another version's shape. */
export function sourcesIn({ checks }: Report, { check, predicate }: Section): readonly MarkedSource[] {
  const words = checkOf(checks, check);
  return knownFacts(words, predicate, (facts) => words?.sources?.(facts)) ?? [];
}

/** What the parts of a check come to, side by side. Text throughout: whoever shows it makes it safe. */
export interface BoardTable {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The tables over the parts of checks that have some, and left evidence of any. */
export function boardsIn({ statements, checks }: Report): BoardTable[] {
  return checks.flatMap((words) => {
    const { name, parts } = words;
    const board = parts?.board;
    const own = statements.filter(({ predicate }) => checkOf(checks, predicate.check) === words);
    if (board === undefined || own.length === 0) return [];
    const rows = own.map(({ predicate }) => {
      const facts = knownFacts(words, predicate, (read) => ({ read }))?.read;
      return board.row(predicate.check.slice(name.length + 1), predicate, facts);
    });
    return [{ title: board.title, columns: board.columns, rows }];
  });
}

/** The verdict over all statements, and today where some of what they count has lapsed. */
export function overallVerdict({ statements, lapsed = [] }: Report): Verdict {
  if (lapsed.length > 0) return 'fail';
  return judgeAll(statements.map(({ predicate }) => predicate.verdict));
}

/** Counts over one or several sections. */
export function totals(of: readonly Section[]): Totals {
  return {
    ...countsOf(of.flatMap(({ predicate }) => predicate.findings)),
    gaps: of.reduce((sum, { predicate }) => sum + predicate.gaps.length, 0),
  };
}

/** How many of the findings bear on the verdict in each way. */
export function countsOf(findings: readonly Finding[]): Omit<Totals, 'gaps'> {
  const bearing = (wanted: Bearing) => findings.filter((finding) => bearingOf(finding) === wanted).length;
  return { errors: bearing('error'), warnings: bearing('warning'), deviated: bearing('deviated') };
}

/** How the finding bears on the verdict. */
export function bearingOf({ severity, deviation }: Pick<Finding, 'severity' | 'deviation'>): Bearing {
  return deviation === null ? severity : 'deviated';
}

/**
 * Everything that stands between a section and its verdict: its gaps, or, where there is no verdict without one (nothing was
 * examined), the reason in the form of a gap, so that no format shows silence.
 */
export function obstacles({ check, predicate }: Section): readonly Gap[] {
  if (predicate.gaps.length > 0 || predicate.verdict !== 'no-verdict') return predicate.gaps;
  return [{ what: `a verdict of ${check}`, why: predicate.reason, remedy: 'see what the check was asked to examine' }];
}

/** The first `limit`, and the others. */
export function split<T>(items: readonly T[], limit: number): { first: readonly T[]; rest: readonly T[] } {
  return { first: items.slice(0, limit), rest: items.slice(limit) };
}

/** Findings of one rule that are shown in full before the rest is listed in short. */
export const FULL_PER_RULE = 10;

function groupFindings(findings: readonly Finding[], rules: readonly RuleWords[]): RuleGroup[] {
  // A rule that is explained early names causes of what later ones find.
  const order = new Map(rules.map(({ id }, index) => [id, index]));
  const placeOf = ({ bearing, id }: { bearing: Bearing; id: string }) =>
    bearings.indexOf(bearing) * (rules.length + 1) + (order.get(id) ?? rules.length);
  const groups = new Map<string, { bearing: Bearing; id: string; findings: Finding[] }>();
  for (const finding of findings) {
    const bearing = bearingOf(finding);
    const name = `${bearings.indexOf(bearing)} ${finding.rule}`;
    const group = groups.get(name) ?? { bearing, id: finding.rule, findings: [] };
    group.findings.push(finding);
    groups.set(name, group);
  }
  return [...groups]
    .sort(([a, left], [b, right]) => placeOf(left) - placeOf(right) || byCodeUnit(a, b))
    .map(([, { bearing, id, findings }]) => ({ rule: wordsOf(id, rules), bearing, findings }));
}

/** The words of the rule that has this id now or had it once. */
function wordsOf(id: string, rules: readonly RuleWords[]): RuleWords {
  return (
    rules.find((rule) => rule.id === id || rule.aliases?.includes(id) === true) ?? {
      id,
      title: 'a rule that this version of Assay does not know',
    }
  );
}
