import { byCodeUnit } from '@assay/evidence';
import { compareSpans, holds, type Span } from './span.js';

/** One way in which a decision was made. */
export interface TestVector {
  /** What each condition was; `null` where it was not evaluated. */
  conditions: readonly (boolean | null)[];
  result: boolean;
}

/** A decision whose conditions the compiler watched together, for MC/DC. */
export interface Decision extends Span {
  /** Where its conditions stand, in order; `undefined` where the records do not tell. */
  conditions: readonly Span[] | undefined;
  /** For each condition: was it shown that it alone changes the outcome? */
  shown: readonly boolean[];
  /** The ways in which it was made, each once, in order; `undefined` where the records do not tell: before LLVM 22. */
  vectors: readonly TestVector[] | undefined;
}

/**
 * Orders decisions by their places, then by the number of their conditions; 0 for two that are one. A template or macro can
 * give one place several numbers of conditions.
 */
export function compareDecisions(a: Decision, b: Decision): number {
  return compareSpans(a, b) || a.shown.length - b.shown.length;
}

/** Both runs together: what one of them showed is shown. */
export function combineDecisions(a: Decision, b: Decision): Decision {
  return {
    ...a,
    conditions: a.conditions ?? b.conditions,
    shown: a.shown.map((isShown, index) => isShown || b.shown[index] === true),
    vectors: uniqueVectors(a.vectors, b.vectors),
  };
}

/** Each vector of any list once, in order; `undefined` where no list is known. */
export function uniqueVectors(...lists: readonly (readonly TestVector[] | undefined)[]): TestVector[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  if (known.length === 0) return undefined;
  const unique = new Map(known.flat().map((vector) => [vectorText(vector), vector]));
  return [...unique].sort(([a], [b]) => byCodeUnit(a, b)).map(([, vector]) => vector);
}

/** `T-F T`: what each condition was, and the result. */
function vectorText({ conditions, result }: TestVector): string {
  return `${conditions.map((value) => (value === null ? '-' : value ? 'T' : 'F')).join('')} ${result ? 'T' : 'F'}`;
}

/**
 * Which of the spans of conditions in a file, given in order, are those of a decision with so many: the outermost in it, because a
 * condition can hold a decision of its own (`f(b && c)`). `undefined` where their number is another, as where some are a macro’s and
 * stand elsewhere, and where one is only partly in it.
 */
export function conditionsOf(decision: Span, count: number, spans: readonly Span[]): Span[] | undefined {
  const outermost: Span[] = [];
  let next = firstFrom(decision, spans);
  for (let span = spans[next]; span !== undefined && startsBefore(span, endOf(decision)); span = spans[next]) {
    if (!holds(decision, span) || outermost.length === count) return undefined;
    outermost.push(span);
    // Behind those that it holds.
    next = Math.max(next + 1, firstFrom(endOf(span), spans));
  }
  return outermost.length === count ? outermost : undefined;
}

/** The place behind a span, as the longest span that begins there. */
function endOf({ endLine, endColumn }: Span): Span {
  return { line: endLine, column: endColumn, endLine: Number.POSITIVE_INFINITY, endColumn: 0 };
}

function startsBefore(a: Span, b: Span): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** The number of the first span that is not before another in order. */
function firstFrom(span: Span, spans: readonly Span[]): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareSpans(spans[middle] as Span, span) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
