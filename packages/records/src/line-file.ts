import { byCodeUnit } from '@assay/evidence';
import type { FunctionCounts } from './function-counts.js';
import type { LineCounts } from './line-counts.js';

/** One way out of a line with branches, as LCOV has it. */
export interface LineBranch {
  line: number;
  /** Which of the line’s conditions, from 0. */
  block: number;
  /** Which way out of the condition: a number, or an expression. */
  branch: string;
  /** How often it was taken; `null` where the condition was never reached. */
  taken: number | null;
}

/** One sense of a condition of a decision, as LCOV has it for MC/DC. */
export interface LineCondition {
  line: number;
  /** How many conditions the decision has. */
  groupSize: number;
  /** Which of them, from 0. */
  index: number;
  /** Was it true, or false, when it alone decided? */
  sense: boolean;
  /** How often it was shown that it alone decides; some tools only write 0 and 1. */
  taken: number;
  expression: string;
}

/** How many of a line’s branches were taken, where it is not known which, as Cobertura has it. */
export interface BranchTally {
  line: number;
  covered: number;
  total: number;
}

/** What was recorded of one file, by line. Every list is in order and has nothing twice. */
export interface LineFile {
  readonly lines: LineCounts;
  readonly functions: FunctionCounts;
  readonly branches: readonly LineBranch[];
  readonly mcdc: readonly LineCondition[];
  readonly tallies: readonly BranchTally[];
}

/** Orders branches by line and block, then as numbers where they are numbers. */
export function compareLineBranches(a: LineBranch, b: LineBranch): number {
  return a.line - b.line || a.block - b.block || compareNames(a.branch, b.branch);
}

/** Orders conditions by line, group and place in it, then false before true. */
export function compareLineConditions(a: LineCondition, b: LineCondition): number {
  return (
    a.line - b.line ||
    a.groupSize - b.groupSize ||
    a.index - b.index ||
    byCodeUnit(a.expression, b.expression) ||
    Number(a.sense) - Number(b.sense)
  );
}

/** Orders tallies by line. */
export function compareTallies(a: BranchTally, b: BranchTally): number {
  return a.line - b.line;
}

/** Numbers before texts. */
function compareNames(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return (isNumber ? a.length - b.length : 0) || byCodeUnit(a, b);
}
