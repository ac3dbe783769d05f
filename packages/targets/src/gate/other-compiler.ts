import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { readCargoConfig } from '@assay/rust';

/** What names Cargo another compiler. https://doc.rust-lang.org/cargo/reference/config.html#buildrustc */
const variables = ['RUSTC', 'CARGO_BUILD_RUSTC'];

/**
 * Says that Cargo compiles with another compiler than the one on PATH, of which the record speaks: by the environment, or by its configuration.
 * Throws UserError for a configuration that Cargo would refuse, and WorldError.
 */
export async function otherCompiler(world: World, target: string): Promise<Gap[]> {
  const named = await compilerNamed(world);
  if (named === undefined) return [];
  return [
    {
      what: `by which compiler what is built for ${target} is made`,
      why: `${named} names Cargo one, and what is known of the target is what the rustc on PATH says`,
      remedy: `remove ${named}, and choose the compiler by rust-toolchain.toml`,
    },
  ];
}

async function compilerNamed(world: World): Promise<string | undefined> {
  const set = variables.find((name) => (world.environment.get(name) ?? '') !== '');
  if (set !== undefined) return set;
  const files = await readCargoConfig(world, world.anchors);
  const file = files.find(({ document }) => {
    const { build } = document.value;
    return typeof build === 'object' && build !== null && Object.hasOwn(build, 'rustc');
  });
  return file === undefined ? undefined : `build.rustc in ${file.path}`;
}
