import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { type Library, targetName } from '@assay/readiness';
import { readPlatform, rustc } from '@assay/rust';
import type { Failure, PromiseFact, TargetFacts } from './facts.js';
import type { BuiltUnits } from './gate/index.js';
import { closureFacts, closureOf, promisesOf, readGraph, type StatedPromise } from './library/index.js';

import { closureFor } from './unknowns.js';

/** What the closure of a target is worked out from besides what was built. */
export interface ClosureGround {
  read: Awaited<ReturnType<typeof readGraph>>;
  said: Awaited<ReturnType<typeof readPlatform>>;
}

/** Asks for the locked graph, and for what holds of the target. `key`: as the policy writes it. Throws WorldError when interrupted. */
export async function askClosureGround(world: World, key: string): Promise<ClosureGround> {
  const [read, said] = await Promise.all([readGraph(world), readPlatform(world, key)]);
  return { read, said };
}

/** What was built for a target. */
export interface BuiltForTarget {
  /** As the policy writes it. */
  key: string;
  ground: ClosureGround;
  built: readonly BuiltUnits[];
  failures: readonly Failure[];
  /** The most of the standard library that there was; `undefined` where that is not known. */
  library: Library | undefined;
  promises: readonly StatedPromise[];
  /** Is the standard library built from source? */
  isFromSource: boolean;
}

/** Everything that was built for a target with what it reaches, and how the members keep their promises. Throws WorldError when interrupted. */
export async function closureOfTarget(
  world: World,
  { key, ground: { read, said }, built, failures, library, promises, isFromSource }: BuiltForTarget,
): Promise<{ closure: TargetFacts['closure']; promises: PromiseFact[]; gaps: Gap[] }> {
  const [first] = built;
  if (first === undefined) return { closure: null, promises: [], gaps: [] };
  if ('failure' in read) return { closure: null, promises: [], gaps: [graphGap(key, read.failure.message)] };
  // The list is sorted: one without its end was cut off.
  const platform = said?.cfg.some((cfg) => cfg.startsWith('target_vendor=')) === true ? said : undefined;
  const builds = built.map(({ units }) => units);
  const input = { targetFolder: first.folder, library };
  // One run of the compiler for each library: only where a promise rests on it, or the standard library has to be told from the packages.
  const asked = promises.length > 0 || isFromSource ? rustc : undefined;
  const closure = await closureOf(world, {
    ...{ graph: read.graph, artifacts: builds.flat(), platform, rustc: asked },
    ...input,
  });
  const kept = await promisesOf(world, promises, { closure, builds, failures, ...input });
  return { closure: closureFacts(closure), promises: kept, gaps: platform === undefined ? [platformGap(key)] : [] };
}

function platformGap(key: string): Gap {
  return {
    what: `which dependencies a cfg leaves out for ${targetName(key)}`,
    why: 'rustc --print cfg does not say what holds of the target',
    remedy: 'run rustc --print cfg with --target yourself, and see what it says',
  };
}

function graphGap(key: string, why: string): Gap {
  return {
    what: closureFor(targetName(key)),
    why: `cargo metadata: ${why}`,
    remedy: 'repair what cargo names until cargo metadata --locked succeeds',
  };
}
