import { execFileSync, spawnSync } from 'node:child_process';
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
import { describeVerification, type Verification, verifyBundle } from '@assay/bundle';
import { sha256 } from '@assay/evidence';
import { fakeWorld, SHIPPED_FILES } from '@assay/host';
import { allChecks, verificationTerms } from '@assay/pipeline';
import { afterAll, expect, type TestContext, test } from 'vitest';
import { assay } from './support/command.js';
import { makeRealBundle, packed, type RealBundle, RUN, resealed, resummed, runner } from './support/real-bundle.js';
import { root } from './support/repository.js';
import { container } from './tampered/container.js';
import { entries } from './tampered/entries.js';
import { statements } from './tampered/statements.js';
import { cutTo, inBrief, said } from './tampered/tampering.js';

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

/** Runs the commands of the guide in a folder that holds nothing but a bundle. */
function byHand(name: string, bytes: Uint8Array, guide = ''): { status: number | null; output: string } {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'bundle.zip'), bytes);
  const commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(commands.length).toBe(4);
  const { status, stdout, stderr } = spawnSync('sh', ['-eu'], {
    cwd: place,
    input: commands.join(''),
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
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
] as const)('the commands of VERIFY.md find it when %s', async ([what, tamper, expected], context) => {
  const bundle = await realBundle(context);
  const { status, output } = byHand(what, tamper(bundle), bundle.entries.get('VERIFY.md'));
  expect(status).not.toBe(0);
  expect(output).toContain(expected);
});

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
