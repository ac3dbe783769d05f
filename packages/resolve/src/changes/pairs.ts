import { groupBy } from '@assay/evidence';
import { compatibilityRange } from '@assay/registry';
import type { Candidate } from '../cargo/candidate.js';
import type { LockedPackage } from '../input.js';

/** A package that the plan has otherwise than the lock file: one of the two is `undefined` where it is added or dropped. */
export interface Pair {
  from: LockedPackage | undefined;
  to: Candidate | undefined;
}

/**
 * Puts what leaves the lock file together with what comes in its place: in the same range, else where a package has one of
 * each.
 */
export function pairChanges(locked: readonly LockedPackage[], planned: Iterable<Candidate>): Pair[] {
  const candidates = [...planned];
  const kept = new Set(candidates.map(({ locked: entry }) => entry));
  const left = locked.filter((each) => !kept.has(each));
  const come = candidates.filter((each) => each.locked === undefined);
  const inRange = pairUp(left, come, (name, source, version) => `${name} ${compatibilityRange(version)} ${source}`);
  const ofPackage = pairUp(inRange.left, inRange.come, (name, source) => `${name} ${source}`);
  return [
    ...inRange.pairs,
    ...ofPackage.pairs,
    ...ofPackage.left.map((from) => ({ from, to: undefined })),
    ...ofPackage.come.map((to) => ({ from: undefined, to })),
  ];
}

type KeyOf = (name: string, source: string | undefined, version: string) => string;

function pairUp(left: readonly LockedPackage[], come: readonly Candidate[], keyOf: KeyOf) {
  const leftByKey = groupBy(left, ({ name, source, version }) => keyOf(name, source, version));
  const comeByKey = groupBy(come, ({ name, source, version }) => keyOf(name, source, version.raw));
  const pairs = [...leftByKey].flatMap(([key, [from, ...moreLeft]]): Pair[] => {
    const [to, ...moreCome] = comeByKey.get(key) ?? [];
    return to === undefined || moreLeft.length + moreCome.length > 0 ? [] : [{ from, to }];
  });
  const isPaired = new Set(pairs.flatMap(({ from, to }): unknown[] => [from, to]));
  return {
    pairs,
    left: left.filter((each) => !isPaired.has(each)),
    come: come.filter((each) => !isPaired.has(each)),
  };
}
