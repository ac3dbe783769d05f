import type { Library } from '@assay/readiness';
import type { LinkedCrates } from './linked-crates.js';

const order: readonly Library[] = ['core', 'alloc', 'std'];

/** Is the first more than the second? std holds alloc, and alloc holds core. */
export function isMore(first: Library, second: Library): boolean {
  return order.indexOf(first) > order.indexOf(second);
}

/** The most of several. */
export function most(libraries: readonly Library[]): Library | undefined {
  return order.findLast((library) => libraries.includes(library));
}

/** The crate of the standard library that a name stands for, with or without what keeps builds apart. */
function libraryNamed(crate: string): Library | undefined {
  const [name] = crate.split('-');
  return order.find((library) => library === name);
}

/** What a crate links of the standard library. */
export interface CrateReach {
  reaches: Library;
  /** Does it certainly name that itself, whatever its dependencies link? */
  itself: boolean;
}

/**
 * What each crate links, by the name of the crate. One that links not even core is told of nothing: nobody but the standard library is
 * built so.
 *
 * The compiler lists a crate before those that it brought. Where std stands before every crate of ours that links std, none of them can
 * have brought it. Where one stands before it, that one is why std is there, and whether the crate names std as well does not show.
 */
export function reachOfCrates(crates: readonly LinkedCrates[]): Map<string, CrateReach> {
  const ours = new Set(crates.map(({ crate }) => crate));
  const isOfStd = (name: string) => !ours.has(name) && libraryNamed(name) !== undefined;
  const found = new Map<string, Library>();
  for (const { crate, links } of crates) {
    const reaches = most(links.filter(isOfStd).flatMap((name) => libraryNamed(name) ?? []));
    if (reaches !== undefined) found.set(crate, reaches);
  }
  const reach = new Map<string, CrateReach>();
  for (const { crate, links } of crates) {
    const reaches = found.get(crate);
    if (reaches === undefined) continue;
    const at = links.findIndex((name) => isOfStd(name) && libraryNamed(name) === reaches);
    const isBrought = links.slice(0, at).some((name) => brings(found.get(name), reaches));
    reach.set(crate, { reaches, itself: !isBrought });
  }
  return reach;
}

function brings(linked: Library | undefined, library: Library): boolean {
  return linked !== undefined && !isMore(library, linked);
}
