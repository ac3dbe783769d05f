import type { FileObligations, Point, Statement } from '@assay/obligations';
import type { DecisionFact, FileFact, State, StatementFact } from '../facts.js';

const WHY = 'only tests that panic reach it, and the compiler counts what stands behind a panic as run';

/**
 * What the tests that panic add to what the others reach. Surely reached are functions that were entered, and their
 * first statement. Where that is an assertion or an `if` in whose conditions nothing can panic, so are its outcomes,
 * what stands behind the assertion, and the first statement of the block; and so on. What else only they reach was
 * counted, and may not have run: it is not measured. A panic before a decision is as bad as one in it, since the
 * compiler takes one side of it for the rest: an `if` that nobody came to was false. The rounds of a loop are among
 * what is not known. `certain`: by the records of the other tests; `all`: with those of these.
 */
export function withPanicking(certain: FileFact, all: FileFact, { statements, decisions }: FileObligations): FileFact {
  const kinds = decisions.map(({ kind }) => kind);
  const sure = surelyReached(all, kinds, statements);
  return {
    ...certain,
    compiled: all.compiled,
    functions: certain.functions.map((fact, index) => all.functions[index] ?? fact),
    statements: certain.statements.map((fact, index) => {
      return merge(fact, all.statements[index] ?? fact, sure.statements.has(index));
    }),
    decisions: certain.decisions.map((fact, index) =>
      mergeDecision(fact, all.decisions[index] ?? fact, sure.decisions.has(index)),
    ),
  };
}

function merge<Fact extends { state: State; why?: string | undefined }>(
  certain: Fact,
  all: Fact,
  isSure: boolean,
): Fact {
  if (certain.state === 'covered' || all.state !== 'covered' || isSure)
    return certain.state === 'covered' ? certain : all;
  return { ...certain, state: 'not-measured', why: WHY };
}

function mergeDecision(certain: DecisionFact, all: DecisionFact, isSafe: boolean): DecisionFact {
  const state = (own: State, other: State): State =>
    own === 'covered' || other !== 'covered' ? own : isSafe ? 'covered' : 'not-measured';
  return {
    ...(isSafe ? all : certain),
    outcomes: certain.outcomes.map((outcome, index) => merge(outcome, all.outcomes[index] ?? outcome, isSafe)),
    conditions: certain.conditions.map((condition, index) => {
      const other = all.conditions[index] ?? condition;
      const settled = {
        whenTrue: state(condition.whenTrue, other.whenTrue),
        whenFalse: state(condition.whenFalse, other.whenFalse),
        mcdc: condition.mcdc === null || other.mcdc === null ? condition.mcdc : state(condition.mcdc, other.mcdc),
      };
      const isOpen = !isSafe && Object.values(settled).includes('not-measured');
      return { ...(isSafe ? other : condition), ...settled, ...(isOpen ? { why: condition.why ?? WHY } : {}) };
    }),
  };
}

/** Places in the lists of a file's statements and decisions. */
interface Sure {
  statements: ReadonlySet<number>;
  decisions: ReadonlySet<number>;
}

/** What was reached, if it was, before anything could panic since its function was entered. */
function surelyReached(
  { functions, statements, decisions }: FileFact,
  kinds: readonly string[],
  owed: readonly Statement[],
): Sure {
  const sure = { statements: new Set<number>(), decisions: new Set<number>() };
  const inWhole = statementsByWhole(owed, statements);
  const heads = new Map(decisions.map(({ from: [line, column] }, index) => [keyOf({ line, column }), index]));
  const begun = functions.map(({ from: [line, column] }) => keyOf({ line, column }));
  for (let whole = begun.pop(); whole !== undefined; whole = begun.pop()) {
    for (const index of inWhole.get(whole) ?? []) {
      if (sure.statements.has(index)) break;
      sure.statements.add(index);
      const head = headOf(statements[index], heads, kinds);
      const decision = head === undefined ? undefined : decisions[head];
      if (head === undefined || decision === undefined || !isSafeDecision(decision)) break;
      sure.decisions.add(head);
      if (kinds[head] === 'assert') continue;
      begun.push(...behind(decision.to));
      break;
    }
  }
  return sure;
}

/**
 * How many columns behind the beginning of a statement its decision begins: `if `, `assert_eq!` as a whole, `assert!(`,
 * `debug_assert!(`.
 */
const openings = { if: [3], 'if-let': [3], chain: [3], assert: [0, 8, 14] } as const;

/** The decision with which a statement begins, so that nothing of the statement runs before it. */
function headOf(
  statement: StatementFact | undefined,
  heads: ReadonlyMap<string, number>,
  kinds: readonly string[],
): number | undefined {
  if (statement === undefined) return undefined;
  const [line, column] = statement.from;
  for (const [kind, gaps] of Object.entries(openings)) {
    for (const gap of gaps) {
      const index = heads.get(keyOf({ line, column: column + gap }));
      if (index !== undefined && kinds[index] === kind) return index;
    }
  }
  return undefined;
}

/** Nothing in its conditions can panic; an assertion's own failing is what makes it panic. */
function isSafeDecision({ conditions }: DecisionFact): boolean {
  return conditions.length > 0 && conditions.every(({ text }) => cannotPanic(text));
}

/** Names, fields, comparisons and constants alone: no call, index, arithmetic or cast, and no text that was cut. */
function cannotPanic(text: string): boolean {
  const inside = text.replace(/^(?:debug_)?assert\w*!\s*\((.*)\)$/s, '$1').replace(/^[A-Z]\w*(?:::\w+)*\(\w+\)$/, '');
  return text !== '' && !/[\w>\])]\s*\(|\[|[+\-*/%…^{}]|<<|>>|!\s*[({[]|\bas\b/.test(inside);
}

/** The statements of everything that is run or skipped as a whole, in the order of the source, by where that begins. */
function statementsByWhole(
  owed: readonly Statement[],
  facts: readonly StatementFact[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { probes }] of owed.entries()) {
    const key = keyOf(probes.from);
    found.set(key, [...(found.get(key) ?? []), index]);
  }
  const at = (index: number) => facts[index]?.from ?? [0, 0];
  for (const each of found.values()) each.sort((a, b) => at(a)[0] - at(b)[0] || at(a)[1] - at(b)[1]);
  return found;
}

/** The places at which a block begins right behind a decision: `if a{`, `if a {`. */
function behind([line, column]: readonly [number, number]): string[] {
  return [0, 1, 2].map((more) => keyOf({ line, column: column + more }));
}

function keyOf({ line, column }: Point): string {
  return `${line}:${column}`;
}
