import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  type ActRun,
  artifactsOf,
  exportForTests,
  output,
  results,
  reusable,
  runAct,
  said,
  tellingJob,
} from '../support/act.js';
import { temporaryFolder } from '../support/command.js';
import { failing, hostTarget, tested, withTables } from '../support/host-target.js';
import { HOST } from '../support/release.js';
import { runScript } from '../support/script.js';
import { smallWorkspace } from '../support/small-workspace.js';
import { tool } from '../support/tools.js';
import { type Job, jobOf, stepOf } from '../support/workflow-file.js';
import { writeFiles } from '../support/write-files.js';

describe.each(['targets.yml', 'qualify.yml'])('the targets of %s', (file) => {
  const targets = jobOf(file, 'targets');

  it('have a job for each that is planned, none of which ends another, and no empty matrix', () => {
    expect(targets.strategy).toEqual({ 'fail-fast': false, matrix: `\${{ fromJSON(needs.plan.outputs.matrix) }}` });
    expect(targets.if).toBe("needs.plan.outputs.asked == 'true'");
  });

  it('need not be named by a policy in qualify.yml alone', () => {
    expect(stepOf(file, 'Plan the jobs of the targets').with?.when).toBe(file === 'qualify.yml' ? 'asked' : 'always');
  });
});

describe("the script that installs the targets' libraries", () => {
  const { run: script = 'exit 9' } = stepOf('targets.yml', "Install the targets' libraries");

  /** Runs it with a rustup that knows two targets, notes what it is asked for, and ends with these statuses. */
  function install(names: string, { list = 0, add = 0 } = {}) {
    const folder = temporaryFolder();
    const rustup = `#!/bin/sh
if [ "$2" = list ]; then
  printf '%s\\n' "aarch64-apple-darwin" "${HOST} (installed)"
  exit ${list}
fi
echo "$@" >> "${folder}/asked"
exit ${add}
`;
    writeFiles(folder, { rustup, asked: '' });
    execFileSync('chmod', ['+x', join(folder, 'rustup')]);
    const { status, stdout } = runScript(script, { PATH: `${folder}:/usr/bin:/bin`, TARGETS: names });
    return { status, stdout, asked: readFileSync(join(folder, 'asked'), 'utf8') };
  }

  it('asks rustup for each that it has', () => {
    expect(install(`${HOST} mine aarch64-apple-darwin`)).toEqual({
      status: 0,
      stdout: '',
      asked: `target add ${HOST}\ntarget add aarch64-apple-darwin\n`,
    });
  });

  it('leaves it to the check to say what is missing', () => {
    expect(install('mine darwin apple-darwin')).toEqual({ status: 0, stdout: '', asked: '' });
    expect(install(HOST, { list: 1 })).toMatchObject({ status: 0 });
    const { status, stdout } = install(HOST, { add: 1 });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^::warning title=Targets::/)]);
  });

  it('runs nothing that a name holds', () => {
    expect(install('$(touch injected) `id` ; * -h --help')).toEqual({ status: 0, stdout: '', asked: '' });
  });
});

describe('under act', () => {
  const exported = exportForTests();

  /** A caller as a user writes it, with a job that may only run on a pass. */
  const caller = (uses: string) => `name: Targets
on: push
permissions: {}
jobs:
  assay:
    permissions:
      contents: read # to check out the workspace
    uses: ${uses}
    with:
      install: false # nothing, on this machine
${tellingJob('assay')}`;

  /** Runs a workflow on a crate whose policy names these targets. */
  async function call(
    skip: TestContext['skip'],
    uses: string,
    tables: readonly string[],
    { files = tested, from = exported.folder }: { files?: Record<string, string>; from?: string } = {},
  ): Promise<ActRun> {
    const act = tool('act', skip);
    const folder = exported.runFolder();
    const workflows = { '.github/workflows/targets.yml': caller(uses) };
    const cwd = smallWorkspace(join(folder, 'caller'), [withTables(...tables)], { ...files, ...workflows });
    return runAct(act, cwd, from, folder);
  }

  /**
   * A target that only a runner with a board tries. act has no runner for the label: it skips the job, as if it had never been. It gives all jobs
   * of a matrix the runner of one of them, so that such a target stands alone.
   */
  const onBoard = '[targets.thumbv7em-none-eabihf]\nrun = "hardware"\nruns-on = ["self-hosted", "stm32"]\n';

  describe('targets.yml', () => {
    it('tries the target in a job of its own, keeps evidence and log, and lets what waits for it go on', async ({
      skip,
    }) => {
      const run = await call(skip, reusable('targets'), [hostTarget()]);
      const succeeded = ({ steps }: Job) => {
        const ran = steps.filter((step) => step.if !== 'inputs.install');
        return Object.fromEntries(ran.map(({ name, uses = '' }) => [name ?? uses, 'success']));
      };
      expect(results(run), run.log).toEqual({
        ...Object.fromEntries(['plan', 'targets', 'gate'].map((job) => [job, succeeded(jobOf('targets.yml', job))])),
        tell: { Tell: 'success' },
      });
      expect(artifactsOf(run)).toEqual({
        [`assay-evidence-targets-${HOST}`]: [`targets-${HOST}.json`],
        [`assay-targets-${HOST}`]: [`targets-${HOST}`],
      });
      expect(said(run).verdict).toBe('pass');
    });

    it('fails at the gate where a target fails, keeps its evidence, and stops the release', async ({ skip }) => {
      const run = await call(skip, reusable('targets'), [hostTarget()], { files: failing });
      expect(results(run), run.log).toMatchObject({
        targets: { 'Try the targets': 'failure', 'Keep the evidence': 'success', 'Keep the logs': 'success' },
        gate: { 'Verify the evidence of every target': 'failure', 'Give the verdict': 'failure' },
      });
      expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['fail', undefined]);
    });

    it('has no verdict where the job of a target was skipped, and names it', async ({ skip }) => {
      const run = await call(skip, reusable('targets'), [onBoard]);
      expect([results(run).targets, artifactsOf(run)], run.log).toEqual([undefined, {}]);
      expect(results(run).gate).toMatchObject({
        'Fetch the evidence of the targets': 'success',
        'Verify the evidence of every target': 'failure',
      });
      expect(run.log).toContain('evidence is missing: targets-thumbv7em-none-eabihf');
      expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['no-verdict', undefined]);
    });

    it('has no verdict where the evidence of one of several targets never came, and names that one', async ({
      skip,
    }) => {
      const condition = "if: always() && steps.target.outputs.evidence != ''";
      const from = exported.edited('targets.yml', [condition, `${condition} && matrix.artifact == '${HOST}'`]);
      const run = await call(skip, reusable('targets'), [hostTarget(), '[targets.thumbv7em-none-eabihf]\n'], { from });
      expect(Object.keys(artifactsOf(run)), run.log).toEqual([
        `assay-evidence-targets-${HOST}`,
        `assay-targets-${HOST}`,
      ]);
      expect(run.log).toContain('there is no verdict: evidence is missing: targets-thumbv7em-none-eabihf.');
      expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['no-verdict', undefined]);
    });

    it('has no verdict where there is no plan', async ({ skip }) => {
      const run = await call(skip, reusable('targets'), [onBoard.replace(/runs-on.*\n/, '')]);
      expect(results(run).plan, run.log).toMatchObject({ 'Plan the jobs of the targets': 'failure' });
      expect(run.log).toContain('such as runs-on = ["self-hosted", "stm32"]');
      expect([results(run).targets, output(run, 'gate', 'verdict')]).toEqual([undefined, 'no-verdict']);
    });
  });

  describe('qualify.yml', () => {
    it('makes no bundle where the job of a target was skipped, and names it', async ({ skip }) => {
      const run = await call(skip, reusable('qualify'), [onBoard]);
      expect(results(run).evidence, run.log).toMatchObject({
        'Fetch the evidence of the targets': 'success',
        'Bundle the evidence': 'failure',
      });
      expect(artifactsOf(run)).not.toHaveProperty('assay-bundle');
      expect(run.log).toContain('evidence is missing: targets-thumbv7em-none-eabihf');
      expect([output(run, 'gate', 'verdict'), results(run).tell]).toEqual(['no-verdict', undefined]);
    });

    it('has no verdict where the job of all targets was skipped for another reason than that there are none', async ({
      skip,
    }) => {
      const from = exported.edited('qualify.yml', [
        "if: needs.plan.outputs.asked == 'true'\n    strategy:",
        'if: false\n    strategy:',
      ]);
      const run = await call(skip, reusable('qualify'), [hostTarget()], { from });
      expect([results(run).targets, results(run).tell], run.log).toEqual([undefined, undefined]);
      expect(run.log).toContain(`evidence is missing: targets-${HOST}`);
      expect(run.log).toContain('| Targets | skipped |');
      expect(output(run, 'gate', 'verdict')).toBe('no-verdict');
    });
  });
});
