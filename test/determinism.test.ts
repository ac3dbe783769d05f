import { execFileSync } from 'node:child_process';
import {
  cpSync,
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
import { unzipSync } from 'fflate';
import { afterAll, expect, it, type TestContext } from 'vitest';
import { assay, copyOf, temporaryFolder } from './support/command.js';
import { hostTarget, tested, withTables } from './support/host-target.js';
import { llvmVariables } from './support/llvm.js';
import { commitAll, smallWorkspace } from './support/small-workspace.js';

const COMPILING_MS = 300_000;

interface Digested {
  sha256: string;
}

/** Bytes by file. */
type Files = Record<string, string>;

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Everything that a run leaves for others: what Cargo builds in a folder of Assay's own is nobody's result. */
function results(workspace: string): Files {
  const folder = join(workspace, 'target/assay');
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = names.filter((name) => !name.startsWith('build/') && statSync(join(folder, name)).isFile());
  const read = (name: string) => latin1(readFileSync(join(folder, name)));
  return Object.fromEntries(files.map((name) => [name, read(name)]));
}

const TARGET = 'evidence/targets-x86_64-unknown-linux-gnu.json';

async function qualified(
  skip: TestContext['skip'],
  workspace: string,
  env: Record<string, string> = {},
): Promise<Files> {
  const variables = { ...Object.fromEntries(llvmVariables('22', skip)), ...env };
  const { status, stderr } = await assay(['qualify'], { cwd: workspace, env: variables });
  expect(status, stderr).toBe(0);
  return results(workspace);
}

/**
 * The results with the bundle taken apart, less the digests of the programs that were instrumented, of what was built for the target, and
 * of the files that hold those digests: the compiler writes the folder that it ran in into what it compiles.
 */
function withoutObjects({ 'bundle.zip': bundle = '', ...files }: Files): Files {
  const factsOf = (name: string) => JSON.parse(files[name] ?? '').predicate.facts;
  const { runs }: { runs: { objects: Digested[] }[] } = factsOf('evidence/coverage.json');
  const { builds, tests }: { builds: { artifacts: Digested[] }[]; tests: { programs: Digested[] }[] } = factsOf(TARGET);
  const digests = [
    ...runs.flatMap(({ objects }) => objects),
    ...builds.flatMap(({ artifacts }) => artifacts),
    ...tests.flatMap(({ programs }) => programs),
  ].map(({ sha256 }) => sha256);
  expect(digests.length).toBeGreaterThan(0);
  const entries = Object.entries(unzipSync(Buffer.from(bundle, 'latin1')));
  const all = [...Object.entries(files), ...entries.map(([name, bytes]) => [`bundle.zip/${name}`, latin1(bytes)])];
  return Object.fromEntries(
    all.map(([name = '', content = '']) => {
      const alike = digests
        .reduce((text, digest, index) => text.replaceAll(digest, `object ${index}`), content)
        // A longer path makes the debug information longer.
        .replace(/(?<=size(?:"|&quot;): )\d+|\d+(?= bytes, ELF)/g, 'size');
      return [
        name,
        alike.replace(/^\w+(?= {2}(?:evidence\/(?:coverage|targets-[\w-]+)\.json|report\/index\.html)$)/gm, 'digest'),
      ];
    }),
  );
}

/** The sample and what its first run left, for every test that looks at that. */
let sample: Promise<{ workspace: string; files: Files }> | undefined;
const samples = realpathSync(mkdtempSync(join(tmpdir(), 'assay tëst ')));
afterAll(() => rmSync(samples, { recursive: true, force: true }));

function qualifiedSample(skip: TestContext['skip']) {
  sample ??= (async () => {
    const workspace = commitAll(copyOf('examples/motor-controller', join(samples, 'sample')));
    return { workspace, files: await qualified(skip, workspace) };
  })();
  return sample;
}

it('gives the same bytes twice, and but for the digests of what was instrumented in another folder and time zone', {
  timeout: COMPILING_MS,
}, async ({ skip }) => {
  const { workspace: first, files: once } = await qualifiedSample(skip);
  expect(Object.keys(once)).toEqual([
    'bundle.zip',
    'coverage/cobertura.xml',
    'coverage/lcov.info',
    'evidence/coverage.json',
    'evidence/msrv.json',
    'evidence/policy.json',
    TARGET,
    'evidence/toolchain.json',
    'report/assay.sarif',
    'report/index.html',
    'report/junit.xml',
    'report/needs.json',
    'report/summary.md',
    'targets-x86_64-unknown-linux-gnu/tests-1.log',
  ]);
  // Built anew: what was instrumented is the same to the byte.
  rmSync(join(first, 'target'), { recursive: true });
  expect(await qualified(skip, first)).toEqual(once);

  const second = join(temporaryFolder(), 'deeper', 'elsewhere');
  cpSync(first, second, { recursive: true, filter: (file) => !/[\\/]target$/.test(file) });
  const elsewhere = await qualified(skip, second, { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' });
  expect(withoutObjects(elsewhere)).toEqual(withoutObjects(once));
});

it('says nothing of this machine: no absolute path, no user', { timeout: COMPILING_MS }, async ({ skip }) => {
  const { workspace, files } = await qualifiedSample(skip);
  const home = process.env.HOME ?? '/root';
  for (const [name, text] of Object.entries({ ...files, ...withoutObjects(files) })) {
    expect(text.includes(workspace), `${name} names the workspace's folder`).toBe(false);
    expect(text.includes(home), `${name} names the home folder`).toBe(false);
  }
});

it('speaks for a commit only when the working tree is that commit', { timeout: COMPILING_MS }, async ({ skip }) => {
  const workspace = smallWorkspace(temporaryFolder(), [withTables(hostTarget())], tested);
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: workspace }).toString().trim();
  const subject = () =>
    JSON.parse(readFileSync(join(workspace, 'target/assay/evidence/msrv.json'), 'utf8')).subject[0].digest;
  await qualified(skip, workspace);
  expect(subject()).toEqual({ gitCommit: head });

  writeFileSync(join(workspace, 'notes.txt'), 'not committed');
  await qualified(skip, workspace);
  const changed = subject();
  expect(changed).toEqual({ dirHash1: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await qualified(skip, workspace);
  expect(subject(), 'what Assay writes is no part of what it examines').toEqual(changed);

  rmSync(join(workspace, '.git'), { recursive: true });
  mkdirSync(join(workspace, 'target/more'), { recursive: true });
  await qualified(skip, workspace, { SOURCE_DATE_EPOCH: '1790000000' });
  expect(subject(), 'the same files without git').toEqual(changed);
});
