import { quote } from '@assay/evidence';
import type { FunctionCountsBuilder } from '../function-counts-builder.js';
import type { LineCountsBuilder } from '../line-counts.js';
import {
  compareLineBranches,
  compareLineConditions,
  type LineBranch,
  type LineCondition,
  type LineFile,
} from '../line-file.js';
import { sortAndCombine } from '../sorted.js';
import { FunctionsDraft } from './functions.js';

/** What a section tells of a file, as far as it has come. */
export class SectionDraft {
  readonly path: string;
  readonly lines: LineCountsBuilder;
  readonly functions: FunctionsDraft;
  readonly branches: LineBranch[] = [];
  readonly mcdc: LineCondition[] = [];

  /** `lines` and `functions` are empty, and not used for anything else until this is finished. */
  constructor(path: string, lines: LineCountsBuilder, functions: FunctionCountsBuilder) {
    this.path = path;
    this.lines = lines;
    this.functions = new FunctionsDraft(functions);
  }

  /** The whole section, or what is wrong with it. */
  finish(): LineFile | string {
    const functions = this.functions.finish();
    if (typeof functions === 'string') return `the function ${quote(functions)} has a count and no line: FN is missing`;
    return {
      lines: this.lines.build(),
      functions,
      branches: sortAndCombine(this.branches, compareLineBranches, lowerBranch),
      mcdc: sortAndCombine(this.mcdc, compareLineConditions, lowerCondition),
      tallies: [],
    };
  }
}

/** Two rows of one section for one branch are two branches that a tool could not tell apart: both are taken only as often as one. */
function lowerBranch(a: LineBranch, b: LineBranch): LineBranch {
  return (a.taken ?? -1) <= (b.taken ?? -1) ? a : b;
}

/** As {@link lowerBranch}. */
function lowerCondition(a: LineCondition, b: LineCondition): LineCondition {
  return a.taken <= b.taken ? a : b;
}
