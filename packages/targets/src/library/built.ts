import type { ToolSpec, World } from '@assay/host';
import { type CargoArtifact, packageKey } from '@assay/rust';
import { finalReach } from './final-reach.js';
import { isForTarget, isOfToolchain, metadataFile } from './for-target.js';
import type { Graph, GraphPackage } from './graph.js';
import { type LinkedCrates, linkedCrates } from './linked-crates.js';
import { type CrateReach, reachOfCrates } from './reach.js';
import { sideBySide } from './side-by-side.js';

/** A package that was built for the target. */
export interface BuiltPackage {
  package: GraphPackage;
  /** Features that were on, in any of its builds. */
  features: Set<string>;
  /** What each of its crates links; `undefined` where that is not known, as for most programs. */
  crates: (CrateReach | undefined)[];
}

/** Compilers that are asked at the same time: they take a few hundredths of a second each, and the machine may have two processors. */
const AT_ONCE = 2;

/**
 * The packages of the target among what Cargo built, by key, with what they link. What Cargo's `-Z build-std` compiled of the standard
 * library, with what that depends on, is not among them. Without a compiler nothing is asked of what they link. Throws WorldError when
 * interrupted.
 */
export async function builtPackages(
  world: World,
  artifacts: readonly CargoArtifact[],
  { graph, targetFolder, rustc }: { graph: Graph; targetFolder: string; rustc: ToolSpec | undefined },
): Promise<Map<string, BuiltPackage>> {
  const units = artifacts.filter((each) => isForTarget(each, targetFolder));
  const files = [...new Set(units.flatMap((unit) => metadataFile(unit) ?? []))];
  const answers =
    rustc === undefined ? [] : await sideBySide(files, AT_ONCE, (file) => linkedCrates(world, rustc, file));
  const linkedIn = new Map(files.map((file, at) => [file, answers[at]]));
  const linked = (unit: CargoArtifact) => linkedIn.get(metadataFile(unit) ?? '');
  const ofStd = cratesOfStd(units.filter(isOfToolchain).flatMap((unit) => linked(unit) ?? []));
  const own = units.filter((unit) => !isOfToolchain(unit) && !ofStd.has(linked(unit)?.crate ?? ''));
  const reach = reachOfCrates(own.flatMap((unit) => linked(unit) ?? []));
  const crates = await sideBySide(own, AT_ONCE, async (unit) => {
    if (rustc === undefined) return undefined;
    const found =
      metadataFile(unit) === undefined ? await finalCrate(world, unit) : reach.get(linked(unit)?.crate ?? '');
    return isLasting(unit, own) || found?.reaches === 'std' ? found : undefined;
  });
  const packages = new Map<string, BuiltPackage>();
  for (const [at, unit] of own.entries()) {
    const one = packageOf(unit, graph);
    const built = packages.get(one.key) ?? { package: one, features: new Set(), crates: [] };
    for (const feature of unit.features) built.features.add(feature);
    built.crates.push(crates[at]);
    packages.set(one.key, built);
  }
  return packages;
}

/** Of a crate without metadata, whether it names what it links itself does not show. */
async function finalCrate(world: World, unit: CargoArtifact): Promise<CrateReach | undefined> {
  const reaches = await finalReach(world, unit);
  return reaches === undefined ? undefined : { reaches, itself: false };
}

/**
 * Is what was looked at still what this build made? Files that are not called after a digest are written again by other builds: what such
 * a file links may be less than what this build linked.
 */
function isLasting(unit: CargoArtifact, all: readonly CargoArtifact[]): boolean {
  if (metadataFile(unit)?.endsWith('.rmeta')) return true;
  return !all.some((other) => other !== unit && other.files.some((file) => unit.files.includes(file)));
}

/** The standard library's own crates, and those that it depends on: the same as packages of the project, and built apart from them. */
function cratesOfStd(crates: readonly LinkedCrates[]): Set<string> {
  return new Set(crates.flatMap(({ crate, links }) => [crate, ...links]));
}

/** The package of an artifact; one that the graph does not hold, or whose id is not understood, has no features and dependencies. */
function packageOf({ package: id, manifest, target }: CargoArtifact, graph: Graph): GraphPackage {
  const key = id === undefined ? manifest : packageKey(id);
  const { name, version } = id ?? { name: target.name, version: '' };
  const unknown = { key, name, version, isMember: false, features: new Map(), dependencies: [], source: undefined };
  return graph.get(key) ?? unknown;
}
