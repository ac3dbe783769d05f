import type { World } from '@assay/host';
import { readCargoConfig } from '@assay/rust';

/** What makes Cargo start another program than the `rustc` of the search path behind Assay's own. */
const otherPrograms = [
  {
    variables: ['RUSTC_WORKSPACE_WRAPPER', 'CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER'],
    key: 'rustc-workspace-wrapper',
    does: 'puts a program in front of rustc, where Assay’s own has to stand',
  },
  {
    variables: ['RUSTC', 'CARGO_BUILD_RUSTC'],
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
  for (const { variables, key, does } of otherPrograms) {
    const set = variables.find((name) => (world.environment.get(name) ?? '') !== '');
    if (set !== undefined) return { name: set, does };
    for (const { path: file, document } of files) {
      const build = document.value.build as { [key: string]: unknown } | undefined;
      if (build !== undefined && Object.hasOwn(build, key)) return { name: `build.${key} in ${file}`, does };
    }
  }
  return undefined;
}
