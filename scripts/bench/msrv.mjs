import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';
import { assay, limit, measure, memoryLimit, section, timeLimit } from './measure.mjs';

const BASELINE = '1.85.0';
const env = { RUSTUP_TOOLCHAIN: '1.95.0', RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true' };

/** Counted runs of what compiles from scratch: each takes half a minute. */
const COLD_RUNS = 5;

/** The baseline of published applications, beside Cargo's own answers and its peer's. @param {string} scratch */
export async function msrv(scratch) {
  execFileSync('bash', [join(root, 'scripts/debian-toolchains.sh'), BASELINE], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return [await declared(scratch), await proved(scratch), await planned(scratch)].join('\n');
}

async function declared(scratch) {
  const { workspace, packages, title } = await prepare(scratch, { name: 'zellij', version: '0.45.1' });
  const [own, metadata, refusal, list] = await measure([
    { name: '`assay msrv`', command: [process.execPath, assay[1], 'msrv'], cwd: workspace, env, status: 1 },
    cargo(
      '`cargo metadata --locked --offline`',
      ['metadata', '--format-version', '1', '--locked', '--offline'],
      workspace,
    ),
    {
      ...cargo(
        '`cargo +1.85.0 check --locked --offline`, which refuses',
        withBaseline(['check', '--locked', '--offline']),
        workspace,
      ),
      status: 101,
    },
    { name: '`cargo msrv list` 0.19.6', command: [cargoMsrv(), 'msrv', 'list'], cwd: workspace, env },
  ]);
  return section(
    `What ${packages} locked packages declare (${title})`,
    [own, metadata, refusal, list],
    [
      limit(own, refusal, 1, "`assay msrv` against cargo's own refusal"),
      limit(own, metadata, 1.5, '`assay msrv` against `cargo metadata`'),
      limit(own, list, 0.2, '`assay msrv` against `cargo msrv list`'),
      memoryLimit(own, 200),
    ],
  );
}

/** A workspace that compiles with the baseline, from scratch and again. */
async function proved(scratch) {
  const { workspace, packages, title } = await prepare(scratch, { name: 'sd', version: '1.0.0' });
  const built = join(scratch, 'built');
  const own = {
    name: '`assay msrv --prove`',
    command: [process.execPath, assay[1], 'msrv', '--prove'],
    cwd: workspace,
    env,
  };
  const check = {
    ...cargo('`cargo +1.85.0 check --locked`', withBaseline(['check', '--locked', '--offline']), workspace),
    env: { ...env, RUSTUP_TOOLCHAIN: undefined, CARGO_TARGET_DIR: built },
  };
  const remove = (folder) => () => rmSync(folder, { recursive: true, force: true });
  const [ownCold, checkCold] = await measure(
    [
      { ...own, name: `${own.name}, from scratch`, before: remove(join(workspace, 'target')) },
      { ...check, name: `${check.name}, from scratch`, before: remove(built) },
    ],
    COLD_RUNS,
  );
  const [ownFresh, checkFresh] = await measure([
    { ...own, name: `${own.name}, nothing changed` },
    { ...check, name: `${check.name}, nothing changed` },
  ]);
  return section(
    `Compiling with the baseline: ${packages} locked packages (${title})`,
    [ownCold, checkCold, ownFresh, checkFresh],
    [
      limit(ownCold, checkCold, 1.03, '`assay msrv --prove` against the `cargo check` that it runs, from scratch'),
      limit(ownFresh, checkFresh, 1.2, '`assay msrv --prove` against `cargo check`, nothing changed'),
    ],
  );
}

/** A search that ends without a plan, so that nothing is compiled: reading the index, searching, and the ways out. */
async function planned(scratch) {
  const { workspace, packages, title } = await prepare(scratch, { name: 'nu', version: '0.116.1' });
  const [own, metadata] = await measure([
    {
      name: '`assay msrv plan --offline`',
      command: [process.execPath, assay[1], 'msrv', 'plan', '--offline'],
      cwd: workspace,
      env,
      status: 1,
    },
    cargo(
      '`cargo metadata --locked --offline`',
      ['metadata', '--format-version', '1', '--locked', '--offline'],
      workspace,
    ),
  ]);
  return section(
    `The search for a way back: ${packages} locked packages (${title}), nothing compiled`,
    [own, metadata],
    [timeLimit(own, 1000), memoryLimit(own, 400)],
  );
}

/** A copy of the application with a policy, at the level that asks for no proof. */
async function prepare(scratch, application) {
  const { fetchApplication } = await import('../../test/support/published.ts');
  const workspace = join(scratch, application.name);
  cpSync(fetchApplication(application), workspace, { recursive: true });
  execFileSync(process.execPath, [assay[1], 'init', '--baseline', BASELINE], {
    cwd: workspace,
    env: { ...process.env, ...env },
  });
  const packages = readFileSync(join(workspace, 'Cargo.lock'), 'utf8').match(/^\[\[package\]\]/gm).length;
  return { workspace, packages, title: `${application.name} ${application.version}` };
}

function cargo(name, args, workspace) {
  return {
    name,
    command: ['cargo', ...args],
    cwd: workspace,
    env: { ...env, ...(args[0].startsWith('+') ? { RUSTUP_TOOLCHAIN: undefined } : {}) },
  };
}

function withBaseline(args) {
  return [`+${BASELINE}`, ...args];
}

/** The peer, installed once. */
function cargoMsrv() {
  const folder = join(root, '.cache/tools/cargo-msrv-0.19.6');
  const program = join(folder, 'bin/cargo-msrv');
  if (!existsSync(program)) {
    execFileSync('cargo', ['+1.95.0', 'install', 'cargo-msrv@0.19.6', '--locked', '--root', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return program;
}
