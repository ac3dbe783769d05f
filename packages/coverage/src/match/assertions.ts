import type { PerValue } from '@assay/mcdc';
import {
  type BooleanDecision,
  type Condition,
  type Decision,
  endOf,
  type FileObligations,
  holds,
  isBefore,
  isSame,
  type Statement,
} from '@assay/obligations';
import type { FileReader } from './reader.js';

/** An assertion that is a statement, and the statement that runs next where it holds. */
interface Assertion {
  own: Statement;
  next: Statement;
}

/**
 * Adds what the records say of an assertion with a single condition, of which the compiler keeps no branches: as often
 * as the statement behind it ran, it held; as often as it ran itself and that one did not, it failed. Where evaluating
 * the condition may leave the function as well (`?`, `.await`, `return`), nothing is known of those times, and so
 * nothing at all. An assertion at the end of a block has nothing behind it, and stays unmeasured; so does one of which
 * only lines are known, since a closure in it may run more often than itself.
 */
export function withAssertions(reader: FileReader, assertions: ReadonlyMap<Condition, Assertion>): FileReader {
  return {
    ...reader,
    values: (condition) => reader.values(condition) ?? asserted(reader, condition, assertions.get(condition)),
  };
}

function asserted(reader: FileReader, { text }: Condition, assertion: Assertion | undefined): PerValue | undefined {
  if (assertion === undefined || !reader.isExact) return undefined;
  const [ran, held] = [reader.statement(assertion.own), reader.statement(assertion.next)];
  if (ran === undefined || held === undefined) return undefined;
  const others = Math.max(0, ran - held);
  if (others > 0 && /\?|\.await|\breturn\b|\bbreak\b|\bcontinue\b/.test(text)) return undefined;
  return { true: held, false: others };
}

/** The assertions of a file with a single condition, by that condition. */
export function assertionsIn({ decisions, statements }: FileObligations): ReadonlyMap<Condition, Assertion> {
  const found = new Map<Condition, Assertion>();
  for (const decision of decisions.filter(isSingle)) {
    const [condition] = decision.conditions;
    const own = statements.find((each) => isOf(each, decision));
    const next = own === undefined ? undefined : nextOf(own, statements);
    if (condition !== undefined && own !== undefined && next !== undefined) found.set(condition, { own, next });
  }
  return found;
}

function isSingle(decision: Decision): decision is BooleanDecision {
  return decision.kind === 'assert' && decision.conditions.length === 1;
}

/**
 * Is the statement this assertion, and not a macro, a block or a closure around it? `assert_eq!` is a decision as a
 * whole.
 */
function isOf({ kind, span, macros }: Statement, decision: BooleanDecision): boolean {
  const { line, column } = decision.span;
  if (kind !== 'macro' || !holds(span, decision.span)) return false;
  const inside = decision.macros.length - macros.length;
  return inside === 0
    ? isSame(span, { line, column })
    : inside === 1 && /^(debug_)?assert$/.test(decision.macros.at(-1) ?? '');
}

/** The statement behind it in the same block. */
function nextOf({ span, probes }: Statement, statements: readonly Statement[]): Statement | undefined {
  return statements.find((each) => !isBefore(each.span, endOf(span)) && isSame(each.probes.from, probes.from));
}
