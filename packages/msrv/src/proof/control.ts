import type { Gap } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { type FeatureSet, featureSetInWords, identityRun, type Member, readIdentity, rustc } from '@assay/rust';
import type { Asked } from '../asked.js';
import { type Broken, brokenPackages } from './broken.js';
import { compileWithPinned, type PinnedCompilation } from './pinned-compiler.js';
import type { Place } from './place.js';

/** What the pinned compiler says of packages that did not compile with a baseline. */
export interface Control {
  /** Why the baseline cannot be blamed for a package; `undefined` when it compiles here, so that the baseline is at fault. */
  excuse(broken: Broken): string | undefined;
}

/** One member, its baseline, and the features that it is built with. */
export interface Build {
  member: Member;
  rust: string;
  features: FeatureSet;
}

/**
 * Compiles with the compiler that the workspace pins what did not compile with a baseline. A missing header, a submodule, a generator or a
 * feature that must be chosen fails with both. Throws WorldError when interrupted.
 */
export async function compileOnPinned(world: World, build: Build, asked: Asked, place: Place): Promise<Control> {
  const { member, rust } = build;
  if (await isPinned(world, rust)) {
    return { excuse: ({ errors: [first] }) => `the baseline is the pinned compiler: ${first.message}` };
  }
  world.progress(`compiling ${member.name} with the pinned compiler, for what did not compile with Rust ${rust}`);
  const compilation = await compileWithPinned(world, build, asked, place);
  if (compilation.outcome === 'untried') {
    return { excuse: () => `the pinned compiler could not be tried: ${compilation.why}` };
  }
  const also = compilation.outcome === 'failed' ? brokenPackages(compilation.errors, member) : [];
  return {
    excuse: (each) =>
      sameTrouble(each, also, compilation.compiled.some((id) => each.is(id)) || isRefusal(each, compilation)),
  };
}

/** Is the baseline the compiler that the workspace is built with? */
async function isPinned(world: World, rust: string): Promise<boolean> {
  const { tool, args, options } = identityRun(rustc);
  try {
    const { status, stdout } = await world.tools.run(tool, args, options);
    return status === 0 && readIdentity(stdout)?.release === rust;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return false; // The compilation that follows says why it cannot be asked.
  }
}

/** Did only the older Cargo refuse something? Whatever package it is about, the pinned one has built without it, or with it. */
function isRefusal({ errors: [first] }: Broken, { outcome }: PinnedCompilation): boolean {
  return first.by === 'cargo' && outcome === 'compiled';
}

function sameTrouble(each: Broken, also: readonly Broken[], compiled: boolean): string | undefined {
  const here = also.find((other) => each.is(other.package));
  if (here !== undefined) return `it does not compile with the pinned compiler either: ${here.errors[0].message}`;
  if (compiled) return undefined;
  const before = also.map(({ package: { name } }) => name).join(', ');
  return `the pinned compiler did not come as far as this package${before === '' ? '' : `: ${before} failed`}`;
}

/** What is not the baseline's fault is not known: the gap says what is missing. */
export function excusedGap({ package: { name, version } }: Broken, { rust, features }: Build, why: string): Gap {
  return {
    what: `whether ${name} ${version} compiles with the baseline ${rust} (${featureSetInWords(features)})`,
    why,
    remedy:
      'provide what is missing (a header, a submodule, a generator, a library), or build other features ([msrv] features); cargo check must succeed first',
  };
}
