/**
 * `npm run plans`: what `assay msrv plan` answers for published applications, beside what Cargo's own resolver gives, as docs/plans.md. With
 * names, only those are measured anew; of the others the last results are kept in .cache/plans.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { page } from './plans/page.mjs';
import { runCommand } from './plans/run-command.mjs';
import { subjects } from './plans/subjects.mjs';
import { withAssay } from './plans/with-assay.mjs';
import { withCargo } from './plans/with-cargo.mjs';
import { root, run, runMain, SetupError, setUp, toolsNode } from './setup.mjs';

const results = join(root, '.cache/plans');

await runMain(async () => {
  const [mode, ...names] = process.argv.slice(2);
  if (mode !== 'measure') {
    const env = await setUp();
    return run(toolsNode(), [join(root, 'scripts/plans.mjs'), 'measure', ...process.argv.slice(2)], { env });
  }
  const unknown = names.find((name) => subjects.every((subject) => subject.name !== name));
  if (unknown !== undefined) throw new SetupError(`scripts/plans/subjects.mjs has no ${unknown}.`);
  for (const release of ['1.63.0', '1.85.0']) {
    execFileSync('bash', [join(root, 'scripts/debian-toolchains.sh'), release], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  mkdirSync(results, { recursive: true });
  for (const subject of subjects) if (names.length === 0 || names.includes(subject.name)) await measure(subject);
  writeFileSync(join(root, 'docs/plans.md'), page(subjects.filter(isMeasured).map(readResult)));
  return 0;
});

/** Both answers for one subject, in copies of it. @param {import('./plans/subjects.mjs').Subject} subject */
async function measure(subject) {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-plans-'));
  try {
    process.stderr.write(`plans: ${subject.name} with assay\n`);
    const [first, second] = [join(scratch, 'assay'), join(scratch, 'cargo')];
    const sources = await sourcesOf(subject);
    for (const copy of [first, second]) cpSync(sources, copy, { recursive: true });
    await runCommand('cargo', ['fetch', '--locked'], { cwd: first });
    const own = await withAssay(first, subject);
    process.stderr.write(`plans: ${subject.name} with cargo\n`);
    const cargo = await withCargo(second, subject, buildsOf(first));
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(
      resultOf(subject),
      JSON.stringify({ subject, date, packages: countLocked(sources), own, cargo }, null, 2),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where Assay compiled a workspace, or its planned lock file if that is another one. */
function buildsOf(workspace) {
  const builds = join(workspace, 'target/assay/build');
  const planned = join(builds, 'planned');
  return existsSync(planned) ? planned : builds;
}

async function sourcesOf({ name, version, workspace }) {
  if (workspace !== undefined) return workspace;
  const { fetchApplication } = await import('../test/support/published.ts');
  return fetchApplication({ name, version });
}

function countLocked(sources) {
  return readFileSync(join(sources, 'Cargo.lock'), 'utf8').match(/^\[\[package\]\]/gm).length;
}

function resultOf({ name }) {
  return join(results, `${name}.json`);
}

function isMeasured(subject) {
  return existsSync(resultOf(subject));
}

function readResult(subject) {
  return JSON.parse(readFileSync(resultOf(subject), 'utf8'));
}
