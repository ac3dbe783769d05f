import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { ownRustup } from '../support/own-rustup.js';
import { runAction } from '../support/run-action.js';
import { smallWorkspace } from '../support/small-workspace.js';

/** A workspace with the small toolchain of a rustup of its own installed. */
async function installed() {
  const { env, sysroot } = await ownRustup();
  const cwd = smallWorkspace(temporaryFolder());
  const run = await runAction('verify-toolchain', { cwd, env, inputs: { install: 'true' } });
  expect(run.status, run.log).toBe(0);
  const lock = (more = {}) => assay(['toolchain', 'lock'], { cwd, env: { ...env, ...more } });
  const verify = () => assay(['toolchain', 'verify'], { cwd, env });
  return { cwd, sysroot, lock, verify };
}

describe('assay toolchain lock', () => {
  it('says nothing of what is as it should be', async () => {
    const { lock } = await installed();
    const { status, stdout } = await lock();
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/what changed|asked for|nothing pins/);
  });

  it('tells what the workspace asks for and the lock does not name', async () => {
    const { cwd, lock } = await installed();
    writeFileSync(
      join(cwd, 'rust-toolchain.toml'),
      '[toolchain]\nchannel = "1.95.0"\ncomponents = ["miri"]\ntargets = ["thumbv7em-none-eabihf"]\n',
    );
    expect((await lock()).stdout).toMatch(/^asked for and not locked: miri-\S+, rust-std-thumbv7em-none-eabihf;/m);
  });

  it('tells that nothing pins what was locked', async () => {
    const { cwd, lock } = await installed();
    rmSync(join(cwd, 'rust-toolchain.toml'));
    expect((await lock({ RUSTUP_TOOLCHAIN: '1.95.0' })).stdout).toMatch(
      /^nothing pins this release: .*channel = "1\.95\.0"/m,
    );
  });

  it('tells what differs from the lock of before, and what to look at', async () => {
    const { sysroot, lock } = await installed();
    await lock();
    appendFileSync(join(sysroot, 'bin/cargo'), '# more\n');
    const { stdout } = await lock();
    expect(stdout).toMatch(/^changed: cargo-\S+$/m);
    expect(stdout).toContain('git diff assay.lock names each file');
  });

  it('gives a way out of a lock that was edited', async () => {
    const { cwd, lock } = await installed();
    await lock();
    appendFileSync(join(cwd, 'assay.lock'), 'x');
    const refused = await lock();
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('or delete it')]);
    rmSync(join(cwd, 'assay.lock'));
    expect((await lock()).status).toBe(0);
  });
});

it.each([
  ['absent.asc', 'absent.asc: there is no such file'],
  ['Cargo.toml', 'Cargo.toml: the key does not begin with'],
])('assay toolchain lock names a --signing-key that is none: %s', async (file, message) => {
  const cwd = smallWorkspace(temporaryFolder());
  const args = ['toolchain', 'lock', '--from', 'dist', '--server', cwd, '--signing-key', file];
  const { status, stderr } = await assay(args, { cwd });
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('name the file of an armored OpenPGP public key');
});

it('assay toolchain verify tells what to do where the records of the toolchain are damaged', async () => {
  const { sysroot, lock, verify } = await installed();
  await lock();
  writeFileSync(join(sysroot, 'lib/rustlib/multirust-channel-manifest.toml'), 'manifest-version = [');
  const { status, stdout } = await verify();
  expect(status).toBe(2);
  expect(stdout).toMatch(/multirust-channel-manifest\.toml/);
  expect(stdout.replace(/\s+/g, ' ')).toContain('remove it with rustup toolchain uninstall, and install it again');
});

describe('in a member of a workspace that has a policy', () => {
  const member = () => {
    const cwd = join(smallWorkspace(temporaryFolder()), 'member');
    mkdirSync(join(cwd, 'src'), { recursive: true });
    writeFileSync(join(cwd, 'Cargo.toml'), '[package]\nname = "member"\nversion = "0.1.0"\n');
    return cwd;
  };

  it.each(['toolchain lock', 'toolchain known-problems --from absent.json', 'toolchain verify', 'msrv'])(
    'assay %s begins nothing of its own, and names the workspace',
    async (command) => {
      const cwd = member();
      const { status, stderr } = await assay(command.split(' '), { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain('there is no assay.toml here, and one in ../assay.toml');
      expect(stderr).toContain('--manifest-path ../Cargo.toml');
      expect(existsSync(join(cwd, 'assay.lock'))).toBe(false);
    },
  );

  it('names the nearest Cargo.toml where the folder has none', async () => {
    const { stderr } = await assay(['toolchain', 'lock'], { cwd: join(member(), 'src') });
    expect(stderr).toContain('there is no Cargo.toml in . (the nearest above is ../Cargo.toml)');
  });
});
