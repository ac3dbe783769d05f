import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './command.js';
import { buildRelease, type Faults, HOST, type ReleaseOptions, type ReleaseServer, serveRelease } from './release.js';

export interface OwnRustup {
  /** The variables by which rustup, and Assay, find it. */
  env: { RUSTUP_HOME: string; CARGO_HOME: string; RUSTUP_DIST_SERVER: string; RUSTUP_UPDATE_ROOT: string };
  /** Where it installs Rust 1.95.0. */
  sysroot: string;
  server: ReleaseServer;
}

/** A rustup with homes of its own and no toolchain in them, and the loopback server of small releases that it installs from. */
export async function ownRustup({ faults, ...options }: ReleaseOptions & { faults?: Faults } = {}): Promise<OwnRustup> {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  await buildRelease(folder, { key: null, ...options });
  const server = await serveRelease(folder, faults);
  onTestFinished(() => server.close());
  const RUSTUP_HOME = join(home, 'rustup');
  return {
    env: {
      RUSTUP_HOME,
      CARGO_HOME: join(home, 'cargo'),
      RUSTUP_DIST_SERVER: server.url,
      RUSTUP_UPDATE_ROOT: server.url,
    },
    sysroot: join(RUSTUP_HOME, 'toolchains', `1.95.0-${HOST}`),
    server,
  };
}
