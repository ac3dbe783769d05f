import { isWorldError, pause, portableText, type World, type WorldError } from '@assay/host';
import { rustup } from '../tools.js';
import { type InstallFailure, readInstallFailure } from './install-failure.js';

/** What rustup is asked to install, besides the minimal profile. */
export interface Installation {
  toolchain: string;
  components: readonly string[];
  targets: readonly string[];
}

/** Why nothing was installed, after how many tries. `no-rustup`: there is no rustup to ask. */
export type InstallTrouble =
  | (InstallFailure & { tries: number })
  | { reason: 'no-rustup'; message: string; cause: WorldError };

/** Milliseconds before each further try. rustup itself asks four times for an archive, without a pause. */
export const INSTALL_PAUSES = [1000, 4000];

/** Seconds without a byte. rustup's own 180 would let an archive that stalls hold the job up for six minutes: it asks twice. */
const STALL_SECONDS = '30';

/**
 * Lets rustup install a toolchain with exactly these components and targets; tries again where a network may recover. `undefined` when it
 * did. Throws WorldError when rustup does not end or is interrupted. `pauses`: before each further try, milliseconds.
 */
export async function installByRustup(
  world: World,
  wanted: Installation,
  pauses: readonly number[] = INSTALL_PAUSES,
): Promise<InstallTrouble | undefined> {
  world.progress(`rustup installs Rust ${wanted.toolchain}`);
  for (let tries = 1; ; tries++) {
    const failure = await runRustup(world, wanted);
    if (failure === undefined || failure.reason === 'no-rustup') return failure;
    const wait = pauses[tries - 1];
    if (failure.reason !== 'network' || wait === undefined) return { ...failure, tries };
    world.progress(`${failure.message}; rustup tries again in ${wait / 1000} s`);
    await pause(wait, world.signal);
  }
}

async function runRustup(
  world: World,
  { toolchain, components, targets }: Installation,
): Promise<InstallFailure | (InstallTrouble & { reason: 'no-rustup' }) | undefined> {
  const extras = [
    ...(components.length > 0 ? [`--component=${components.join(',')}`] : []),
    ...(targets.length > 0 ? [`--target=${targets.join(',')}`] : []),
  ];
  const args = ['toolchain', 'install', toolchain, '--profile=minimal', '--no-self-update', ...extras];
  const env = {
    RUST_BACKTRACE: '0',
    RUSTUP_DOWNLOAD_TIMEOUT: world.environment.get('RUSTUP_DOWNLOAD_TIMEOUT') ?? STALL_SECONDS,
  };
  try {
    const { status, stderr } = await world.tools.run(rustup, args, { env });
    return status === 0 ? undefined : readInstallFailure(portableText(stderr, world.anchors));
  } catch (cause) {
    if (!isWorldError(cause, 'tool-missing')) throw cause;
    return { reason: 'no-rustup', message: cause.message, cause };
  }
}
