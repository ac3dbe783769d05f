import { UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import { INSTALL_PAUSES, type InstallTrouble, installByRustup } from '@assay/rust';
import { type ExactPin, findExactPin } from './exact-pin.js';
import { isInstalled } from './is-installed.js';

/**
 * Installs through rustup the exact release that a workspace pins, with the components and targets that its toolchain file names and
 * nothing else. What is complete already, out of a cache for example, is left as it is and needs no network. Whether what is there then
 * is what was released, the check says. Throws UserError when there is no exact pin, no rustup, or no installation, and WorldError.
 * `pauses`: before each further try, milliseconds.
 */
export async function installToolchain(world: World, pauses: readonly number[] = INSTALL_PAUSES): Promise<void> {
  const pin = await findExactPin(world);
  if (await isInstalled(world, pin)) {
    world.progress(`Rust ${pin.channel} is installed already, with all that ${pin.at.path} names`);
    return;
  }
  const { channel: toolchain, components, targets } = pin;
  const trouble = await installByRustup(world, { toolchain, components, targets }, pauses);
  if (trouble !== undefined) throw inWords(trouble, pin);
}

function inWords(trouble: InstallTrouble, { channel, at }: ExactPin): UserError {
  if (trouble.reason === 'no-rustup') {
    const remedy =
      'use a runner that has rustup, or install the toolchain in a step of your own, without install: true';
    return new UserError(trouble.message, { remedy, cause: trouble.cause });
  }
  const server = 'the server that RUSTUP_DIST_SERVER names, or a proxy or cache on the way';
  const told = {
    checksum: {
      what: `what the server sent for Rust ${channel} is not what the release names, and was not installed`,
      remedy: `find out what changes files: ${server}; another try would not tell`,
    },
    absent: {
      what: `the server does not give Rust ${channel} with all that ${at.path} names`,
      remedy: `correct the release, its components and targets in ${at.path}, or RUSTUP_DIST_SERVER`,
    },
    network: {
      what: `Rust ${channel} could not be fetched in ${trouble.tries} tries`,
      remedy: `run the job again; should it fail again, see to ${server}`,
    },
    other: { what: `rustup did not install Rust ${channel}`, remedy: 'repair what rustup names, and run again' },
  }[trouble.reason];
  return new UserError(`${told.what}. rustup says: ${trouble.message}`, { at, remedy: told.remedy });
}
