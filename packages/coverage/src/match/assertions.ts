import type { PerValue } from '@assay/mcdc';
import type { BooleanDecision, Condition, Decision, FileObligations, Point, Span, Statement } from '@assay/obligations';
import type { FileReader } from './reader.js';

/** An assertion that is a statement, and the statement that runs next where it holds. */
interface Assertion {
  own: Statement;
  next: Statement;
}

/**
 * Adds what the records say of an assertion with a single condition, of which the compiler keeps no branches: as often as the statement behind
 * it ran, it held; as often as it ran itself and that one did not, it failed. Where evaluating the condition may leave the function as well (`?`,
 * `.await`, `return`), only that it held is known. An assertion at the end of a block has nothing behind it, and stays unmeasured.
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
    const own = statements
      .filter((each) => each.kind === 'macro' && holds(each.span, decision.span))
      .reduce<Statement | undefined>(
        (least, each) => (least === undefined || holds(least.span, each.span) ? each : least),
        undefined,
      );
    const next = own === undefined ? undefined : nextOf(own, statements);
    if (condition !== undefined && own !== undefined && next !== undefined) found.set(condition, { own, next });
  }
  return found;
}

function isSingle(decision: Decision): decision is BooleanDecision {
  return decision.kind === 'assert' && decision.conditions.length === 1;
}

/** The statement behind it in the same block. */
function nextOf({ span, probes }: Statement, statements: readonly Statement[]): Statement | undefined {
  return statements.find(
    (each) =>
      !isBefore(each.span, { line: span.endLine, column: span.endColumn }) && isSame(each.probes.from, probes.from),
  );
}

function holds(outer: Span, inner: Span): boolean {
  const [end, innerEnd] = [
    { line: outer.endLine, column: outer.endColumn },
    { line: inner.endLine, column: inner.endColumn },
  ];
  return !isBefore(inner, outer) && !isBefore(end, innerEnd);
}

function isBefore(a: Point, b: Point): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

function isSame(a: Point, b: Point): boolean {
  return a.line === b.line && a.column === b.column;
}
