import { addCounts } from './count.js';
import { compareFunctions, FunctionCounts } from './function-counts.js';
import { FunctionCountsBuilder } from './function-counts-builder.js';
import { LineCounts, LineCountsBuilder } from './line-counts.js';
import {
  type BranchTally,
  compareLineBranches,
  compareLineConditions,
  compareTallies,
  type LineBranch,
  type LineCondition,
  type LineFile,
} from './line-file.js';
import { Merger } from './merger.js';
import { sortAndCombine } from './sorted.js';

/** What several runs recorded, as one: files by path, counts summed. The order of the runs does not matter. */
export function mergeLines(runs: Iterable<ReadonlyMap<string, LineFile>>): Map<string, LineFile> {
  const merger = lineMerger();
  for (const run of runs) {
    for (const [path, file] of run) merger.add(path, file);
  }
  return merger.finish();
}

/** Merges files, part by part. */
export function lineMerger(): Merger<LineFile> {
  return new Merger(
    mergeLineFiles,
    ({ lines, functions, branches, mcdc }) => lines.size + functions.size + branches.length + mcdc.length,
  );
}

function mergeLineFiles(a: LineFile, b: LineFile): LineFile {
  return {
    lines: mergeLineCounts(a.lines, b.lines),
    functions: mergeFunctionCounts(a.functions, b.functions),
    branches: sortAndCombine([...a.branches, ...b.branches], compareLineBranches, addBranches),
    mcdc: sortAndCombine([...a.mcdc, ...b.mcdc], compareLineConditions, addConditions),
    tallies: sortAndCombine([...a.tallies, ...b.tallies], compareTallies, widerTally),
  };
}

/**
 * The counts of both, summed by line. Runs of one program nearly always have the same lines and functions; what is the same is then not
 * made again, but shared.
 */
function mergeLineCounts(a: LineCounts, b: LineCounts): LineCounts {
  if (isSame(a.lines, b.lines)) return new LineCounts(a.lines, sums(a.counts, b.counts));
  const merged = new LineCountsBuilder();
  let from = 0;
  for (const [line, count] of a) {
    for (; (b.lines[from] ?? line) < line; from += 1) merged.add(b.lines[from] as number, b.counts[from] as number);
    const isInBoth = b.lines[from] === line;
    merged.add(line, isInBoth ? addCounts(count, b.counts[from] as number) : count);
    if (isInBoth) from += 1;
  }
  for (; from < b.size; from += 1) merged.add(b.lines[from] as number, b.counts[from] as number);
  return merged.build();
}

/** The counts of both, summed by function. */
function mergeFunctionCounts(a: FunctionCounts, b: FunctionCounts): FunctionCounts {
  if (haveSameFunctions(a, b)) return new FunctionCounts(a.lines, sums(a.counts, b.counts), a.names, a.nameEnds);
  const merged = new FunctionCountsBuilder(addCounts);
  let from = 0;
  for (let index = 0; index < a.size; index += 1) {
    for (; from < b.size && compareFunctions(b, from, a, index) < 0; from += 1) merged.addFrom(b, from);
    merged.addFrom(a, index);
    if (from === b.size || compareFunctions(b, from, a, index) !== 0) continue;
    merged.addCount(merged.size - 1, b.counts[from] as number);
    from += 1;
  }
  for (; from < b.size; from += 1) merged.addFrom(b, from);
  return merged.build();
}

/** Never reached is that only where it was so in both. */
function addBranches(a: LineBranch, b: LineBranch): LineBranch {
  const taken = a.taken === null ? b.taken : addCounts(a.taken, b.taken ?? 0);
  return { ...a, taken };
}

function addConditions(a: LineCondition, b: LineCondition): LineCondition {
  return { ...a, taken: addCounts(a.taken, b.taken) };
}

/**
 * Which branches were taken is not known, so those of one run may be among those of the other: what is sure is the higher number of
 * the two.
 */
function widerTally(a: BranchTally, b: BranchTally): BranchTally {
  return { line: a.line, covered: Math.max(a.covered, b.covered), total: Math.max(a.total, b.total) };
}

function haveSameFunctions(a: FunctionCounts, b: FunctionCounts): boolean {
  return isSame(a.lines, b.lines) && isSame(a.nameEnds, b.nameEnds) && a.names.equals(b.names);
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((number, index) => number === b[index]);
}

function sums(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((count, index) => addCounts(count, b[index] as number));
}
