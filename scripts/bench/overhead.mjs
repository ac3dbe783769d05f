import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { smallWorkspace } from '../../test/support/small-workspace.ts';
import { root, SetupError } from '../setup.mjs';
import { present } from '../tools.mjs';
import { actionEnvironment } from './action.mjs';
import { measure, median, section } from './measure.mjs';

/** What a step may cost besides the work that it does. Source: the project's own goal, of November 2026. */
const GOAL_MS = 500;

const RUNS = 7;
const TARGET = 'x86_64-unknown-linux-gnu';

/** Inputs that differ from an action's defaults. */
const inputs = {
  'gate-target': { target: TARGET },
  'verify-evidence': { bundle: 'target/assay/bundle.zip' },
};

/** In the order in which a workflow runs them: the later ones take what the others left. */
const order = [
  ...['verify-toolchain', 'check-msrv', 'collect-coverage', 'plan-targets', 'gate-target'],
  ...['bundle-evidence', 'verify-evidence'],
];

/** What each action takes on a workspace of one small crate, less the time in which tools that it started ran. @param {string} scratch */
export async function overhead(scratch) {
  const missing = actions().filter((name) => !order.includes(name));
  if (missing.length > 0)
    throw new SetupError(`scripts/bench/overhead.mjs does not know the actions ${missing.join(', ')}`);
  const workspace = workspaceOf(join(scratch, 'overhead'));
  const own = new Map();
  const commands = [floor(scratch, own), ...order.map((name) => command(name, workspace, scratch, own))];
  // Each leaves what the next one takes.
  for (const {
    command: [program, ...args],
    cwd,
    env,
    name,
  } of commands) {
    const { status, stdout } = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
    if (status !== 0) throw new SetupError(`${name} ended with status ${status}:\n${stdout}`);
  }
  for (const { before } of commands) before();
  const measured = await measure(commands, RUNS);
  return section(
    'What an action takes besides the tools that it runs',
    measured,
    measured.map(({ name }) => {
      const most = name === commands[0].name ? '' : ` (goal: at most ${GOAL_MS} ms)`;
      return `- ${name}, less the time in which a tool ran: **${Math.round(median(own.get(name)))} ms**${most}`;
    }),
  );
}

/** Every action that has been built. */
function actions() {
  const folders = readdirSync(join(root, 'actions'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => !['build', 'node_modules'].includes(name));
}

/** The floor: Node, which does nothing. */
function floor(scratch, own) {
  return timed({ name: '`node -e 0`', command: [process.execPath, '-e', '0'], cwd: scratch, env: {} }, scratch, own);
}

function command(action, workspace, scratch, own) {
  const { inputs: declared = {} } = parse(readFileSync(join(root, 'actions', action, 'action.yml'), 'utf8'));
  const defaults = Object.entries(declared).map(([id, { default: value = '' }]) => [id, value]);
  const folder = join(scratch, `runner-${action}`);
  rmSync(folder, { recursive: true, force: true });
  const given = { ...Object.fromEntries(defaults), ...inputs[action] };
  return timed(
    {
      name: `\`${action}\``,
      command: [process.execPath, join(root, 'actions', action, 'dist/main.js')],
      cwd: workspace,
      env: { ...actionEnvironment(scratch, workspace, given), ...tools() },
    },
    scratch,
    own,
  );
}

/** The same command, which tells how long tools ran; what is left of each counted run is kept under its name. */
function timed(of, scratch, own) {
  const file = join(scratch, 'children.txt');
  own.set(of.name, []);
  const hook = pathToFileURL(join(root, 'scripts/bench/children-time.mjs')).href;
  return {
    ...of,
    env: { ...of.env, NODE_OPTIONS: `--import=${hook}`, ASSAY_BENCH_CHILDREN: file },
    before: () => writeFileSync(file, ''),
    after: (milliseconds) => own.get(of.name).push(milliseconds - Number(readFileSync(file, 'utf8'))),
  };
}

/** LLVM's tools, where the tests have them. */
function tools() {
  const { ASSAY_LLVM_22: folder } = present();
  const llvm = folder && { LLVM_COV: join(folder, 'bin/llvm-cov'), LLVM_PROFDATA: join(folder, 'bin/llvm-profdata') };
  return { RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true', ...llvm };
}

/** A crate whose policy asks for every check, and which passes each of them. */
function workspaceOf(folder) {
  const policy = {
    file: 'assay.toml',
    replace: 'standard = "DO-178C"\nlevel = "DAL D"',
    by: 'standard = "IEC 61508"\nlevel = "SIL 1"',
  };
  const last = 'allow-known-problems = ["rust#159035"]\n';
  const today = new Date().toISOString().slice(0, 10);
  const target = `[targets.${TARGET}]\nowner = "measured"\nlast-tested-os = "Debian 12"\nlast-tested = ${today}\nrun = "emulator"\n`;
  const named = { file: 'assay.toml', replace: last, by: `${last}\n${target}` };
  return smallWorkspace(folder, [policy, named], {
    'src/lib.rs': '#![no_std]\npub fn faster(speed: u32) -> u32 {\n    speed + 1\n}\n',
    'tests/governor.rs': '#[test]\nfn goes_faster() {\n    assert_eq!(governor::faster(1), 2);\n}\n',
  });
}
