import type { Graph, GraphDependency, GraphPackage } from './graph.js';

/** What is on in a build: the features of each package that was built for the target, by the key of the package. */
export type FeaturesOn = ReadonlyMap<string, ReadonlySet<string>>;

/** Does a dependency under the key of a `[target]` table apply to the target of the build? */
export type Applies = (target: string | undefined) => boolean;

/** A build: what its packages declare, and what was on. */
export interface Build {
  graph: Graph;
  on: FeaturesOn;
  applies: Applies;
}

/** What an entry in a feature's list turns on. https://doc.rust-lang.org/cargo/reference/features.html */
export type Entry =
  | { feature: string }
  | { dependency: string }
  /** `isWeak`: only where something else turns the dependency on. */
  | { dependency: string; feature: string; isWeak: boolean };

/** Reads `std`, `dep:serde`, `serde/std`, `serde?/std`. */
export function readEntry(text: string): Entry {
  if (text.startsWith('dep:')) return { dependency: text.slice('dep:'.length) };
  const at = text.indexOf('/');
  if (at === -1) return { feature: text };
  const isWeak = text[at - 1] === '?';
  return { dependency: text.slice(0, isWeak ? at - 1 : at), feature: text.slice(at + 1), isWeak };
}

/** The dependencies of a package that are part of the build. */
export function dependenciesOn(build: Build, one: GraphPackage): GraphDependency[] {
  const activated = activatedIn(one, build.on.get(one.key) ?? new Set());
  return one.dependencies.filter((each) => isIn(build, each) && (!each.optional || activated.has(each.calledIn)));
}

/** Was the package of a dependency built for the target, and does its declaration apply there? */
function isIn({ on, applies }: Build, { to, target }: GraphDependency): boolean {
  return on.has(to) && applies(target);
}

/** Names of the dependencies that the features turn on. */
export function activatedIn({ features }: GraphPackage, on: ReadonlySet<string>): Set<string> {
  const entries = [...on].flatMap((feature) => features.get(feature) ?? []).map(readEntry);
  return new Set(
    entries.flatMap((entry) =>
      'dependency' in entry && !('isWeak' in entry && entry.isWeak) ? [entry.dependency] : [],
    ),
  );
}
