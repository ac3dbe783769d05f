import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { realHost } from '@assay/host';
import { lockToolchain } from '@assay/pipeline';
import { signToolchain } from './criticaltrust.js';
import { buildRelease, HOST, serveRelease } from './release.js';

const execute = promisify(execFile);

/** The release of the small toolchains: the newest that the shipped data about known problems speaks of. */
export const SMALL_RELEASE = '1.98.1';

/** A home of rustup's with one small toolchain, a workspace that is locked to it, and what a process needs to use it. */
export interface LockedToolchain {
  /** Where the toolchain lies, absolute. */
  sysroot: string;
  environment: Record<string, string>;
  remove(): void;
}

/** The home, made once for all tests of a process and copied for each. */
let template: Promise<string> | undefined;

/**
 * Gives a copy of the clean workspace `toolchain-locked` its toolchain, which the real rustup installed from a release server on
 * loopback, and its lock, taken from what is installed.
 */
export async function lockRustupToolchain(workspace: string): Promise<LockedToolchain> {
  template ??= installSmallRelease();
  const home = temporaryHome();
  cpSync(await template, home, { recursive: true, verbatimSymlinks: true });
  return lock(workspace, home, join(home, 'toolchains', `${SMALL_RELEASE}-${HOST}`));
}

/**
 * Gives a copy of the clean workspace `toolchain-vendor` a toolchain as a vendor's installer leaves it: a folder that rustup knows by a link, with
 * a signed manifest that names every file, and its lock. The workspace's policy and keys are filled in.
 */
export async function lockVendorToolchain(workspace: string): Promise<LockedToolchain> {
  template ??= installSmallRelease();
  const home = temporaryHome();
  const folder = join(home, 'vendor');
  cpSync(join(await template, 'toolchains', `${SMALL_RELEASE}-${HOST}`), folder, { recursive: true });
  for (const record of ['components', 'multirust-channel-manifest.toml', 'multirust-config.toml']) {
    rmSync(join(folder, 'lib/rustlib', record));
  }
  const files = ['bin/rustc', 'bin/cargo', 'bin/rustdoc', 'lib/librustc_driver-0.so'];
  const { trustRoot, keys } = signToolchain(folder, { product: 'ferrocene', package: `rustc-${HOST}`, files });
  mkdirSync(join(workspace, 'vendor'));
  writeFileSync(join(workspace, 'vendor/keys.json'), keys);
  const policy = join(workspace, 'assay.toml');
  const filledIn = readFileSync(policy, 'utf8').replace('TRUST_ROOT', () => trustRoot);
  writeFileSync(policy, filledIn);
  await execute('rustup', ['toolchain', 'link', 'vendor', folder], { env: environmentOf(home) });
  return lock(workspace, home, folder);
}

async function lock(workspace: string, home: string, sysroot: string): Promise<LockedToolchain> {
  const remove = () => rmSync(home, { recursive: true, force: true });
  const environment = { RUSTUP_HOME: home };
  const before = process.env.RUSTUP_HOME;
  process.env.RUSTUP_HOME = home;
  try {
    const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
    await lockToolchain(host, { workspace, documentation: false, dist: undefined });
  } finally {
    if (before === undefined) delete process.env.RUSTUP_HOME;
    else process.env.RUSTUP_HOME = before;
  }
  return { sysroot, environment, remove };
}

async function installSmallRelease(): Promise<string> {
  const [folder, home] = [temporaryHome(), temporaryHome()];
  await buildRelease(folder, { release: SMALL_RELEASE, targets: ['thumbv7em-none-eabihf'], extras: ['rust-docs'] });
  const server = await serveRelease(folder);
  try {
    const args = ['toolchain', 'install', SMALL_RELEASE, '--profile', 'minimal', '--no-self-update'];
    const more = ['--target', 'thumbv7em-none-eabihf', '--component', 'rust-docs'];
    const env = { ...environmentOf(home), RUSTUP_DIST_SERVER: server.url, RUSTUP_UPDATE_ROOT: server.url };
    await execute('rustup', [...args, ...more], { env });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  return home;
}

function environmentOf(home: string): NodeJS.ProcessEnv {
  return { ...process.env, RUSTUP_HOME: home, RUST_BACKTRACE: '0' };
}

function temporaryHome(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'assay-rustup-')));
}
