import { groupBy } from '@assay/evidence';
import { type FileObligations, holds, type Span, type Statement } from '@assay/obligations';
import type { LineFile } from '@assay/records';
import { lineValues } from './line-values.js';
import type { FileReader } from './reader.js';

/** A source and what it owes. */
export interface ParsedText {
  obligations: FileObligations;
  /** Without a byte order mark. */
  text: string;
}

/**
 * Reads records that know the line only: LCOV and Cobertura. A line that never ran ran nothing of what begins on it. A
 * line that did run speaks only for what runs whenever anything on it does: a statement that is the first thing on the
 * line and holds all others that begin there; a function with a record of its own, or one that has the line for itself.
 * An arm's body behind its pattern, a closure in a chain of calls, what follows `} else {` share the line with what may
 * have run without them.
 */
export function lineReader(file: LineFile, { obligations, text }: ParsedText): FileReader {
  const { statements, functions } = obligations;
  const known = new Set(statementsOfLines(statements, text));
  const values = lineValues(file, obligations);
  const entered = functionEntries(file, obligations);
  const indexOf = new Map(functions.map(({ span }, index) => [span, index]));
  const never = ({ line }: Pick<Span, 'line'>) => (file.lines.get(line) === 0 ? 0 : undefined);
  return {
    isExact: false,
    count: (_, span) => {
      const index = indexOf.get(span);
      return index === undefined ? never(span) : entered(span, index);
    },
    statement: (statement) => (known.has(statement) ? file.lines.get(statement.span.line) : never(statement.span)),
    values: (condition) =>
      values.get(condition) ?? (never(condition.span) === undefined ? undefined : { true: 0, false: 0 }),
    returned: never,
    vectors: () => [],
  };
}

/** The statements that run whenever anything on their line does. */
function* statementsOfLines(statements: readonly Statement[], text: string): Generator<Statement> {
  const lines = text.split('\n');
  for (const [line, all] of groupBy(statements, ({ span }) => span.line)) {
    // In the order of the source: what holds others comes before them.
    const [first, ...others] = all;
    if (first === undefined) continue;
    const before = lines[line - 1]?.slice(0, first.span.column - 1) ?? '';
    if (before.trim() === '' && others.every(({ span }) => holds(first.span, span))) yield first;
  }
}

/**
 * How often a function was entered: by the records of functions on its line, or by the line, where nothing else begins
 * on it.
 */
function functionEntries(file: LineFile, { functions, statements }: FileObligations) {
  const calls = new Map<number, number>();
  // The instances of a generic have records of their own, and one that was called is enough.
  const { lines, counts } = file.functions;
  for (const [index, line] of lines.entries()) calls.set(line, Math.max(calls.get(line) ?? 0, counts[index] ?? 0));
  const onLine = groupBy(functions, ({ span }) => span.line);
  const statementsOn = groupBy(statements, ({ span }) => span.line);
  return ({ line }: Span, index: number): number | undefined => {
    const count = calls.get(line) ?? file.lines.get(line);
    const isAlone = onLine.get(line)?.length === 1;
    const isOnlyCode = statementsOn.get(line)?.every((each) => each.function === index) ?? true;
    return count === 0 || (isAlone && (calls.has(line) || isOnlyCode)) ? count : undefined;
  };
}
