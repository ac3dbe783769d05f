import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { newKey, pem, spki } from '@assay/signature/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from '../support/command.js';
import { pageBlock } from '../support/readme.js';
import { root } from '../support/repository.js';
import { runAction } from '../support/run-action.js';
import { smallWorkspace } from '../support/small-workspace.js';
import { type Fault, timestampServer } from '../support/timestamp-server.js';

/** A bundle, made once. */
let bundle: Buffer;
const workspace = mkdtempSync(join(tmpdir(), 'assay-signed-'));
beforeAll(async () => {
  const { status, stderr } = await assay(['qualify'], { cwd: smallWorkspace(workspace) });
  expect(status, stderr).toBe(0);
  bundle = readFileSync(join(workspace, 'target/assay/bundle.zip'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const PASSPHRASE = 'correct horse battery staple';
const key = newKey('ed25519');

/** A folder with the bundle, a key and its public half, and a trust file that trusts it. */
function desk(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bundle.zip'), bundle);
  writeFileSync(
    join(folder, 'key.pem'),
    key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: PASSPHRASE }),
  );
  writeFileSync(join(folder, 'release.pub.pem'), pem(spki(key), 'PUBLIC KEY'));
  writeFileSync(join(folder, 'assay-trust.toml'), '[[key]]\nname = "release"\npublic-key = "release.pub.pem"\n');
  return folder;
}

const env = { ASSAY_SIGNING_PASSPHRASE: PASSPHRASE };

describe('the page on signatures', () => {
  it('has commands that make a key, sign, and verify by Assay and by hand', async () => {
    const { url, root: clock } = await timestampServer();
    const cwd = desk();
    for (const file of ['key.pem', 'release.pub.pem', 'assay-trust.toml']) rmSync(join(cwd, file));
    writeFileSync(join(cwd, 'tsa-root.pem'), clock);
    const bin = join(cwd, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'assay'), `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/assay.js')}" "$@"\n`);
    chmodSync(join(bin, 'assay'), 0o755);
    const run = async (script: string) => {
      const environment = { ...process.env, ...env, PATH: `${bin}${delimiter}${process.env.PATH}` };
      const { stdout, stderr } = await promisify(execFile)('sh', ['-euc', script], { cwd, env: environment });
      return stdout + stderr;
    };
    const block = (mark: string) => pageBlock('docs/signatures.md', mark).replace('http://timestamp.example/tsr', url);

    await run(block('make a key'));
    expect(await run(block('sign'))).toMatch(
      /^signature: bundle\.zip\.sigstore\.json {2}Ed25519, key sha256 [0-9a-f]{64}, timestamped\n/,
    );
    const trust =
      '[[key]]\nname = "release"\npublic-key = "release.pub.pem"\nvalid-until = 2099-12-31\n[[timestamp-authority]]\nname = "Example TSA"\ncertificates = "tsa-root.pem"\n';
    writeFileSync(join(cwd, 'assay-trust.toml'), trust);
    const verified = await run('assay verify bundle.zip --trust assay-trust.toml');
    expect(verified).toMatch(/^pass: (.*\n)*signed {4}by the key release, at .* \(timestamp authority Example TSA\)\n/);

    const byHand = await run(block('by hand'));
    expect(byHand).toContain('Signature Verified Successfully');
    const [digest = 'none'] = byHand.match(/[0-9a-f]{64}/) ?? [];
    expect(byHand.split(digest)).toHaveLength(3);
    expect(await run(block('timestamp by hand'))).toContain('Verification: OK');
  });
});

describe('assay verify --trust', () => {
  it('demands a signature by whom the trust file names', async () => {
    const cwd = desk();
    const verify = (...args: string[]) => assay(['verify', 'bundle.zip', ...args], { cwd });
    const unsigned = await verify('--trust', 'assay-trust.toml');
    expect(unsigned.status).toBe(1);
    expect(unsigned.stdout).toContain('the bundle is not signed: there is no bundle.zip.sigstore.json beside it');

    expect((await assay(['sign', 'bundle.zip', '--key', 'key.pem'], { cwd, env })).status).toBe(0);
    const signed = await verify('--trust', 'assay-trust.toml', '--format', 'json');
    expect(signed.status).toBe(0);
    expect(JSON.parse(signed.stdout)).toMatchObject({
      verdict: 'pass',
      signature: {
        admittedBy: { table: 'key', name: 'release' },
        signer: { kind: 'key', algorithm: 'Ed25519' },
        time: null,
      },
    });
    copyFileSync(join(cwd, 'bundle.zip.sigstore.json'), join(cwd, 'elsewhere.json'));
    expect((await verify('--trust', 'assay-trust.toml', '--signature', 'elsewhere.json')).status).toBe(0);

    writeFileSync(join(cwd, 'release.pub.pem'), pem(spki(newKey('ed25519')), 'PUBLIC KEY'));
    const strange = await verify('--trust', 'assay-trust.toml');
    expect(strange.status).toBe(1);
    expect(strange.stdout).toMatch(
      /^fail: the bundle is intact, and nobody who is trusted vouches for it: 1 problem\n/,
    );
  });

  it.each([
    [['verify', 'bundle.zip', '--signature', 'x.json'], /nobody whose signature would count\n.*--trust/],
    [['verify', 'bundle.zip', '--trust', 'release.pub.pem'], /release\.pub\.pem:1:\d+: this is not TOML/],
    [['sign', 'bundle.zip'], /required option '--key <key>'/],
    [
      ['bundle', '--timestamp-server', 'http://127.0.0.1:1/'],
      /a timestamp is of a signature\S* and none is asked for\n.*--sign/,
    ],
  ])('tells wrong usage: %j', async (args, message) => {
    const { status, stdout, stderr } = await assay(args, { cwd: desk(), env });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});

describe('assay sign', () => {
  it('wants the passphrase from the environment', async () => {
    const cwd = desk();
    const run = await assay(['sign', 'bundle.zip', '--key', 'key.pem'], {
      cwd,
      env: { ASSAY_SIGNING_PASSPHRASE: 'wrong' },
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('cannot be opened with the passphrase in ASSAY_SIGNING_PASSPHRASE');
    expect(run.stderr).not.toContain('wrong');
    expect(existsSync(join(cwd, 'bundle.zip.sigstore.json'))).toBe(false);
  });

  it.each<[Fault, RegExp]>([
    [503, /there is no timestamp: .*503 \(Service Unavailable\)/],
    ['no timestamp', /is no timestamp of this signature: it is not DER/],
  ])('writes nothing when the timestamp server fails: %s', async (fault, message) => {
    const { url } = await timestampServer(fault);
    const cwd = desk();
    const run = await assay(['sign', 'bundle.zip', '--key', 'key.pem', '--timestamp-server', url], { cwd, env });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(message);
    expect(existsSync(join(cwd, 'bundle.zip.sigstore.json'))).toBe(false);
  });

  it('takes no answer that was given to an earlier request', async () => {
    const { url } = await timestampServer('earlier answer');
    const cwd = desk();
    const sign = (output: string) =>
      assay(['sign', 'bundle.zip', '--key', 'key.pem', '--timestamp-server', url, '--output', output], { cwd, env });
    expect((await sign('first.json')).status).toBe(0);
    const again = await sign('second.json');
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('its nonce is another');
  });
});

it('assay bundle --sign signs the bundle that it makes', async () => {
  const { url } = await timestampServer();
  const keyFile = join(desk(), 'key.pem');
  const args = ['bundle', '--sign', keyFile, '--timestamp-server', url, '--output', join(temporaryFolder(), 'b.zip')];
  const { status, stderr } = await assay(args, { cwd: workspace, env });
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(/signature: .*b\.zip\.sigstore\.json {2}Ed25519, key sha256 [0-9a-f]{64}, timestamped/);
});

it('the action verify-evidence demands a signature where it is given a trust file', async () => {
  const cwd = desk();
  const inputs = { bundle: 'bundle.zip', trust: 'assay-trust.toml' };
  const unsigned = await runAction('verify-evidence', { cwd, inputs });
  expect(unsigned.outputs.verdict).toBe('fail');
  expect(unsigned.log).toContain('the bundle is not signed');
  expect((await assay(['sign', 'bundle.zip', '--key', 'key.pem', '--output', 's.json'], { cwd, env })).status).toBe(0);
  const signed = await runAction('verify-evidence', { cwd, inputs: { ...inputs, signature: 's.json' } });
  expect(signed.outputs.verdict).toBe('pass');
  const misplaced = await runAction('verify-evidence', {
    cwd,
    inputs: { check: 'targets', trust: 'assay-trust.toml' },
  });
  expect(misplaced.log).toContain('the inputs signature and trust are for a bundle');
});
