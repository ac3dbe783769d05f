import { combineBranches } from './branch.js';
import { combineDecisions, compareDecisions } from './decision.js';
import { ExactFile } from './exact-file.js';
import { mergeSegments } from './merge-segments.js';
import { sortAndCombine } from './sorted.js';
import { compareSpans } from './span.js';

/** What several runs recorded, as one: files by path, counts summed. The order of the runs does not matter. */
export function mergeExact(runs: Iterable<ReadonlyMap<string, ExactFile>>): Map<string, ExactFile> {
  const merged = new Map<string, ExactFile>();
  for (const run of runs) {
    for (const [path, file] of run) {
      const before = merged.get(path);
      merged.set(path, before === undefined ? file : mergeExactFiles(before, file));
    }
  }
  return merged;
}

/** What two runs recorded of one file. */
export function mergeExactFiles(a: ExactFile, b: ExactFile): ExactFile {
  return new ExactFile(
    mergeSegments(a.segments, b.segments),
    sortAndCombine([...a.branches, ...b.branches], compareSpans, combineBranches),
    sortAndCombine([...a.decisions, ...b.decisions], compareDecisions, combineDecisions),
  );
}
