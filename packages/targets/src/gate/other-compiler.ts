import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { namedProgram, readCargoConfig } from '@assay/rust';

/**
 * Says that Cargo compiles with another compiler than the one on PATH, of which the record speaks: by the environment, or by its configuration.
 * Throws UserError for a configuration that Cargo would refuse, and WorldError.
 */
export async function otherCompiler(world: World, target: string): Promise<Gap[]> {
  const named = namedProgram(world, await readCargoConfig(world, world.anchors), 'rustc');
  if (named === undefined) return [];
  return [
    {
      what: `by which compiler what is built for ${target} is made`,
      why: `${named} names Cargo one, and what is known of the target is what the rustc on PATH says`,
      remedy: `remove ${named}, and choose the compiler by rust-toolchain.toml`,
    },
  ];
}
