import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { DEFAULT_TIMEOUT, type RunOptions, type ToolResult, type ToolSpec, type Tools, WorldError } from './world.js';

/** 256 MiB: `cargo metadata` of the largest workspaces stays well below it. */
const OUTPUT_LIMIT = 256 * 1024 * 1024;

/** Milliseconds between asking a child to end and ending it. */
const GRACE = 2_000;

/** Programs started without a shell, each in a process group of its own, so that what it started ends with it. */
export function realTools(root: string, signal: AbortSignal): Tools {
  return { run: (tool, args, options = {}) => run(tool, args, options, root, signal) };
}

function run(
  tool: ToolSpec,
  args: readonly string[],
  options: RunOptions,
  root: string,
  signal: AbortSignal,
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new WorldError('interrupted', tool.name, 'interrupted'));
    const child = spawn(tool.name, args, {
      cwd: path.resolve(root, options.cwd ?? '.'),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let ended: WorldError | undefined;
    const end = (error: WorldError) => {
      ended ??= error;
      endGroup(child);
    };
    const interrupt = () => end(new WorldError('interrupted', tool.name, 'interrupted'));
    const timeout = options.timeout ?? DEFAULT_TIMEOUT;
    const late = setTimeout(() => end(timedOut(tool, args, timeout)), timeout);
    const tooLarge = () =>
      end(new WorldError('too-large', tool.name, `${tool.name} printed more than ${OUTPUT_LIMIT} bytes`));
    const stdout = collect(child.stdout, tooLarge);
    const stderr = collect(child.stderr, tooLarge);
    const release = () => {
      clearTimeout(late);
      signal.removeEventListener('abort', interrupt);
    };
    signal.addEventListener('abort', interrupt);
    child.on('error', (cause) => {
      release();
      reject(notStarted(tool, cause));
    });
    child.on('close', (status, killedBy) => {
      release();
      if (ended !== undefined) return reject(ended);
      if (status === null) return reject(new WorldError('killed', tool.name, `${tool.name} was ended by ${killedBy}`));
      resolve({ status, stdout: stdout(), stderr: stderr() });
    });
  });
}

/** Gathers a stream and returns how to read it. Decoded at the end, so that no character is cut between two chunks. */
function collect(stream: NodeJS.ReadableStream, tooLarge: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > OUTPUT_LIMIT) tooLarge();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE);
  child.on('close', () => clearTimeout(force));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: it ended by itself in the meantime, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function timedOut(tool: ToolSpec, args: readonly string[], timeout: number): WorldError {
  const command = [tool.name, ...args.slice(0, 1)].join(' ');
  return new WorldError('timed-out', tool.name, `${command} did not end within ${timeout / 1000} s`);
}

function notStarted(tool: ToolSpec, cause: NodeJS.ErrnoException): WorldError {
  if (cause.code === 'ENOENT') {
    return new WorldError('tool-missing', tool.name, `${tool.name} is not on the PATH`, { cause });
  }
  return new WorldError('tool-missing', tool.name, `${tool.name} cannot be started: ${cause.code}`, { cause });
}
