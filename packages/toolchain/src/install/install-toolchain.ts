import { UserError } from '@assay/evidence';
import { isWorldError, pause, portableText, type World } from '@assay/host';
import { rustup } from '@assay/rust';
import { type ExactPin, findExactPin } from './exact-pin.js';
import { isInstalled } from './is-installed.js';
import { type InstallFailure, readInstallFailure } from './rustup-failure.js';

/** Milliseconds before each further try. rustup itself asks four times for an archive, without a pause. */
const PAUSES = [1000, 4000];

/**
 * Installs through rustup the exact release that a workspace pins, with the components and targets that its toolchain file names and
 * nothing else. What is complete already, out of a cache for example, is left as it is and needs no network. Whether what is there then
 * is what was released, the check says. Throws UserError when there is no exact pin, no rustup, or no installation, and WorldError.
 * `pauses`: before each further try, milliseconds.
 */
export async function installToolchain(world: World, pauses: readonly number[] = PAUSES): Promise<void> {
  const pin = await findExactPin(world);
  if (await isInstalled(world, pin)) {
    world.progress(`Rust ${pin.channel} is installed already, with all that ${pin.at.path} names`);
    return;
  }
  world.progress(`rustup installs Rust ${pin.channel}`);
  for (let tries = 1; ; tries++) {
    const failure = await runRustup(world, pin);
    if (failure === undefined) return;
    const wait = pauses[tries - 1];
    if (failure.reason !== 'network' || wait === undefined) throw inWords(failure, pin, tries);
    world.progress(`${failure.message}; rustup tries again in ${wait / 1000} s`);
    await pause(wait, world.signal);
  }
}

/** Seconds without a byte. rustup's own 180 would let an archive that stalls hold the job up for six minutes: it asks twice. */
const STALL_SECONDS = '30';

async function runRustup(
  world: World,
  { channel, components, targets }: ExactPin,
): Promise<InstallFailure | undefined> {
  const extras = [
    ...(components.length > 0 ? [`--component=${components.join(',')}`] : []),
    ...(targets.length > 0 ? [`--target=${targets.join(',')}`] : []),
  ];
  const args = ['toolchain', 'install', channel, '--profile=minimal', '--no-self-update', ...extras];
  const env = {
    RUST_BACKTRACE: '0',
    RUSTUP_DOWNLOAD_TIMEOUT: world.environment.get('RUSTUP_DOWNLOAD_TIMEOUT') ?? STALL_SECONDS,
  };
  try {
    const { status, stderr } = await world.tools.run(rustup, args, { env });
    return status === 0 ? undefined : readInstallFailure(portableText(stderr, world.anchors));
  } catch (cause) {
    if (!isWorldError(cause, 'tool-missing')) throw cause;
    const remedy =
      'use a runner that has rustup, or install the toolchain in a step of your own, without install: true';
    throw new UserError(cause.message, { remedy, cause });
  }
}

function inWords({ reason, message }: InstallFailure, { channel, at }: ExactPin, tries: number): UserError {
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
      what: `Rust ${channel} could not be fetched in ${tries} tries`,
      remedy: `run the job again; should it fail again, see to ${server}`,
    },
    other: { what: `rustup did not install Rust ${channel}`, remedy: 'repair what rustup names, and run again' },
  }[reason];
  return new UserError(`${told.what}. rustup says: ${message}`, { at, remedy: told.remedy });
}
