import type { World } from '@assay/host';
import type { CargoConfigFile } from './config.js';

/**
 * What names Cargo a program to start in the place of its own: a variable that is set, `RUSTC` or `CARGO_BUILD_RUSTC` for `rustc`, else
 * `build.KEY` of its configuration, with the file. `undefined` where nothing does. `files`: as `readCargoConfig` gives them.
 * https://doc.rust-lang.org/cargo/reference/config.html#build
 */
export function namedProgram(
  { environment }: Pick<World, 'environment'>,
  files: readonly CargoConfigFile[],
  key: 'rustc' | 'rustc-workspace-wrapper',
): string | undefined {
  const variable = key.toUpperCase().replaceAll('-', '_');
  const set = [variable, `CARGO_BUILD_${variable}`].find((name) => (environment.get(name) ?? '') !== '');
  if (set !== undefined) return set;
  const file = files.find(({ document: { value } }) => {
    return typeof value.build === 'object' && value.build !== null && Object.hasOwn(value.build, key);
  });
  return file === undefined ? undefined : `build.${key} in ${file.path}`;
}
