import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { realHost } from '@assay/host';
import { installToolchain } from '@assay/toolchain';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { ownRustup } from './support/own-rustup.js';
import { type Faults, HOST } from './support/release.js';

const execute = promisify(execFile);
const THUMB = 'thumbv7em-none-eabihf';

afterEach(() => void vi.unstubAllEnvs());

/** A workspace, and a machine whose rustup has no toolchain yet. */
async function machine(options: Parameters<typeof ownRustup>[0] = {}) {
  const { env, sysroot, server } = await ownRustup(options);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const said: string[] = [];
  const host = realHost({ signal: new AbortController().signal, progress: (activity) => said.push(activity) });
  const workspace = temporaryFolder();
  const pin = (...lines: string[]) =>
    writeFileSync(join(workspace, 'rust-toolchain.toml'), ['[toolchain]', ...lines].join('\n'));
  pin('channel = "1.95.0"');
  return {
    server,
    said,
    sysroot,
    install: (pauses = [10, 10]) => installToolchain(host.world(workspace), pauses),
    pin,
  };
}

/** How often paths were asked for that have this in them. */
const asked = ({ requests }: { requests: string[] }, part: string) =>
  requests.filter((path) => path.includes(part)).length;

test('installs the pinned release, and only what the toolchain file names', async () => {
  const { install, pin, sysroot } = await machine({ targets: [THUMB], extras: ['clippy', 'rust-src', 'rust-docs'] });
  pin('channel = "1.95.0"', 'components = ["clippy", "rust-src"]', `targets = ["${THUMB}"]`);
  await install();
  const components = readFileSync(join(sysroot, 'lib/rustlib/components'), 'utf8').trimEnd().split('\n');
  const ofHost = ['cargo', 'clippy-preview', 'rust-std', 'rustc'].map((name) => `${name}-${HOST}`);
  expect(components.sort()).toEqual([...ofHost, 'rust-src', `rust-std-${THUMB}`].sort());
  expect((await execute(join(sysroot, 'bin/rustc'), ['-vV'])).stdout).toContain('release: 1.95.0\n');
});

test('asks for nothing when everything is there, be the server gone', async () => {
  const { install, server, said } = await machine();
  await install();
  const before = server.requests.length;
  await server.close();
  await install();
  expect(before).toBeGreaterThan(0);
  expect(server.requests).toHaveLength(before);
  expect(said.at(-1)).toContain('installed already');
});

test('adds what the toolchain file names since', async () => {
  const { install, pin, sysroot } = await machine({ targets: [THUMB] });
  await install();
  expect(existsSync(join(sysroot, 'lib/rustlib', THUMB))).toBe(false);
  pin('channel = "1.95.0"', `targets = ["${THUMB}"]`);
  await install();
  expect(existsSync(join(sysroot, 'lib/rustlib', THUMB))).toBe(true);
});

test.each([
  ['an archive', '/rustc-', 1],
  ['the manifest', '/channel-rust-1.95.0.toml', 2],
])('does not try again when %s is not what was named', async (_, part, requests) => {
  const flips: Faults = (path) => (path.includes(part) && !path.endsWith('.sha256') ? 'flip' : undefined);
  const { install, server, sysroot } = await machine({ faults: flips });
  await expect(install()).rejects.toThrow(/is not what the release names, and was not installed\..*checksum failed/);
  expect(asked(server, part)).toBe(requests);
  expect(existsSync(sysroot)).toBe(false);
});

test('does not try again when there is no such release', async () => {
  const { install, pin, server } = await machine();
  pin('channel = "1.95.7"');
  await expect(install()).rejects.toThrow('the server does not give Rust 1.95.7');
  expect(asked(server, 'channel-rust-1.95.7.toml')).toBe(1);
});

test('does not try again when the release has no such target', async () => {
  const { install, pin, server } = await machine();
  pin('channel = "1.95.0"', `targets = ["${THUMB}"]`);
  await expect(install()).rejects.toThrow(new RegExp(`the server does not give Rust 1.95.0.*'${THUMB}'`));
  expect(asked(server, 'channel-rust-1.95.0.toml.sha256')).toBe(1);
});

test.each([
  ['the manifest', '/channel-rust-1.95.0.toml', 2],
  // rustup asks four times by itself.
  ['an archive', '/rustc-', 5],
])('outlasts a server that fails for a while, at %s', async (_, part, failures) => {
  const faults: Faults = (path, before) =>
    path.includes(part) && !path.endsWith('.sha256') && before < failures ? 500 : undefined;
  const { install, said, sysroot } = await machine({ faults });
  await install();
  expect(existsSync(join(sysroot, 'bin/rustc'))).toBe(true);
  expect(said.join('\n')).toContain('status code: 500; rustup tries again in');
});

test.each([
  ['fails for good', 500],
  ['cuts every connection', 'cut'],
] as const)('gives up on a server that %s, after three tries and in its words', async (_, fault) => {
  const { install, server, sysroot } = await machine({
    faults: (path) => (path.endsWith('.toml') ? fault : undefined),
  });
  await expect(install()).rejects.toThrow(/could not be fetched in 3 tries\. rustup says: could not download file/);
  expect(asked(server, 'channel-rust-1.95.0.toml.sha256')).toBe(3);
  expect(existsSync(sysroot)).toBe(false);
});

test('gives up on a server that stalls, after as long as the environment says', async () => {
  const { install, server } = await machine({ faults: (path) => (path.endsWith('.toml') ? 'stall' : undefined) });
  vi.stubEnv('RUSTUP_DOWNLOAD_TIMEOUT', '1');
  await expect(install([10])).rejects.toThrow(/in 2 tries.*operation timed out/);
  expect(asked(server, '.toml.sha256')).toBe(2);
});

test('says that no server is there', async () => {
  const { install, server } = await machine();
  await server.close();
  await expect(install()).rejects.toThrow(/in 3 tries.*Connection refused/);
});
