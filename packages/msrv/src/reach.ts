import { type DependencyKind, dependencyKinds, type MemberFact, type MsrvFacts, type PackageFact } from './facts.js';
import { oncePerFacts } from './once.js';

/** One member's way to a package. */
export interface Reached {
  member: MemberFact;
  /** The weakest link of the strongest way: `normal` when some way has normal dependencies only. */
  kind: DependencyKind;
  /** Package ids of the shortest way of that kind, from the member to the package. */
  chain(): string[];
}

/** By package id: from which members it is reached, in the order of the members. */
export type Reach = ReadonlyMap<string, readonly Reached[]>;

/**
 * From which members each package is reached, and how. Dev-dependencies count only where they are the member's own, as Cargo
 * builds them: those of its dependencies are never built for it. Same facts, same chains: ties go to the lower ids.
 */
export const reachOf: (facts: MsrvFacts) => Reach = oncePerFacts(computeReach);

/** By package id: the ids of the packages that depend on it directly. */
export const dependentsOf: (facts: MsrvFacts) => ReadonlyMap<string, readonly string[]> = oncePerFacts((facts) => {
  const dependents = new Map<string, string[]>();
  for (const { id, dependencies } of facts.packages) {
    for (const dependency of dependencies) append(dependents, dependency.id, id);
  }
  return dependents;
});

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function computeReach(facts: MsrvFacts): Reach {
  const packages = new Map(facts.packages.map((each) => [each.id, each]));
  const reach = new Map<string, Reached[]>();
  for (const member of facts.members) {
    const settled = new Set<string>();
    for (const kind of dependencyKinds) {
      const parents = shortestWays(packages, member.id, dependencyKinds.slice(0, dependencyKinds.indexOf(kind) + 1));
      for (const id of parents.keys()) {
        if (settled.has(id)) continue;
        settled.add(id);
        append(reach, id, { member, kind, chain: () => chainTo(parents, id) });
      }
      if (settled.size === packages.size) break;
    }
  }
  return reach;
}

/** Breadth first over dependencies of the allowed kinds: each reached package with the one before it. */
function shortestWays(
  packages: ReadonlyMap<string, PackageFact>,
  start: string,
  allowed: readonly DependencyKind[],
): Map<string, string | undefined> {
  const parents = new Map<string, string | undefined>([[start, undefined]]);
  // A Map yields what is added while it is walked: it is the queue.
  for (const id of parents.keys()) {
    for (const { id: next, kinds } of packages.get(id)?.dependencies ?? []) {
      const open = kinds.some((kind) => allowed.includes(kind) && (kind !== 'dev' || id === start));
      if (open && !parents.has(next)) parents.set(next, id);
    }
  }
  return parents;
}

function chainTo(parents: ReadonlyMap<string, string | undefined>, id: string): string[] {
  const chain: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) chain.push(at);
  return chain.reverse();
}
