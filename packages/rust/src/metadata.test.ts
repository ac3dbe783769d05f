import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fakeWorld, realHost, type World, WorldError } from '@assay/host';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { locateWorkspace, parseRustVersion, readCargoMetadata } from './metadata.js';
import { compareVersions, parseVersion } from './version.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'assay metadata ')));
  vi.stubEnv('CARGO_NET_RETRY', '0');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const app = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n';
const lock = 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n';
const lockWithSmawk = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "smawk",
]

[[package]]
name = "smawk"
version = "0.3.2"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "b7c388c1b5e93756d0c740965c41e8822f866621d41acbdf6336a6a168f8840c"
`;

function workspace(files: Record<string, string>): World {
  for (const [file, content] of Object.entries({ 'src/lib.rs': '', ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return realHost({ signal: new AbortController().signal, progress: () => undefined }).world(root);
}

async function failure(world: World) {
  const outcome = await readCargoMetadata(world);
  if (!('failure' in outcome)) throw new Error('cargo did not refuse');
  expect(outcome.failure.message).not.toContain(root);
  return outcome.failure;
}

describe('readCargoMetadata with the real cargo', () => {
  it('gives the graph', async () => {
    const outcome = await readCargoMetadata(workspace({ 'Cargo.toml': app, 'Cargo.lock': lock }));
    expect(outcome).toMatchObject({ metadata: { packages: [{ name: 'app', rust_version: null, edition: '2021' }] } });
  });

  it('tells a missing lock file, and writes none', async () => {
    expect(await failure(workspace({ 'Cargo.toml': app }))).toMatchObject({ reason: 'lock-create' });
    expect(readdirSync(root)).not.toContain('Cargo.lock');
  });

  it('tells a stale lock file', async () => {
    const stale = { 'Cargo.toml': app.replace('0.1.0', '0.2.0'), 'Cargo.lock': lock };
    expect(await failure(workspace(stale))).toMatchObject({ reason: 'lock-update', at: { path: 'Cargo.lock' } });
  });

  it('tells a locked package that is not at hand from a stale lock file', async () => {
    vi.stubEnv('CARGO_HOME', join(root, 'empty-cargo-home'));
    vi.stubEnv('CARGO_NET_OFFLINE', 'true');
    const world = workspace({ 'Cargo.toml': `${app}[dependencies]\nsmawk = "0.3"\n`, 'Cargo.lock': lockWithSmawk });
    expect(await failure(world)).toMatchObject({ reason: 'unreachable' });
  });

  it('tells a registry that cannot be reached', async () => {
    vi.stubEnv('CARGO_HOME', join(root, 'empty-cargo-home'));
    vi.stubEnv('CARGO_HTTP_PROXY', 'http://127.0.0.1:9');
    const world = workspace({ 'Cargo.toml': `${app}[dependencies]\nsmawk = "0.3"\n`, 'Cargo.lock': lockWithSmawk });
    expect(await failure(world)).toMatchObject({ reason: 'unreachable' });
  });

  it('tells a git repository that cannot be reached', async () => {
    const git = `${app}[dependencies]\nremote = { git = "file:///nonexistent/remote.git" }\n`;
    expect(await failure(workspace({ 'Cargo.toml': git, 'Cargo.lock': lock }))).toMatchObject({
      reason: 'unreachable',
    });
  });

  it.each([
    ['is not TOML', '[package', 'Cargo.toml', 1],
    ['has a rust-version that is none', `${app}rust-version = "new"\n`, 'Cargo.toml', 5],
    ['is of an edition that cargo does not know', app.replace('2021', '2099'), 'Cargo.toml', undefined],
  ])('tells a manifest that %s, with its place', async (_, manifest, path, line) => {
    const { reason, at } = await failure(workspace({ 'Cargo.toml': manifest, 'Cargo.lock': lock }));
    expect(reason).toBe('manifest');
    expect(at).toMatchObject({ path });
    expect(at?.line).toBe(line);
  });

  it('tells a path dependency that is not there', async () => {
    const manifest = `${app}[dependencies]\nnear = { path = "near" }\n`;
    const { reason, at } = await failure(workspace({ 'Cargo.toml': manifest, 'Cargo.lock': lock }));
    expect({ reason, at }).toEqual({ reason: 'manifest', at: { path: 'near/Cargo.toml' } });
  });

  it('tells a broken Cargo configuration, with its place', async () => {
    const world = workspace({ 'Cargo.toml': app, 'Cargo.lock': lock, '.cargo/config.toml': 'net = [\n' });
    expect(await failure(world)).toMatchObject({ reason: 'manifest', at: { path: '.cargo/config.toml' } });
  });

  it('tells a lock file that cargo does not read, with its place', async () => {
    const world = workspace({ 'Cargo.toml': app, 'Cargo.lock': lock.replace('[[package]]', '[[package') });
    expect(await failure(world)).toMatchObject({ reason: 'lock-file', at: { path: 'Cargo.lock', line: 3 } });
  });

  it('tells a toolchain that is not installed, without a backtrace and without installing it', async () => {
    vi.stubEnv('RUST_BACKTRACE', '1');
    const pin = { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.2.0"\n' };
    const { reason, message } = await failure(workspace({ 'Cargo.toml': app, 'Cargo.lock': lock, ...pin }));
    expect(reason).toBe('toolchain');
    expect(message.split('\n')).toHaveLength(1);
  });

  it('tells a cargo that is not there', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    expect(await failure(workspace({ 'Cargo.toml': app }))).toMatchObject({ reason: 'tool-missing' });
  });

  it('finds the workspace root from a member', async () => {
    const world = workspace({
      'Cargo.toml': `${app}[workspace]\nmembers = ["m"]\n`,
      'm/Cargo.toml': app,
      'm/src/lib.rs': '',
    });
    expect(await locateWorkspace(world)).toBe(root);
    const member = realHost({ signal: new AbortController().signal, progress: () => undefined }).world(join(root, 'm'));
    expect(await locateWorkspace(member)).toBe(root);
  });
});

describe('readCargoMetadata when cargo does not answer as it should', () => {
  const answering = (answer: WorldError | { status: number; stdout: string; stderr: string }) =>
    fakeWorld({ tools: () => answer });

  it.each(['', '{', '{"packages": []}', 'null'])('does not understand %j', async (stdout) => {
    const outcome = await readCargoMetadata(answering({ status: 0, stdout, stderr: '' }));
    expect(outcome).toMatchObject({ failure: { reason: 'not-understood' } });
  });

  it.each(['killed', 'timed-out', 'too-large'] as const)('gives the reason when it is %s', async (kind) => {
    const outcome = await readCargoMetadata(answering(new WorldError(kind, 'cargo', `cargo was ${kind}`)));
    expect(outcome).toEqual({ failure: { reason: 'ended', message: `cargo was ${kind}` } });
  });

  it('lets an interruption through', async () => {
    await expect(readCargoMetadata(answering(new WorldError('interrupted', 'cargo', 'x')))).rejects.toThrow('x');
  });

  it('quotes what it does not know, cut to its first lines', async () => {
    const stderr = `    Updating index\nerror: the moon is full\n${'\nCaused by:\n  it rose'.repeat(20)}`;
    const outcome = await readCargoMetadata(answering({ status: 101, stdout: '', stderr }));
    expect(outcome).toMatchObject({ failure: { reason: 'other' } });
    const { message } = (outcome as { failure: { message: string } }).failure;
    expect(message.split('\n')[0]).toBe('the moon is full');
    expect(message.split('\n').at(-1)).toBe('(and 29 more lines)');
  });
});

describe('parseRustVersion', () => {
  it.each([
    ['1', '1.0.0'],
    ['1.85', '1.85.0'],
    ['1.100', '1.100.0'],
  ])('reads %s as %s', (text, full) => {
    const [read, expected] = [parseRustVersion(text), parseVersion(full)];
    expect(read !== undefined && expected !== undefined && compareVersions(read, expected)).toBe(0);
  });

  it.each(['', 'new', '1.85.0.1', '^1.85'])('does not guess at %j', (text) => {
    expect(parseRustVersion(text)).toBeUndefined();
  });
});
