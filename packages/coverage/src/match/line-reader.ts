import type { PerValue } from '@assay/mcdc';
import type { Condition, FileObligations, Statement } from '@assay/obligations';
import type { LineFile } from '@assay/records';
import type { FileReader } from './reader.js';

/**
 * Reads records that know the line only: LCOV and Cobertura. A line's count says of a statement that it ran only where no other statement begins on
 * the line; that it did not run it says always. The branches of a line are those of its conditions, in the order of the source, where there
 * are as many of them; otherwise nobody can tell whose they are.
 */
export function lineReader(file: LineFile, { statements, decisions, functions }: FileObligations): FileReader {
  const onLine = new Map<number, number>();
  for (const { span } of statements) onLine.set(span.line, (onLine.get(span.line) ?? 0) + 1);
  const calls = new Map([...file.functions].map(({ line, count }) => [line, count]));
  const lineOf = (line: number) => file.lines.get(line);
  const values = valuesByCondition(
    file,
    decisions.flatMap((decision) => ('conditions' in decision ? decision.conditions : [])),
  );
  return {
    isExact: false,
    count: (_, span) => {
      // Of a function: its own record. Of anything else only that its line never ran.
      const isFunction = functions.some((item) => item.span === span);
      if (isFunction) return calls.get(span.line) ?? lineOf(span.line);
      return lineOf(span.line) === 0 ? 0 : undefined;
    },
    statement: ({ span }: Statement) => {
      const count = lineOf(span.line);
      return count === 0 || onLine.get(span.line) === 1 ? count : undefined;
    },
    values: (condition) => values.get(condition),
    returned: ({ line }) => (lineOf(line) === 0 ? 0 : undefined),
    vectors: () => [],
  };
}

function valuesByCondition(file: LineFile, all: readonly Condition[]): ReadonlyMap<Condition, PerValue> {
  const found = new Map<Condition, PerValue>();
  const byLine = new Map<number, Condition[]>();
  for (const condition of all) byLine.set(condition.span.line, [...(byLine.get(condition.span.line) ?? []), condition]);
  for (const [line, conditions] of byLine) {
    const values = branchPairs(file, line) ?? tallied(file, line, conditions.length);
    if (values?.length !== conditions.length) continue;
    for (const [index, condition] of conditions.entries()) {
      const value = values[index];
      if (value !== undefined) found.set(condition, value);
    }
  }
  return found;
}

/** The branches of a line as pairs, true first, as llvm-cov writes them. `undefined` where they are no pairs. */
function branchPairs({ branches }: LineFile, line: number): PerValue[] | undefined {
  const own = branches.filter((branch) => branch.line === line);
  if (own.length === 0 || own.length % 2 !== 0) return undefined;
  return Array.from({ length: own.length / 2 }, (_, index) => ({
    true: own[2 * index]?.taken ?? 0,
    false: own[2 * index + 1]?.taken ?? 0,
  }));
}

/** Cobertura says how many of a line's branches were taken: which ones is known only where it was all, or none. */
function tallied({ tallies }: LineFile, line: number, conditions: number): PerValue[] | undefined {
  const own = tallies.find((tally) => tally.line === line);
  if (own === undefined || own.total !== 2 * conditions || (own.covered !== 0 && own.covered !== own.total))
    return undefined;
  const taken = own.covered === 0 ? 0 : 1;
  return Array.from({ length: conditions }, () => ({ true: taken, false: taken }));
}
