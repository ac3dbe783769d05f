import { execFileSync, spawnSync } from 'node:child_process';
import { type KeyObject, sign } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeVerification, renderGuide, type Verification, verifyBundle } from '@assay/bundle';
import { sha256 } from '@assay/evidence';
import { fakeWorld, SHIPPED_FILES } from '@assay/host';
import { allChecks, verificationTerms } from '@assay/pipeline';
import { readSigningKey, signBundle } from '@assay/signature';
import { newKey, pem, spki } from '@assay/signature/testing';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import { assay } from './support/command.js';
import { makeRealBundle, packed, type RealBundle, RUN, resealed, resummed, runner } from './support/real-bundle.js';
import { root } from './support/repository.js';
import { container } from './tampered/container.js';
import { entries } from './tampered/entries.js';
import { statements } from './tampered/statements.js';
import { cutTo, inBrief, replaced, said } from './tampered/tampering.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay bundle é ')));
const workspace = join(folder, 'motor-controller');
let made: Promise<RealBundle> | undefined;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Made once for all tests. */
function realBundle({ skip }: Pick<TestContext, 'skip'>): Promise<RealBundle> {
  made ??= makeRealBundle(workspace, skip);
  return made;
}

function verified(bytes: Uint8Array): Verification {
  const world = fakeWorld({ now: Date.parse('2026-12-01') });
  const shipped = SHIPPED_FILES.map((file) => [file, sha256(readFileSync(join(root, 'dist', file)))] as const);
  return verifyBundle(bytes, { ...verificationTerms(world, allChecks), shipped: new Map(shipped) });
}

const tamperings = [...container, ...entries, ...statements];

test('the bundle that was left alone passes', { timeout: 300_000 }, async (context) => {
  const { bytes } = await realBundle(context);
  const { verdict, problems, doubts, run } = verified(bytes);
  expect({ verdict, problems, doubts, run }).toEqual({ verdict: 'pass', problems: [], doubts: [], run: RUN });
});

/** Runs the commands of the guide in a folder that holds nothing but a bundle, and what is `beside` it: the signature and the public key, by name. */
function byHand(
  name: string,
  bytes: Uint8Array,
  guide = '',
  beside: Readonly<Record<string, string>> = {},
): { status: number | null; output: string } {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'bundle.zip'), bytes);
  for (const [file, text] of Object.entries(beside)) writeFileSync(join(place, file), text);
  const commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(commands.length).toBe(5);
  const { status, stdout, stderr } = spawnSync('sh', ['-eu'], {
    cwd: place,
    // The last ones are for a bundle with a signature beside it.
    input: commands.slice(0, Object.keys(beside).length > 0 ? 5 : 4).join(''),
    encoding: 'utf8',
  });
  const output = `${stdout}${stderr}`;
  // Whatever stands in the bundle, it steers no terminal.
  expect(output).not.toMatch(/(?!\n)\p{Cc}/u);
  return { status, output };
}

test('the commands of VERIFY.md find nothing wrong with it', async (context) => {
  const { bytes, entries } = await realBundle(context);
  const { status, output } = byHand('alone', bytes, entries.get('VERIFY.md'));
  expect(status, output).toBe(0);
  expect(output).toContain(`${sha256(bytes)}  bundle.zip\nevidence/coverage.json: pass: no findings\n`);
});

test.for([
  ['a file was added', (bundle: RealBundle) => packed(new Map(bundle.entries).set('extra', 'x')), '> extra'],
  [
    'a file was changed',
    (bundle: RealBundle) => packed(new Map(bundle.entries).set('assay.toml', '')),
    'assay.toml: FAILED',
  ],
  [
    'an input is another',
    (bundle: RealBundle) => resummed(bundle, (entries) => void entries.set('inputs/Cargo.lock', '')),
    'inputs/Cargo.lock is not what evidence/coverage.json names',
  ],
  [
    'a product is missing',
    (bundle: RealBundle) => resummed(bundle, (entries) => void entries.delete('products/coverage/lcov.info')),
    'products/coverage/lcov.info is not what evidence/coverage.json names',
  ],
  [
    'a verdict does not follow',
    (bundle: RealBundle) => resealed(bundle, (all) => void Object.assign(said(all, 'msrv'), { examined: 0 })),
    'evidence/msrv.json says pass, and no-verdict follows',
  ],
  [
    'a statement is of another run',
    (bundle: RealBundle) => resealed(bundle, (all) => void Object.assign(said(all, 'msrv'), { run: `${RUN}0` })),
    'evidence/msrv.json speaks of something else than evidence/policy.json',
  ],
  [
    'evidence stands there twice, once under the name of another check',
    (bundle: RealBundle) =>
      resummed(bundle, (all) => void all.set('evidence/msrv.json', all.get('evidence/toolchain.json') ?? '')),
    'evidence/msrv.json is evidence of toolchain\n',
  ],
  ...(['inputs/evil.txt', 'products/coverage/proof.pdf', 'assay/assay.js', 'evidence/notes.txt'] as const).map(
    (name) =>
      [
        `no evidence names ${name}`,
        (bundle: RealBundle) => resummed(bundle, (all) => void all.set(name, 'x')),
        `${name} is named by no evidence\n`,
      ] as const,
  ),
  [
    'a key stands twice in an object',
    (bundle: RealBundle) =>
      resummed(bundle, (all) => {
        const [found, twice] = ['"verdict": "pass"', '"verdict": "fail",\n    "verdict": "pass"'];
        all.set('evidence/msrv.json', replaced(all.get('evidence/msrv.json'), found, twice));
      }),
    'a key stands twice in an object of evidence/msrv.json\n',
  ],
  [
    'a name would steer a terminal',
    (bundle: RealBundle) => resummed(bundle, (all) => void all.set('inputs/\u001b]0;owned\u0007', 'x')),
    'inputs/^[]0;owned^G',
  ],
  [
    'a product that is named would steer one',
    (bundle: RealBundle) =>
      resealed(bundle, (all) => {
        said(all, 'coverage').products = [{ name: '\u001b[2J', sha256: sha256('') }];
      }),
    'products/coverage/\\x1b[2J is not what evidence/coverage.json names',
  ],
] as const)('the commands of VERIFY.md find it when %s', async ([what, tamper, expected], context) => {
  const bundle = await realBundle(context);
  const bytes = tamper(bundle);
  const { status, output } = byHand(what.replaceAll('/', ' '), bytes, bundle.entries.get('VERIFY.md'));
  expect(status).not.toBe(0);
  expect(output).toContain(expected);
  expect(verified(bytes).verdict).toBe('fail');
});

test('evidence of a version that did not have a rule yet is confirmed', async (context) => {
  const bundle = await realBundle(context);
  const bytes = resealed(bundle, (all) => {
    for (const { predicate } of all.statements.values()) predicate.assay.version = '0.0.9';
    const { rules } = said(all, 'msrv');
    said(all, 'msrv').rules = rules.slice(0, -1);
  });
  expect(verified(bytes)).toMatchObject({ verdict: 'pass', problems: [], doubts: [] });
});

test('the commands of VERIFY.md show what would steer a terminal, and do not obey it', async (context) => {
  const bundle = await realBundle(context);
  const bytes = resealed(bundle, (all) => {
    said(all, 'msrv').reason = 'all well\u001b[1A\u001b]0;owned\u0007\u202e';
  });
  const { output } = byHand('escapes', bytes, bundle.entries.get('VERIFY.md'));
  expect(output).toContain('evidence/msrv.json: pass: all well\\x1b[1A\\x1b]0;owned\\x07\\u202e\n');
  expect(verified(bytes).verdict).toBe('fail');
});

test('the commands of VERIFY.md leave the Assay that a bundle holds to the reader', async (context) => {
  const bundle = await realBundle(context);
  const bytes = resummed(bundle, (all) => void all.set('assay/assay.js', 'x'));
  const guide = renderGuide({ statements: bundle.statements, checks: allChecks, notAsked: [], holdsAssay: true });
  expect(byHand('with its assay', bytes, guide)).toMatchObject({ status: 0 });
});

describe('the commands of VERIFY.md, on a bundle that a key signed', () => {
  const publicPem = (of: KeyObject) => pem(spki(of), 'PUBLIC KEY');
  const signed = async (bytes: Uint8Array, key: KeyObject, digest = sha256(bytes)) => {
    const { subject, project, asOf, assay, claimed } = verified(bytes);
    if (subject === undefined || project === undefined || asOf === undefined || assay === undefined) {
      throw new Error('nothing in the bundle can be read');
    }
    const claims = { subject, project, asOf, assay, verdict: claimed };
    const signing = readSigningKey(key.export({ format: 'pem', type: 'pkcs8' }).toString(), 'key.pem', undefined);
    const signature = await signBundle({ sha256: digest, claims }, signing);
    return { 'bundle.zip.sigstore.json': signature, 'release.pub.pem': publicPem(key) };
  };

  test.for(['ed25519', 'P-256'] as const)('find the signature in order: %s', async (kind, context) => {
    const { bytes, entries } = await realBundle(context);
    const { status, output } = byHand(kind, bytes, entries.get('VERIFY.md'), await signed(bytes, newKey(kind)));
    expect(output).toMatch(/Signature Verified Successfully\n$/);
    expect(status).toBe(0);
  });

  test('find it when another key signed, when the signature is changed, over another file, or of another kind', async (context) => {
    const { bytes, entries } = await realBundle(context);
    const key = newKey('ed25519');
    const good = await signed(bytes, key);
    const run = (name: string, changes: Record<string, string>) =>
      byHand(name, bytes, entries.get('VERIFY.md'), { ...good, ...changes });
    const stranger = run('stranger', { 'release.pub.pem': publicPem(newKey('ed25519')) });
    expect(stranger).toMatchObject({ status: 1, output: expect.stringContaining('Signature Verification Failure') });
    const elsewhere = run('elsewhere', await signed(bytes, key, sha256('another')));
    expect(elsewhere).toMatchObject({ status: 1, output: expect.stringMatching(/what is signed is another file\n$/) });
    const name = 'bundle.zip.sigstore.json';
    const changed = run('changed', { [name]: good[name].replace('"sig": "', '"sig": "AAAA') });
    expect(changed).toMatchObject({ status: 1, output: expect.not.stringContaining('Verified Successfully') });
    const doubled = run('doubled', { [name]: good[name].replace('"payload":', '"payload": "e30=", "payload":') });
    expect(doubled.output).toContain(`a key stands twice in an object of ${name}`);
    const review = run('review', { [name]: signedReview(good[name], key) });
    expect(review).toMatchObject({
      status: 1,
      output: expect.stringMatching(/what is signed is https:\/\/acme\.example\/review\n$/),
    });
  });
});

/** The file with a statement of another type in it, which the key signed. */
function signedReview(file: string, key: KeyObject): string {
  const signature = JSON.parse(file);
  const statement = JSON.parse(Buffer.from(signature.dsseEnvelope.payload, 'base64').toString());
  const payload = Buffer.from(JSON.stringify({ ...statement, predicateType: 'https://acme.example/review' }));
  const bytes = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]);
  signature.dsseEnvelope.payload = payload.toString('base64');
  signature.dsseEnvelope.signatures = [{ sig: sign(null, bytes, key).toString('base64') }];
  return JSON.stringify(signature);
}

test('verifies with nothing but itself and Node, where it holds the Assay that made it', async (context) => {
  await realBundle(context);
  const place = join(folder, 'years later');
  mkdirSync(place);
  const output = join(place, 'bundle.zip');
  const built = await assay(['bundle', '--include-assay', '--output', output], { cwd: workspace, env: runner });
  expect(built.status, built.stderr).toBe(0);
  execFileSync('unzip', ['-q', output, 'assay/*'], { cwd: place });
  const own = readdirSync(join(place, 'assay'), { recursive: true }).map(String);
  expect(own.filter((file) => statSync(join(place, 'assay', file)).isFile()).sort()).toEqual(SHIPPED_FILES);
  expect(SHIPPED_FILES).toEqual(shippedFiles());
  const verify = [join(place, 'assay/assay.js'), 'verify', 'bundle.zip'];
  const { status, stdout, stderr } = spawnSync(process.execPath, verify, { cwd: place, env: {}, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('pass: the bundle is intact, and its evidence says so\n');
  const digest = sha256(readFileSync(join(root, 'dist/assay.js')));
  expect(stdout).toContain(`note: assay/assay.js (SHA-256 ${digest}) is the Assay that verifies this bundle now`);
});

/** What ships, as the repository has it. */
function shippedFiles(): string[] {
  const files = readdirSync(join(root, 'dist'), { recursive: true }).map(String);
  return files.filter((file) => statSync(join(root, 'dist', file)).isFile()).sort();
}

test('there are enough of them, each once', () => {
  expect(new Set(tamperings.map(({ what }) => what)).size).toBe(tamperings.length);
  expect(tamperings.length).toBeGreaterThanOrEqual(60);
});

test.for(tamperings.map((tampering) => [tampering.what, tampering] as const))(
  'is refused when %s',
  async ([, { tamper, problems, doubts = [] }], context) => {
    const bundle = await realBundle(context);
    const bytes = tamper(bundle);
    expect(Buffer.compare(bytes, bundle.bytes), 'nothing was done').not.toBe(0);
    const verification = verified(bytes);
    expect({
      problems: cutTo(verification.problems.map(inBrief), problems),
      doubts: cutTo(verification.doubts.map(inBrief), doubts),
    }).toEqual({ problems, doubts });
    expect(verification.verdict).toBe(problems.length > 0 ? 'fail' : 'no-verdict');
    // Whatever stands in it steers neither a terminal nor a runner.
    const shown = describeVerification(verification);
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(shown).not.toMatch(/^\s*::/m);
  },
);
