import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './repository.js';

/** action.yml, as far as the tests read it. */
export interface ActionYml {
  name: string;
  description: string;
  inputs?: Record<string, { description: string; default?: string; required?: boolean }>;
  outputs?: Record<string, { description: string }>;
  runs: { using: string; main: string; post?: string };
}

export function readActionYml(name: string): ActionYml {
  return parse(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8'));
}

/** What the runner would take from a step. */
export interface ActionRun {
  status: number | null;
  /** Each command as the runner parses it, message and properties unescaped. */
  commands: Command[];
  outputs: Record<string, string>;
  /** What the step leaves for its post step. */
  state: Record<string, string>;
  summary: string;
  /** Standard output and standard error. */
  log: string;
}

export interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

export interface ActionOptions {
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  /** The repository that the step runs in. */
  cwd: string;
  /** The runner's folder for temporary files, which outlasts a step. Default: one that is gone with the step. */
  temp?: string;
  /** Sends SIGINT when this text appears in the log, as the runner does when a run is cancelled. */
  interruptAt?: string;
}

/** Starts an action's committed code as GitHub's runner does: Node 24, inputs with their defaults, file commands made first. */
export function runAction(name: string, options: ActionOptions): Promise<ActionRun> {
  return runHalf(name, 'main', options);
}

/** Starts the post step of an action as GitHub's runner does, with the state that its first half left. */
export function runPost(name: string, { state }: ActionRun, options: ActionOptions): Promise<ActionRun> {
  const variables = Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]);
  return runHalf(name, 'post', { ...options, env: { ...options.env, ...Object.fromEntries(variables) } });
}

async function runHalf(
  name: string,
  half: 'main' | 'post',
  { inputs = {}, env = {}, cwd, temp, interruptAt }: ActionOptions,
): Promise<ActionRun> {
  const { inputs: declared = {}, runs } = readActionYml(name);
  const folder = mkdtempSync(join(tmpdir(), 'assay-runner-'));
  try {
    const commandFiles = {
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    for (const file of Object.values(commandFiles)) writeFileSync(file, '');
    const given = Object.entries(declared).map(([id, { default: value = '' }]) => [
      inputVariable(id),
      inputs[id] ?? value,
    ]);
    const unknown = Object.keys(inputs).filter((id) => !(id in declared));
    if (unknown.length > 0) throw new Error(`${name} has no input ${unknown.join(', ')}`);
    const environment = {
      ...machine(),
      HOME: folder,
      GITHUB_WORKSPACE: cwd,
      RUNNER_TEMP: temp ?? folder,
      ...commandFiles,
      ...Object.fromEntries(given),
      ...env,
    };
    const script = join(root, 'actions', name, runs[half] ?? '');
    const { status, log } = await start(script, cwd, environment, interruptAt);
    return {
      status,
      log,
      commands: parseCommands(log),
      outputs: parseRecords(readFileSync(commandFiles.GITHUB_OUTPUT, 'utf8')),
      state: parseRecords(readFileSync(commandFiles.GITHUB_STATE, 'utf8')),
      summary: readFileSync(commandFiles.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a step needs of the machine to find Rust and git, and nothing else. */
export function machine(): Record<string, string> {
  const { PATH = '', CARGO_HOME = join(homedir(), '.cargo'), RUSTUP_HOME = join(homedir(), '.rustup') } = process.env;
  return { PATH, CARGO_HOME, RUSTUP_HOME, RUSTUP_AUTO_INSTALL: '0' };
}

function inputVariable(id: string): string {
  return `INPUT_${id.replaceAll(' ', '_').toUpperCase()}`;
}

function start(script: string, cwd: string, env: Record<string, string>, interruptAt: string | undefined) {
  return new Promise<{ status: number | null; log: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    let interrupted = false;
    const take = (chunk: string) => {
      log += chunk;
      if (!interrupted && interruptAt !== undefined && log.includes(interruptAt)) interrupted = child.kill('SIGINT');
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, log }));
  });
}

/**
 * Every line that the runner takes for a command (ActionCommand.cs): `::name properties::message`, or else the older
 * `##[name]message`, which it finds anywhere in a line.
 */
function parseCommands(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, head, message = ''] = /^\s*::(.*?)::(.*)$/u.exec(line) ?? [];
    const old = line.indexOf('##[');
    if (head === undefined) return old < 0 ? [] : [{ name: line.slice(old), properties: {}, message: '' }];
    const [name = '', ...rest] = head.split(' ');
    const pairs = rest.join(' ').split(',');
    const properties = pairs
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), decoded(pair.slice(at + 1))];
      });
    return [{ name, properties: Object.fromEntries(properties), message: decoded(message) }];
  });
}

function decoded(text: string): string {
  const codes: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => codes[code] ?? code);
}

/** `name<<delimiter` records. Throws on anything else, and on a name that is set twice. */
function parseRecords(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 1) {
    const head = lines.shift() ?? '';
    const [, name, delimiter] = /^([\w-]+)<<(\S+)$/.exec(head) ?? [];
    const end = lines.indexOf(delimiter ?? '');
    if (name === undefined || end < 0 || name in values) throw new Error(`not a record of a new name: ${head}`);
    values[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return values;
}
