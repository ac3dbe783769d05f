import type { World } from '@assay/host';
import { namedProgram, readCargoConfig } from '@assay/rust';

/** What makes Cargo start another program than the `rustc` of the search path behind Assay's own. */
const otherPrograms = [
  { key: 'rustc-workspace-wrapper', does: 'puts a program in front of rustc, where Assay’s own has to stand' },
  {
    key: 'rustc',
    does: 'makes Cargo compile with another rustc than the one on PATH, so that the evidence would name the wrong one',
  },
] as const;

/**
 * What the environment or Cargo's configuration puts in the place of the compiler, and what that does. Throws UserError
 * and WorldError.
 */
export async function otherProgram(world: World): Promise<{ name: string; does: string } | undefined> {
  const files = await readCargoConfig(world, world.anchors);
  for (const { key, does } of otherPrograms) {
    const name = namedProgram(world, files, key);
    if (name !== undefined) return { name, does };
  }
  return undefined;
}
