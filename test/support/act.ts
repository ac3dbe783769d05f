import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { parse } from 'yaml';
import { root, trackedFiles } from './repository.js';
import { machine } from './run-action.js';

/** The repository and ref under which the export answers in a run; any name does, since nothing is fetched. */
const SELF = 'acme/assay';
const REF = 'v1';

/** What the caller's workflow uses. */
export const reusable = (workflow: string) => `${SELF}/.github/workflows/${workflow}.yml@${REF}`;
export const VERIFY_TOOLCHAIN = `${SELF}/actions/verify-toolchain@${REF}`;

/** A caller's job `tell` that waits for another and sets its own output `said` to what that one handed out, as JSON. */
export const tellingJob = (needed: string) => `  tell:
    needs: ${needed}
    runs-on: ubuntu-24.04
    steps:
      - name: Tell
        env:
          SAID: \${{ toJSON(needs.${needed}.outputs) }}
        run: |
          echo "said<<END" >> "$GITHUB_OUTPUT"
          echo "$SAID" >> "$GITHUB_OUTPUT"
          echo "END" >> "$GITHUB_OUTPUT"
`;

/** What the workflow told the job of {@link tellingJob}; nothing where that did not run. */
export function said(run: ActRun): Record<string, string> {
  return JSON.parse(output(run, 'tell', 'said') ?? '{}');
}

/** act's result of a run, read from what the jobs and steps did; act's own exit status says little. */
export interface ActRun {
  status: number | null;
  /** Every step that ran, in the order in which they ended. */
  steps: StepRun[];
  /** Likewise, every post step. */
  posts: StepRun[];
  /** Every output that a step set. */
  outputs: { call: string; job: string; name: string; value: string }[];
  /** Folder with one folder per artifact. */
  artifacts: string;
  /** What the run said, each line with its job. */
  log: string;
}

export interface StepRun {
  /** The caller's job that called the workflow in which it ran; the workflow's own name where it is the caller's own job. */
  call: string;
  job: string;
  step: string;
  result: string;
}

/** One line of `act --json`. Steps of the workflow have the stage `Main` and `Post`; act's own, such as `Set up job`, have none. */
interface ActLine {
  stage?: string;
  job?: string;
  jobID?: string;
  step?: string;
  stepResult?: string;
  command?: string;
  name?: string;
  arg?: string;
  msg?: string;
}

/** The repository as its user gets it at a commit. */
export interface ExportedRepository {
  readonly folder: string;
  /** A new folder for one run. */
  runFolder(): string;
  /** The folder of a copy with edits of a workflow, each of which must apply once. */
  edited(workflow: string, ...edits: [before: string, after: string][]): string;
}

/** Exports the repository before the first test of the file, or of the `describe`, that calls this, and removes it after the last. */
export function exportForTests(): ExportedRepository {
  let scratch: string;
  let folder: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'assay-act-'));
    folder = exportRepository(join(scratch, 'export'));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));
  return {
    get folder() {
      return folder;
    },
    runFolder: () => mkdtempSync(join(scratch, 'run-')),
    edited: (workflow, ...edits) => {
      const changed = join(mkdtempSync(join(scratch, 'changed-')), 'export');
      cpSync(folder, changed, { recursive: true });
      const file = join(changed, '.github/workflows', workflow);
      const text = edits.reduce(
        (edited, [before, after]) => {
          const parts = edited.split(before);
          expect(parts).toHaveLength(2);
          return parts.join(after);
        },
        readFileSync(file, 'utf8'),
      );
      writeFileSync(file, text);
      return changed;
    },
  };
}

/** Copies the files that git tracks, with the workflows in the local form because act knows no `$/`. Returns the folder. */
function exportRepository(folder: string): string {
  const shipped = trackedFiles().filter((file) => /^(actions\/[^/]+\/(action\.yml$|dist\/)|dist\/)/.test(file));
  for (const file of shipped) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  execFileSync(process.execPath, [join(root, 'scripts/render.mjs'), '--local', `${SELF}@${REF}`, folder]);
  return folder;
}

/** What started a run. */
export interface Event {
  name: 'push' | 'pull_request' | 'merge_group' | 'schedule';
  /** As GitHub sends it, as far as a workflow reads it. */
  payload: object;
}

/** What differs from run to run. */
export interface RunOptions {
  /** Variables of the runner. */
  more?: Record<string, string>;
  /** Default: a push, with nothing in it that a workflow reads. */
  event?: Event;
  /** Cancels the run when this text appears in the log. act then ends the step, lets the job end, and begins no step of another. */
  cancelAt?: string;
}

/** Labels that this machine answers to. act skips the job of any other, without a word in its exit status. */
const LABELS = ['ubuntu-24.04', 'private', 'linux'];

/** Runs the workflows of `caller`, a repository with a commit, on this machine: no container, no network of act's, no token. */
export async function runAct(
  act: string,
  caller: string,
  exported: string,
  scratch: string,
  { more = {}, event = { name: 'push', payload: {} }, cancelAt }: RunOptions = {},
): Promise<ActRun> {
  const [home, artifacts] = [join(scratch, 'home'), join(scratch, 'artifacts')];
  for (const folder of [artifacts, join(home, '.config/act')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, '.config/act/actrc'), '');
  const payload = join(home, 'event.json');
  writeFileSync(payload, JSON.stringify(event.payload));
  const { PATH = '', ...rust } = machine();
  const env = {
    ...rust,
    // act starts whatever `node` is first: GitHub's runners start actions with Node 24.
    PATH: `${dirname(process.execPath)}:${PATH}`,
    HOME: home,
    TMPDIR: scratch,
    XDG_CACHE_HOME: join(scratch, 'cache'),
    ...more,
  };
  const repositories = [[`${SELF}@${REF}`, exported], ...standIns(exported)].flatMap(([name, folder]) => [
    '--local-repository',
    `${name}=${folder}`,
  ]);
  const args = [
    ...[event.name, '--eventpath', payload, '--json', '--no-cache-server', '--concurrent-jobs', '1'],
    ...LABELS.flatMap((label) => ['-P', `${label}=-self-hosted`]),
    ...['--env', `STANDIN_ARTIFACTS=${artifacts}`, ...repositories],
  ];
  const { status, log } = await start(act, args, { cwd: caller, env, cancelAt });
  const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as ActLine] : []));
  return {
    status,
    log: lines.map(({ job = '', msg = '' }) => `${job.trim()}: ${msg.trimEnd()}`).join('\n'),
    artifacts,
    steps: stepsOf(lines, 'Main'),
    posts: stepsOf(lines, 'Post'),
    outputs: lines.flatMap(({ job = '', jobID = '', command, name = '', arg: value = '' }) =>
      command === 'set-output' ? [{ call: callOf(job), job: jobID, name, value }] : [],
    ),
  };
}

function stepsOf(lines: readonly ActLine[], wanted: string): StepRun[] {
  return lines.flatMap(({ job = '', jobID = '', stage, step = '', stepResult: result }) =>
    result === undefined || stage !== wanted ? [] : [{ call: callOf(job), job: jobID, step, result }],
  );
}

/** act names a job after those that lead to it: `assay/Qualify/Gate`. */
function callOf(job: string): string {
  return job.split('/')[0]?.trim() ?? '';
}

/** Each use of the artifact actions and of the one that attests, at the very ref that the workflows name, by the stand-in for it. */
function standIns(exported: string): [string, string][] {
  const folder = join(exported, '.github/workflows');
  const workflows = readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), 'utf8')));
  const jobs = workflows.flatMap(({ jobs }) => Object.values(jobs)) as { steps: { uses?: string }[] }[];
  const used = new Set(jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])));
  return [...used].flatMap((uses): [string, string][] => {
    const name = /^actions\/((?:up|down)load-artifact|attest)@/.exec(uses)?.[1];
    return name === undefined ? [] : [[uses, join(root, 'test/support/standins', name)]];
  });
}

/** The result of every step, by job: a step that did not run is not in it. `call`: only in what this job of the caller's called. */
export function results({ steps }: ActRun, call?: string): Record<string, Record<string, string>> {
  const byJob: Record<string, Record<string, string>> = {};
  const meant = steps.filter((step) => call === undefined || step.call === call);
  for (const { job, step, result } of meant) byJob[job] = { ...byJob[job], [step]: result };
  return byJob;
}

/** The files of every artifact, by name. */
export function artifactsOf({ artifacts }: ActRun): Record<string, string[]> {
  return Object.fromEntries(readdirSync(artifacts).map((name) => [name, readdirSync(join(artifacts, name)).sort()]));
}

/** What a job's step last set an output to, likewise. */
export function output({ outputs }: ActRun, job: string, name: string, call?: string): string | undefined {
  const meant = outputs.filter((one) => call === undefined || one.call === call);
  return meant.findLast((one) => one.job === job && one.name === name)?.value;
}

interface StartOptions {
  cwd: string;
  env: Record<string, string>;
  cancelAt: string | undefined;
}

function start(command: string, args: string[], { cwd, env, cancelAt }: StartOptions) {
  return new Promise<{ status: number | null; log: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    let cancelled = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
      if (!cancelled && cancelAt !== undefined && log.includes(cancelAt)) cancelled = child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log += chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, log }));
  });
}
