import { groupBy } from '@assay/evidence';
import type { FileObligations } from '@assay/obligations';
import { lastPart } from '../last-part.js';

/**
 * Names, without their paths, of functions that the compiler runs: a constant calls them, and one `const fn` of the
 * sources has the name. Where several have it, nobody can tell which of them is meant, and none is excused.
 */
export function calledAtCompileTime(
  files: readonly Pick<FileObligations, 'functions' | 'constantCalls'>[],
): Set<string> {
  const called = new Set(files.flatMap(({ constantCalls }) => [...constantCalls]));
  const named = groupBy(
    files.flatMap(({ functions }) => functions.filter(({ isConst }) => isConst)),
    ({ name }) => lastPart(name),
  );
  return new Set([...called].filter((name) => named.get(name)?.length === 1));
}
