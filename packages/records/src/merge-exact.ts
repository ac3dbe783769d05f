import { combineBranches } from './branch.js';
import { combineDecisions, compareDecisions } from './decision.js';
import { ExactFile } from './exact-file.js';
import { mergeSegments } from './merge-segments.js';
import { Merger } from './merger.js';
import { sortAndCombine } from './sorted.js';
import { compareSpans } from './span.js';

/** What several runs recorded, as one: files by path, counts summed. The order of the runs does not matter. */
export function mergeExact(runs: Iterable<ReadonlyMap<string, ExactFile>>): Map<string, ExactFile> {
  const merger = exactMerger();
  for (const run of runs) {
    for (const [path, file] of run) merger.add(path, file);
  }
  return merger.finish();
}

/** Merges files, part by part. */
export function exactMerger(): Merger<ExactFile> {
  return new Merger(
    mergeExactFiles,
    ({ segments, branches, decisions }) => segments.length + branches.length + decisions.length,
  );
}

function mergeExactFiles(a: ExactFile, b: ExactFile): ExactFile {
  return new ExactFile(
    mergeSegments(a.segments, b.segments),
    sortAndCombine([...a.branches, ...b.branches], compareSpans, combineBranches),
    sortAndCombine([...a.decisions, ...b.decisions], compareDecisions, combineDecisions),
  );
}
