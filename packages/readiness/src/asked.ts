import { type Place, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import type { Answer } from './sources/answer.js';
import { readSpecification } from './sources/specification.js';
import type { Traits } from './sources/traits.js';

/** A target whose record is asked for, and what the policy itself says of it. */
export interface AskedTarget {
  /** A triple, or the path of a custom target's JSON file in the workspace. */
  key: string;
  /** The policy's line; `null` where no policy names it. */
  at: Place | null;
  /** The operating system or board that the project itself has tested on, and the day. */
  lastTestedOs: string | null;
  lastTested: string | null;
  blockers: readonly { what: string; at: Place | null }[];
}

/** A target that is asked for by itself, without a policy. */
export function askedByName(key: string): AskedTarget {
  return { key, at: null, lastTestedOs: null, lastTested: null, blockers: [] };
}

/** The name of a target: the triple, or the stem of its file, as Cargo names the folder of what it builds. */
export function targetName(key: string): string {
  return isCustom(key) ? (key.split('/').at(-1) ?? key).slice(0, -'.json'.length) : key;
}

/** Is the target one of the project's own, in a file? */
export function isCustom(key: string): boolean {
  return key.endsWith('.json');
}

/**
 * Reads a custom target's file. Throws UserError: it is not there, not JSON, or not a specification; WorldError where it cannot be read.
 */
export async function readCustomTarget(world: World, { key, at }: AskedTarget): Promise<Answer<Traits>> {
  const place = { path: key };
  const spec = parseJson(await textOf(world, key, at ?? place), place);
  const read = readSpecification(spec);
  if ('value' in read) return read;
  throw new UserError(`this is no target specification: ${read.trouble}`, {
    at: place,
    remedy:
      'start from what `rustc -Z unstable-options --print target-spec-json --target T` prints for a similar target',
  });
}

async function textOf(world: World, file: string, at: Place): Promise<string> {
  try {
    return await world.files.readText(file);
  } catch (error) {
    if (!isWorldError(error, 'not-found')) throw error;
    throw new UserError(`there is no target file ${file}`, {
      at,
      remedy: 'correct the path: it counts from the workspace root',
    });
  }
}

function parseJson(text: string, at: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new UserError(`this is not JSON: ${why}`, { at, remedy: 'correct the file; rustc cannot read it either' });
  }
}
