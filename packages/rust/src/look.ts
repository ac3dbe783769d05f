import path from 'node:path';
import type { Anchors, World } from '@assay/host';

/** A folder and every folder above it, nearest first. */
export function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/**
 * A file's text, or `undefined` when there is no such file. A file that is there and then cannot be found is trouble, not
 * absence. Throws WorldError.
 */
export async function readIfThere(world: World, file: string): Promise<string | undefined> {
  return (await world.files.kind(file)) === 'file' ? world.files.readText(file) : undefined;
}

/**
 * The folders that stand under a name in evidence, as Cargo and rustup find them: `CARGO_HOME` or `~/.cargo`, `RUSTUP_HOME`
 * or `~/.rustup` (https://doc.rust-lang.org/cargo/reference/environment-variables.html).
 */
export function anchorsOf({ root, environment }: Pick<World, 'root' | 'environment'>): Anchors {
  const home = environment.get('HOME') ?? environment.get('USERPROFILE');
  const named = (variable: string, fallback: string) => {
    const value = environment.get(variable);
    if (value !== undefined && value !== '') return path.resolve(root, value);
    return home === undefined ? undefined : path.join(home, fallback);
  };
  return { root, home, cargoHome: named('CARGO_HOME', '.cargo'), rustupHome: named('RUSTUP_HOME', '.rustup') };
}
