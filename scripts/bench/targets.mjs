import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root, SetupError } from '../setup.mjs';
import { assay, measure, median, section, timeLimit } from './measure.mjs';

const RUST = '1.95.0';
const TARGET = 'x86_64-unknown-linux-gnu';
const env = { RUSTUP_TOOLCHAIN: RUST, RUSTUP_AUTO_INSTALL: '0', CARGO_NET_OFFLINE: 'true' };

/** Targets that the compiler has: as many records are read. */
const KNOWN = 320;

/** Counted runs of what builds: each takes seconds. */
const GATE_RUNS = 7;

/** A level that accepts the target as it is; the build machine runs its tests. */
const POLICY = `[project]\nname = "measured"\nstandard = "ISO 26262"\nlevel = "QM"\n\n[baseline]\nrust = "${RUST}"\n\n[targets."${TARGET}"]\nrun = "emulator"\n`;

/** What is known of all targets, and what the gate takes on top of the commands that it runs. @param {string} scratch */
export async function targets(scratch) {
  return [await listed(scratch), await gated(sample(scratch)), await gated(await published(scratch))].join('\n');
}

/** The records of every target of the compiler. */
async function listed(scratch) {
  const list = ['targets', 'list', '--format', 'json'];
  const found = JSON.parse(
    execFileSync(process.execPath, [assay[1], ...list], { cwd: scratch, env: { ...process.env, ...env } }).toString(),
  );
  if (found.known !== KNOWN || found.targets.length !== KNOWN || found.silent.length > 0) {
    throw new SetupError(
      `rustc ${RUST} has ${KNOWN} targets; ${found.targets.length} of ${found.known} were listed, and silent were: ` +
        `${found.silent.map(({ what, why }) => `${what}: ${why}`).join('; ') || 'none'}. Install rust-docs with rustup.`,
    );
  }
  const [own, asked] = await measure([
    {
      name: `\`assay targets list\`, ${KNOWN} records`,
      command: [process.execPath, assay[1], ...list],
      cwd: scratch,
      env,
    },
    {
      name: '`rustc --print all-target-specs-json`',
      command: ['rustc', '-Zunstable-options', '--print', 'all-target-specs-json'],
      cwd: scratch,
      env: { ...env, RUSTC_BOOTSTRAP: '1' },
    },
  ]);
  return section(`The records of all targets of Rust ${RUST}`, [own, asked], [timeLimit(own, 3000)]);
}

/**
 * A gate beside the commands that its evidence lists, by hand in the same folder. The dependencies are built already; the members never
 * are, because the gate builds them anew each time: before the commands they are removed, as it does itself.
 */
async function gated({ workspace, title }) {
  const gate = [process.execPath, assay[1], 'targets', '--target', TARGET];
  execFileSync(gate[0], gate.slice(1), { cwd: workspace, env: { ...process.env, ...env }, stdio: 'ignore' });
  const { commands, members } = evidenceOf(workspace);
  const inFolder = { ...env, ...folderOf(workspace) };
  const clean = ['clean', '--locked', '--target', TARGET, ...members.flatMap((member) => ['-p', member])];
  const [own, cargo] = await measure(
    [
      { name: `\`assay targets --target ${TARGET}\``, command: gate, cwd: workspace, env },
      {
        name: '`cargo build` and `cargo test` as its evidence lists them',
        command: ['sh', '-c', commands],
        cwd: workspace,
        env: inFolder,
        before: () =>
          execFileSync('cargo', clean, { cwd: workspace, env: { ...process.env, ...inFolder }, stdio: 'ignore' }),
      },
    ],
    GATE_RUNS,
  );
  return section(`A gate whose dependencies are built: ${title}`, [own, cargo], [ownTimeLimit(own, cargo)]);
}

/** At most 3 % of Cargo's time or 1 s, whichever is more. */
function ownTimeLimit(own, cargo) {
  const most = Math.max(1000, 0.03 * cargo.median);
  const beyond = median(own.times.map((time, index) => time - cargo.times[index]));
  return `- what the gate takes on top of Cargo: **${Math.round(beyond)} ms** (goal: at most ${Math.round(most)} ms)`;
}

/** The commands of the evidence, as one for a shell, and the members that they build. */
function evidenceOf(workspace) {
  const evidence = readFileSync(join(workspace, `target/assay/evidence/targets-${TARGET}.json`), 'utf8');
  const { verdict, facts } = JSON.parse(evidence).predicate;
  if (verdict !== 'pass' || facts.builds.length === 0 || facts.tests.length === 0) {
    throw new SetupError(
      `the gate of ${basename(workspace)} is to pass with builds and tests; its verdict is ${verdict}`,
    );
  }
  const commands = [...facts.builds, ...facts.tests].map(({ command }) => command).join(' && ');
  return { commands, members: facts.members };
}

/** The variables with which the gate builds: with others, everything would be built again. */
function folderOf(workspace) {
  const folder = join(workspace, 'target/assay/build/targets', TARGET, 'cargo');
  if (!existsSync(folder)) throw new SetupError(`the gate does not build in ${folder} any more: correct this script`);
  return { CARGO_TARGET_DIR: folder, CARGO_BUILD_BUILD_DIR: folder, CARGO_INCREMENTAL: '0', RUST_BACKTRACE: '0' };
}

/** As a clone has it, without what was built in it. */
function sample(scratch) {
  const folder = 'examples/motor-controller';
  const workspace = join(scratch, 'sample');
  const listed = execFileSync('git', ['ls-files', '-z', '--', folder], { cwd: root }).toString();
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    cpSync(join(root, file), join(workspace, relative(folder, file)));
  }
  return prepared(workspace, 'the sample workspace');
}

/** One whose tests are few and quick, so that what varies is not they. */
async function published(scratch) {
  const { fetchApplication } = await import('../../test/support/published.ts');
  const workspace = join(scratch, 'gated-sd');
  cpSync(fetchApplication({ name: 'sd', version: '1.0.0' }), workspace, { recursive: true });
  return prepared(workspace, 'sd 1.0.0');
}

function prepared(workspace, title) {
  writeFileSync(join(workspace, 'assay.toml'), POLICY);
  return { workspace, title };
}
