import { compactJson, errorMessage, type Problem } from '@assay/evidence';

export type { Problem };

/** Where a problem of the file as a whole stands. */
export const BUNDLE = 'bundle';

/** The first line (from 1) in which two texts differ; `undefined` when they are equal. */
export function firstDifference(a: string, b: string): number | undefined {
  if (a === b) return undefined;
  const [left, right] = [a.split('\n'), b.split('\n')];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? left.length : index) + 1;
}

/** Two JSON values that are equal whatever the order of their keys. */
export function isEqual(a: unknown, b: unknown): boolean {
  return compactJson(a) === compactJson(b);
}

/**
 * What `compute` gives, or, when it throws, a problem in its place: rules and renderers may throw at what a schema lets through
 * and no check would have written.
 */
export function attempt<T>(where: string, what: string, compute: () => T): { value: T } | { problems: Problem[] } {
  try {
    return { value: compute() };
  } catch (error) {
    return { problems: [{ where, what: `${what}: ${errorMessage(error)}` }] };
  }
}
