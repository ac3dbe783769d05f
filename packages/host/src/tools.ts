import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { childEnvironment, endGroup, ownGroup } from './children.js';
import { unlessDone } from './exit.js';
import { systemCode, systemWords } from './system.js';
import { DEFAULT_TIMEOUT, type RunOptions, type ToolResult, type ToolSpec, type Tools, WorldError } from './world.js';

/** 256 MiB of standard output and error together: `cargo metadata` of the largest known workspaces prints some 50 MB. */
export const OUTPUT_LIMIT = 256 * 1024 * 1024;

/**
 * rustup installs what is missing unasked, in the middle of a build and into a toolchain that was verified before. Nothing that Assay
 * starts makes it do that; an explicit `rustup toolchain install` is not affected.
 * https://rust-lang.github.io/rustup/environment-variables.html
 */
const installNothing = { RUSTUP_AUTO_INSTALL: '0' };

/** Milliseconds that a tool has to end by itself after SIGTERM. */
export const GRACE = 2000;

/** Tools of this machine, as its `PATH` finds them, started in `root` unless told otherwise. They end when `signal` aborts. */
export function realTools(root: string, signal: AbortSignal, outputLimit = OUTPUT_LIMIT): Tools {
  // Windows looks for programs in the current folder first, which here is the workspace: untrusted. This turns it off.
  if (process.platform === 'win32') process.env.NoDefaultCurrentDirectoryInExePath ??= '1';
  return {
    run: (tool, args, options = {}) =>
      run(
        tool,
        args,
        { ...options, env: { ...installNothing, ...tool.env, ...options.env } },
        { root, signal, outputLimit },
      ),
  };
}

interface Limits {
  root: string;
  signal: AbortSignal;
  outputLimit: number;
}

function run(
  { name, program = name }: ToolSpec,
  args: readonly string[],
  options: RunOptions,
  limits: Limits,
): Promise<ToolResult> {
  const { signal } = limits;
  const { timeout = DEFAULT_TIMEOUT } = options;
  const cwd = path.resolve(limits.root, options.cwd ?? '.');
  const what = describeRun(name, args);
  const interrupted = () => new WorldError('interrupted', name, `${what} was interrupted`);
  if (signal.aborted) return Promise.reject(interrupted());

  return new Promise((resolve, reject) => {
    const env = childEnvironment(process.env, options.env);
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...ownGroup });
    const output = collect(child, limits.outputLimit, (size) =>
      end(new WorldError('too-large', name, `${what} printed more than ${size} bytes`)),
    );
    if (options.onLine !== undefined) tellLines(child, options.onLine);
    let trouble: WorldError | undefined;
    let killing: NodeJS.Timeout | undefined;

    /** Ends the child for a reason; the promise is settled when it has ended. */
    function end(reason: WorldError): void {
      if (trouble !== undefined) return;
      trouble = reason;
      endGroup(child, 'SIGTERM');
      killing = setTimeout(() => {
        endGroup(child, 'SIGKILL');
        // Whatever left the group may hold the pipes open; nobody waits for it.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE);
    }

    const abort = () => end(interrupted());
    const timer = setTimeout(
      () => end(new WorldError('timed-out', name, `${what} did not end within ${timeout / 1000} s`)),
      timeout,
    );
    const forget = unlessDone(() => endGroup(child, 'SIGKILL'));
    signal.addEventListener('abort', abort, { once: true });

    function settle(): void {
      clearTimeout(timer);
      clearTimeout(killing);
      signal.removeEventListener('abort', abort);
      forget();
    }

    child.on('error', (cause) => {
      if (child.pid !== undefined) return; // It runs; only a signal could not be sent to it.
      settle();
      reject(notStarted(name, cwd, cause));
    });
    child.on('close', (status, endedBy) => {
      settle();
      if (trouble !== undefined) {
        endGroup(child, 'SIGKILL'); // Members of its group that do not hold its pipes.
        reject(trouble);
      } else if (status === null) {
        reject(new WorldError('killed', name, `${what} was ended by ${endedBy} before it had finished`));
      } else {
        resolve({ status, ...output() });
      }
    });
  });
}

/** Keeps what the child prints; calls `tooMuch` when both streams together exceed the limit (bytes). */
function collect(
  child: ChildProcess,
  limit: number,
  tooMuch: (limit: number) => void,
): () => Omit<ToolResult, 'status'> {
  const chunks: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  let size = 0;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) tooMuch(limit);
      else chunks[stream].push(chunk);
    });
  }
  const text = (stream: 'stdout' | 'stderr') => Buffer.concat(chunks[stream]).toString('utf8');
  return () => ({ stdout: text('stdout'), stderr: text('stderr') });
}

/** Tells each whole line of standard output as it comes. */
function tellLines(child: ChildProcess, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

function notStarted(name: string, cwd: string, cause: unknown): WorldError {
  if (systemCode(cause) !== 'ENOENT') {
    return new WorldError('tool-missing', name, `${name} could not be started: ${systemWords(cause)}`, { cause });
  }
  // The system has one code for a missing program and for a missing folder to start it in.
  if (!existsSync(cwd)) {
    return new WorldError('not-found', cwd, `the folder to run ${name} in does not exist`, { cause });
  }
  return new WorldError(
    'tool-missing',
    name,
    `${name} is not on the PATH; install it (${howToGet(name)}) or add its folder to PATH`,
    {
      cause,
    },
  );
}

function howToGet(name: string): string {
  return ['cargo', 'rustc', 'rustup', 'rustdoc'].includes(name)
    ? 'Rust: https://rustup.rs'
    : 'see its own documentation';
}

/** The run in a few words, without paths: the tool, and its subcommand or first flag. */
function describeRun(name: string, args: readonly string[]): string {
  const [first] = args.filter((arg) => /^[\w.+-]+$/.test(arg));
  return first === undefined ? name : `${name} ${first}`;
}
