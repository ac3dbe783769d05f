import { addCounts } from './count.js';
import type { FunctionCount } from './function-counts.js';
import { FunctionCountsBuilder } from './function-counts-builder.js';
import { LineCountsBuilder } from './line-counts.js';
import type { LineBranch, LineCondition, LineFile } from './line-file.js';

/** What is in a file, in any order. */
interface LineRows {
  lines?: readonly (readonly [line: number, count: number])[];
  functions?: readonly FunctionCount[];
  branches?: readonly LineBranch[];
  mcdc?: readonly LineCondition[];
}

/** A file with these rows; branches and conditions as they are given. */
export function lineFile({ lines = [], functions = [], branches = [], mcdc = [] }: LineRows): LineFile {
  const [lineCounts, functionCounts] = [new LineCountsBuilder(), new FunctionCountsBuilder(addCounts)];
  for (const [line, count] of lines) lineCounts.add(line, count);
  for (const one of functions) functionCounts.addNamed(one);
  return { lines: lineCounts.build(), functions: functionCounts.build(), branches, mcdc, tallies: [] };
}

/** A file as plain lists, to be compared. */
export function rowsOf({ lines, functions, branches, mcdc, tallies }: LineFile) {
  return { lines: [...lines], functions: [...functions], branches, mcdc, tallies };
}

/** A file of chance: a few lines, functions, branches and conditions in order, names and expressions with anything that LCOV can hold. */
export function randomLineFile(random: (limit: number) => number): LineFile {
  const words = ['a', 'b,c', 'é😀', ' ', '1', '<T as "U">::f&', '', '__proto__', 'e5', '-'];
  const word = () => words[random(words.length)] as string;
  const count = () => (random(10) === 0 ? Number.MAX_SAFE_INTEGER - random(2) : random(4));
  const upTo = (limit: number) => Array.from({ length: limit }, (_, index) => index).filter(() => random(3) > 0);
  return lineFile({
    lines: upTo(12).map((line) => [line + 1, count()]),
    functions: upTo(4).map((line) => ({ name: word(), line: line + 1, count: count() })),
    branches: upTo(4).map((branch) => ({
      ...{ line: 3, block: branch >> 1, branch: String(branch), taken: random(3) === 0 ? null : count() },
    })),
    mcdc: upTo(2).flatMap((index) => {
      const condition = { line: 5, groupSize: 2, index, expression: word() };
      return [false, true].map((sense) => ({ ...condition, sense, taken: count() }));
    }),
  });
}
