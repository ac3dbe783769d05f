import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError } from '../setup.mjs';
import { changedPackages } from './lock-file.mjs';
import { runCommand } from './run-command.mjs';

/** The command: the shipped one, or the one that ASSAY names. */
const assay = process.env.ASSAY ?? join(root, 'dist/assay.js');

/**
 * What `assay msrv` finds and what `assay msrv plan` answers.
 * @param {string} workspace a copy that may be written to
 * @param {import('./subjects.mjs').Subject} subject
 */
export async function withAssay(workspace, { baseline, members = {} }) {
  const command = (...args) => runCommand(process.execPath, [assay, ...args], { cwd: workspace });
  await command('init', '--baseline', baseline);
  const own = Object.entries(members).map(([member, release]) => `${JSON.stringify(member)} = "${release}"\n`);
  if (own.length > 0) appendFileSync(join(workspace, 'assay.toml'), `\n[baseline.crates]\n${own.join('')}`);
  await command('msrv');
  const planned = await command('msrv', 'plan');
  return { findings: findingsByRule(workspace), seconds: planned.seconds, ...readPlan(workspace, planned) };
}

function findingsByRule(workspace) {
  const { predicate } = readJson(join(workspace, 'target/assay/evidence/msrv.json'));
  const counts = {};
  for (const { rule } of predicate.findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function readPlan(workspace, { stdout, stderr }) {
  const file = join(workspace, 'target/assay/plan/msrv-plan.json');
  if (!existsSync(file)) throw new SetupError(`assay msrv plan left no plan in ${workspace}:\n${stdout}${stderr}`);
  const lock = join(workspace, 'target/assay/plan/Cargo.lock');
  const changed = existsSync(lock) ? changedPackages(join(workspace, 'Cargo.lock'), lock) : undefined;
  return { plan: readJson(file), changed };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
