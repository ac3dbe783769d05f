import type { FileObligations, Point, Statement } from '@assay/obligations';
import type { DecisionFact, FileFact, State } from '../facts.js';

const WHY = 'only tests that panic reach it, and the compiler counts what stands behind a panic as run';

/**
 * What the tests that panic add to what the others reach. Surely reached are functions that were entered, the first statement of one, assertions that
 * failed, and, where nothing in its decision can panic, a branch with its first statement. What else only they reach was counted, and may not have
 * run: it is not measured. `certain`: by the records of the other tests; `all`: with those of these.
 */
export function withPanicking(certain: FileFact, all: FileFact, { statements, decisions }: FileObligations): FileFact {
  const isSafe = all.decisions.map((fact, index) => isSafeDecision(fact, decisions[index]?.kind ?? ''));
  const begun = new Set([
    ...certain.functions.map(({ from: [line, column] }) => keyOf({ line, column })),
    ...all.decisions.flatMap(({ to }, index) => (isSafe[index] === true ? behind(to) : [])),
  ]);
  const firsts = firstOfEach(statements);
  return {
    ...certain,
    compiled: all.compiled,
    functions: certain.functions.map((fact, index) => all.functions[index] ?? fact),
    statements: certain.statements.map((fact, index) => {
      const own = statements[index];
      const isSure = own !== undefined && firsts.has(own) && begun.has(keyOf(own.probes.from));
      return merge(fact, all.statements[index] ?? fact, isSure);
    }),
    decisions: certain.decisions.map((fact, index) =>
      mergeDecision(fact, all.decisions[index] ?? fact, isSafe[index] === true),
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

/** Its own failing is what makes an assertion panic; any other decision counts surely only where nothing in it can. */
function isSafeDecision({ kind, conditions, outcomes }: DecisionFact, own: string): boolean {
  if (own === 'match' || own === 'try') return false;
  if (kind === 'assert' && conditions.length === 1)
    return outcomes.length > 0 && cannotPanic(conditions[0]?.text ?? '(');
  return conditions.length > 0 && conditions.every(({ text }) => cannotPanic(text));
}

/** Names, fields, comparisons and constants alone: no call, index, arithmetic or cast, and no text that was cut. */
function cannotPanic(text: string): boolean {
  const inside = text.replace(/^(?:debug_)?assert\w*!\s*\((.*)\)$/s, '$1').replace(/^[A-Z]\w*(?:::\w+)*\(\w+\)$/, '');
  return text !== '' && !/[\w>\])]\s*\(|\[|[+\-*/%…^{}]|<<|>>|!\s*[({[]|\bas\b/.test(inside);
}

/** The first statement of everything that is run or skipped as a whole. */
function firstOfEach(statements: readonly Statement[]): ReadonlySet<Statement> {
  const firsts = new Map<string, Statement>();
  for (const statement of statements) {
    const key = keyOf(statement.probes.from);
    if (!firsts.has(key)) firsts.set(key, statement);
  }
  return new Set(firsts.values());
}

/** The places at which a block begins right behind a decision: `if a{`, `if a {`. */
function behind([line, column]: readonly [number, number]): string[] {
  return [0, 1, 2].map((more) => keyOf({ line, column: column + more }));
}

function keyOf({ line, column }: Point): string {
  return `${line}:${column}`;
}
