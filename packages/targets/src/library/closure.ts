import { byCodeUnit } from '@assay/evidence';
import type { ToolSpec, World } from '@assay/host';
import type { Library } from '@assay/readiness';
import type { CargoArtifact, Platform } from '@assay/rust';
import type { TargetFacts } from '../facts.js';
import { type BuiltPackage, builtPackages } from './built.js';
import type { Graph, GraphPackage } from './graph.js';
import { appliesFor, leftOut } from './left-out.js';
import { most } from './reach.js';
import { type Build, dependenciesOn } from './turned-on.js';

/** What the closure is worked out from. */
export interface ClosureInput {
  graph: Graph;
  /** What Cargo built, of all builds together. */
  artifacts: readonly CargoArtifact[];
  /** The folder that holds what Cargo built for the target, absolute. */
  targetFolder: string;
  /** What holds of the target; `undefined` where the compiler does not say. */
  platform: Platform | undefined;
  /** The compiler that built it; `undefined` where it is not asked what the packages link. */
  rustc: ToolSpec | undefined;
  /** The most of the standard library that there was for the builds; `undefined` where that is not known. */
  library: Library | undefined;
}

/** A package that was built for the target. */
export interface ReachedPackage {
  package: GraphPackage;
  /** The most that it links, or a package that it depends on; `undefined` where that is not known. */
  reaches: Library | undefined;
  /** Does it name that itself? Where a dependency links it too, only what the order of loading shows counts. */
  itself: boolean;
}

/** The packages that were built for the target, by key, and the build that they come from. */
export interface TargetClosure {
  build: Build;
  packages: ReadonlyMap<string, ReachedPackage>;
}

/**
 * Which of core, alloc and std each package reaches that was built for a target. A dependency counts whether or not its code is used: it
 * must be built for the target all the same. Where it does not show what a program links, it is known if its dependencies reach as much as
 * there is. Throws WorldError when interrupted.
 */
export async function closureOf(world: World, input: ClosureInput): Promise<TargetClosure> {
  const built = await builtPackages(world, input.artifacts, input);
  const on = new Map([...built].map(([key, { features }]) => [key, features]));
  const build = { graph: input.graph, on, applies: appliesFor(input.platform) };
  const packages = new Map<string, ReachedPackage>();
  for (const one of built.values()) reach(one, { built, build, library: input.library ?? 'std', packages });
  return { build, packages };
}

interface Reaching {
  built: ReadonlyMap<string, BuiltPackage>;
  build: Build;
  library: Library;
  packages: Map<string, ReachedPackage>;
}

/** Works out a package after those that it depends on, and keeps what was found. */
function reach({ package: one, crates }: BuiltPackage, reaching: Reaching): ReachedPackage {
  const { built, build, library, packages } = reaching;
  const known = packages.get(one.key);
  if (known !== undefined) return known;
  const reached: ReachedPackage = { package: one, reaches: undefined, itself: false };
  packages.set(one.key, reached); // Before its dependencies: a graph that goes in circles must not either.
  const below = dependenciesOn(build, one).flatMap(({ to }) => {
    const dependency = built.get(to);
    return dependency === undefined ? [] : [reach(dependency, reaching).reaches];
  });
  const all = [...crates.map((crate) => crate?.reaches), ...below];
  const least = most(['core', ...all.filter((each) => each !== undefined)]);
  reached.reaches = all.includes(undefined) && least !== library ? undefined : least;
  reached.itself = crates.some(
    (crate) =>
      crate !== undefined && crate.reaches === reached.reaches && (crate.itself || !below.includes(crate.reaches)),
  );
  return reached;
}

/** The closure as facts, sorted. */
export function closureFacts({ build, packages }: TargetClosure): NonNullable<TargetFacts['closure']> {
  const named = ({ package: { key, name, version } }: ReachedPackage) => `${name} ${version} ${key}`;
  return {
    packages: [...packages.values()]
      .sort((first, second) => byCodeUnit(named(first), named(second)))
      .map(({ package: { key, name, version, isMember }, reaches = null, itself }) => ({
        ...{ name, version, member: isMember, features: [...(build.on.get(key) ?? [])].sort(byCodeUnit) },
        ...{ reaches, itself },
      })),
    leftOut: leftOut(build),
  };
}
