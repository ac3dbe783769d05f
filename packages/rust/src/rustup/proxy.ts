import path from 'node:path';
import type { World } from '@assay/host';
import { findOnPath, searchPath } from '../search-path.js';

/** The rustup of this machine. Its proxies are it, under other names: by links, or as copies. */
export interface Rustup {
  /** Absolute, every link resolved. */
  file: string;
  /** Is this program one of its proxies? Throws WorldError. */
  owns(program: string): Promise<boolean>;
}

/**
 * The rustup that `PATH` finds; where it finds none, one beside the file that one of these programs leads to. Only proxies of
 * that one count: a second program that calls itself rustup vouches for nothing. Throws WorldError.
 */
export async function findRustup(world: World, programs: readonly string[]): Promise<Rustup | undefined> {
  const { files } = world;
  const beside = await Promise.all(programs.map(async (program) => path.dirname(await files.realPath(program))));
  const found = await findOnPath(world, [...searchPath(world), ...beside], 'rustup');
  if (found === undefined) return undefined;
  const file = await files.realPath(found);
  let digest: Promise<string> | undefined;
  const isCopy = async (program: string) => {
    digest ??= files.digest(file);
    return (await files.digest(program)) === (await digest);
  };
  return { file, owns: async (program) => (await files.realPath(program)) === file || isCopy(program) };
}
