import { oncePerFacts } from '@assay/check';
import type { DependencyKind, MemberFact, MsrvFacts, PackageFact } from './facts.js';

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
 * From which members each package is reached, and how: `normal` and `build` for what Cargo builds for the member, `dev` for what only
 * its tests, examples and benches may need, by the graph. Same facts, same chains: ties go to the lower ids.
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

/** The ids of all packages that some member reaches with any feature and target, tests included: the resolved graph. */
export function resolvedIds(facts: Pick<MsrvFacts, 'packages' | 'members'>): Set<string> {
  const packages = new Map(facts.packages.map((each) => [each.id, each]));
  const starts = facts.members.flatMap(({ id }) => {
    const member = packages.get(id);
    return [[id, undefined] as const, ...(member === undefined ? [] : devDependencies(member))];
  });
  return new Set(shortestWays(packages, starts, ['normal', 'build'], () => true).keys());
}

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
    const settle = (kind: DependencyKind, parents: ReadonlyMap<string, string | undefined>) => {
      for (const id of parents.keys()) {
        if (settled.has(id)) continue;
        settled.add(id);
        append(reach, id, { member, kind, chain: () => chainTo(parents, id) });
      }
    };
    const isBuilt = (each: PackageFact) => each.builtFor.includes(member.id);
    const start = packages.get(member.id);
    if (start === undefined || !isBuilt(start)) continue;
    settle('normal', shortestWays(packages, [[member.id, undefined]], ['normal'], isBuilt));
    settle('build', shortestWays(packages, [[member.id, undefined]], ['normal', 'build'], isBuilt));
    // Cargo's plan has the last word on what is built, also where its graph shows no way to it.
    settle('build', new Map(facts.packages.filter(isBuilt).map(({ id }) => [id, member.id])));
    settle(
      'dev',
      withStart(
        member.id,
        shortestWays(packages, devDependencies(start), ['normal', 'build'], () => true),
      ),
    );
  }
  return reach;
}

/**
 * Dev-dependencies count only where they are the member's own, as Cargo builds them: those of its dependencies are never built for
 * it.
 */
function devDependencies({ id, dependencies }: PackageFact): [string, string][] {
  return dependencies.flatMap((each) => (each.kinds.includes('dev') ? [[each.id, id] as [string, string]] : []));
}

function withStart(id: string, parents: Map<string, string | undefined>): Map<string, string | undefined> {
  return new Map([...parents, [id, undefined]]);
}

/** Breadth first from these over dependencies of the allowed kinds: each reached package with the one before it. */
function shortestWays(
  packages: ReadonlyMap<string, PackageFact>,
  starts: readonly (readonly [id: string, before: string | undefined])[],
  allowed: readonly DependencyKind[],
  isOpen: (each: PackageFact) => boolean,
): Map<string, string | undefined> {
  const parents = new Map<string, string | undefined>(starts);
  // A Map yields what is added while it is walked: it is the queue.
  for (const id of parents.keys()) {
    for (const { id: next, kinds } of packages.get(id)?.dependencies ?? []) {
      const target = packages.get(next);
      const open = target !== undefined && isOpen(target) && kinds.some((kind) => allowed.includes(kind));
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
