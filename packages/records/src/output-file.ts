import { byCodeUnit } from '@assay/evidence';
import type { FunctionCount } from './function-counts.js';
import { LineCounts } from './line-counts.js';
import type { LineBranch, LineCondition } from './line-file.js';

/** A file as it is written in a report. A `LineFile` with a path is one. The order of its lists does not matter. */
export interface OutputFile {
  path: string;
  /** Each line once. */
  lines: Iterable<readonly [line: number, count: number]>;
  functions: Iterable<FunctionCount>;
  branches: readonly LineBranch[];
  mcdc: readonly LineCondition[];
}

/** Files in order of their paths, so that a report does not depend on the order in which they came. */
export function inOrder(files: Iterable<OutputFile>): OutputFile[] {
  return [...files].sort((a, b) => byCodeUnit(a.path, b.path));
}

/** Lines in order. */
export function linesInOrder({ lines }: OutputFile): OutputFile['lines'] {
  return lines instanceof LineCounts ? lines : [...lines].sort(([a], [b]) => a - b);
}

/** Functions in order of their lines, then names. */
export function functionsInOrder({ functions }: OutputFile): FunctionCount[] {
  return [...functions].sort((a, b) => a.line - b.line || byCodeUnit(a.name, b.name));
}
