/**
 * Items in order, with one in place of those that tell of the same thing: those between which `compare` gives 0. `combine` makes one
 * of two of them, and must not mind their order.
 */
export function sortAndCombine<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  combine: (a: T, b: T) => T,
): T[] {
  const combined: T[] = [];
  for (const item of [...items].sort(compare)) {
    const last = combined.at(-1);
    if (last !== undefined && compare(last, item) === 0) combined[combined.length - 1] = combine(last, item);
    else combined.push(item);
  }
  return combined;
}
