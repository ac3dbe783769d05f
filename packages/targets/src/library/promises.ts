import type { Place } from '@assay/evidence';
import type { World } from '@assay/host';
import type { Library } from '@assay/readiness';
import { type CargoArtifact, packageKey } from '@assay/rust';
import type { Failure, PromiseFact } from '../facts.js';
import type { Promised } from '../settings.js';
import { featuresToBlame } from './blame.js';
import { type Chain, chainTo, culpritsOf, pathsFrom } from './chains.js';
import type { TargetClosure } from './closure.js';
import { isForTarget } from './for-target.js';
import type { GraphPackage } from './graph.js';
import { isMore } from './reach.js';

/** What a member promises, and the line of the policy that says so. */
export interface StatedPromise {
  member: string;
  promised: Promised;
  at: Place;
}

/** What was seen of the target. */
export interface PromiseInput {
  closure: TargetClosure;
  /** The folder that holds what Cargo built for the target, absolute. */
  targetFolder: string;
  /** What Cargo built, build by build. A member is built where it is in every one. */
  builds: readonly (readonly CargoArtifact[])[];
  failures: readonly Failure[];
  /** The most of the standard library that there was for the builds; `undefined` where that is not known. */
  library: Library | undefined;
}

/**
 * How each promise stands on the target. A member that was not built in every build has shown nothing but what it breaks: `reaches` is
 * `null` unless one build shows more than was promised. Throws WorldError when interrupted.
 */
export async function promisesOf(
  world: World,
  promises: readonly StatedPromise[],
  input: PromiseInput,
): Promise<PromiseFact[]> {
  const facts: PromiseFact[] = [];
  for (const promise of promises) facts.push(await promiseFact(world, promise, input));
  return facts;
}

async function promiseFact(world: World, { member, promised, at }: StatedPromise, input: PromiseInput) {
  const one = [...input.closure.build.graph.values()].find(({ name, isMember }) => isMember && name === member);
  const floats = one === undefined ? [] : floatsOf(one, input);
  const allowed: Library = promised === 'alloc' ? 'alloc' : 'core';
  const reaches = one === undefined ? undefined : reachOf(one, allowed, input);
  const isBroken = reaches !== undefined && isMore(reaches, allowed);
  const chains = one !== undefined && isBroken ? await chainsTo(world, input.closure, one, allowed) : [];
  const fact: PromiseFact = {
    ...{ member, promised, at, reaches: reaches ?? null },
    proof: reaches === undefined || isBroken ? 'none' : proofFor(allowed, input),
    ...{ chains, floats, libm: one !== undefined && hasLibm(one, input.closure) },
  };
  return fact;
}

/** What a member reaches, or at most can reach where that keeps the promise; `undefined` where neither is known. */
function reachOf(one: GraphPackage, allowed: Library, { closure, builds, targetFolder, library }: PromiseInput) {
  const isBuilt = (unit: CargoArtifact) =>
    unit.package !== undefined && packageKey(unit.package) === one.key && isForTarget(unit, targetFolder);
  const isEverywhere = builds.length > 0 && builds.every((units) => units.some(isBuilt));
  const reaches = closure.packages.get(one.key)?.reaches;
  if (reaches !== undefined && isMore(reaches, allowed)) return reaches;
  if (!isEverywhere) return undefined;
  return reaches ?? (library === undefined || isMore(library, allowed) ? undefined : library);
}

/** Where there is no more than was promised the build is the proof; else what was linked is. */
function proofFor(allowed: Library, { library }: PromiseInput): PromiseFact['proof'] {
  return library === undefined || isMore(library, allowed) ? 'linked without std' : 'built without std';
}

/**
 * How a member comes by more than it promised: a chain for each package that names it itself. Throws WorldError when interrupted.
 */
async function chainsTo(
  world: World,
  closure: TargetClosure,
  member: GraphPackage,
  promised: Library,
): Promise<Chain[]> {
  const chains: Chain[] = [];
  for (const culprit of culpritsOf(closure, member, promised)) {
    const { key, source } = culprit.package;
    const on = closure.build.on.get(key) ?? new Set();
    const blamed = await featuresToBlame(world, { source, on, library: culprit.reaches });
    chains.push(chainTo(closure, culprit, blamed));
  }
  return chains;
}

/** Methods of numbers that only std has, used where the build failed for it: by the member or by what it may depend on. */
function floatsOf(one: GraphPackage, { closure, failures }: PromiseInput): PromiseFact['floats'] {
  const reached = new Set([...mayReach(one, closure)].map(({ name, version }) => `${name} ${version}`));
  const found = new Map<string, PromiseFact['floats'][number]>();
  for (const { package: of, floats, at } of failures) {
    if (of === null || !reached.has(`${of.name} ${of.version}`)) continue;
    for (const method of floats) found.set(JSON.stringify([method, at]), { method, at });
  }
  return [...found.values()];
}

function hasLibm(one: GraphPackage, closure: TargetClosure): boolean {
  const paths = closure.build.on.has(one.key) ? [...pathsFrom(closure, one).keys()] : [];
  const names = paths.length > 0 ? paths.flatMap((key) => closure.build.graph.get(key) ?? []) : mayReach(one, closure);
  return [...names].some(({ name }) => name === 'libm');
}

/** All that a package may depend on for the target, whatever its features, itself among it. */
function mayReach(from: GraphPackage, { build: { graph, applies } }: TargetClosure): Set<GraphPackage> {
  const reached = new Set([from]);
  // A Set is gone through to what is put into it meanwhile.
  for (const { dependencies } of reached) {
    for (const { to, target } of dependencies) {
      const next = graph.get(to);
      if (next !== undefined && applies(target)) reached.add(next);
    }
  }
  return reached;
}
