import { byCodeUnit } from '@assay/evidence';
import type { Library } from '@assay/readiness';
import type { TargetFacts } from '../facts.js';
import type { ReachedPackage, TargetClosure } from './closure.js';
import { type Blamed, featureChain } from './feature-chain.js';
import type { GraphPackage } from './graph.js';
import { isMore } from './reach.js';
import { dependenciesOn } from './turned-on.js';

/** How a member reaches more than it promised. */
export type Chain = TargetFacts['promises'][number]['chains'][number];

/** A package that links more than was promised, and how the member comes by it. */
export interface Culprit {
  package: GraphPackage;
  reaches: Library;
  /** Packages from the member to it, both among them. */
  path: readonly GraphPackage[];
}

/** The packages that a member reaches and that name more of the standard library themselves than was promised: nearest first, then by name. */
export function culpritsOf(closure: TargetClosure, member: GraphPackage, promised: Library): Culprit[] {
  return [...pathsFrom(closure, member)]
    .flatMap(([key, path]) => culprit(closure.packages.get(key), path, promised) ?? [])
    .sort(
      (first, second) => first.path.length - second.path.length || byCodeUnit(first.package.name, second.package.name),
    );
}

function culprit(
  reached: ReachedPackage | undefined,
  path: readonly GraphPackage[],
  promised: Library,
): Culprit | undefined {
  const { package: one, reaches, itself } = reached ?? {};
  if (one === undefined || reaches === undefined || itself !== true || !isMore(reaches, promised)) return undefined;
  return { package: one, reaches, path };
}

/** The shortest path to each package that one depends on in the build, itself first. */
export function pathsFrom({ build }: TargetClosure, from: GraphPackage): Map<string, readonly GraphPackage[]> {
  const paths = new Map<string, readonly GraphPackage[]>([[from.key, [from]]]);
  // A Map is gone through to what is put into it meanwhile.
  for (const path of paths.values()) {
    const last = path.at(-1) ?? from;
    for (const { to } of dependenciesOn(build, last)) {
      const next = build.graph.get(to);
      if (next !== undefined && !paths.has(to)) paths.set(to, [...path, next]);
    }
  }
  return paths;
}

/**
 * The chain from a member to a package that links more than was promised. `blamed`: the package's features that make it do so. It ends at
 * what turns the package on where no feature of it is to blame.
 */
export function chainTo(
  closure: TargetClosure,
  { package: one, reaches, path }: Culprit,
  blamed: readonly string[],
): Chain {
  const end = { key: one.key, features: blamed };
  const [member = one] = path;
  return {
    reaches,
    package: { name: one.name, version: one.version },
    path: path.map(({ name }) => name),
    features: featureChain(closure.build, member, end) ?? chainFromOther(closure, end),
  };
}

/** Features that a member does not ask for were asked for by another that was built with it: the chain begins with the name of that one. */
function chainFromOther({ build, packages }: TargetClosure, end: Blamed): string[] {
  const members = [...packages.values()].map((each) => each.package).filter(({ isMember }) => isMember);
  for (const other of members.sort((first, second) => byCodeUnit(first.name, second.name))) {
    const chain = featureChain(build, other, end);
    if (chain !== undefined) return chain[0]?.startsWith(`${other.name}/`) ? chain : [other.name, ...chain];
  }
  return [];
}
