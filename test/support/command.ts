import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from './repository.js';

export interface CommandRun {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd: string;
  env?: Record<string, string | undefined>;
  /** A command that is given the command to run. */
  wrapper?: readonly string[];
  /** Called with the child and what it has written to standard error, whenever it writes there. */
  watch?(child: ChildProcess, stderr: string): void;
}

/** Runs the shipped command, dist/assay.js, to its end. */
export function assay(
  args: readonly string[],
  { cwd, env = {}, wrapper = [], watch }: CommandOptions,
): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: '0', NO_COLOR: '1', ...env };
    const [program = '', ...rest] = [...wrapper, process.execPath, join(root, 'dist/assay.js'), ...args];
    const child = spawn(program, rest, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      watch?.(child, stderr);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** A folder that is removed when the test ends: its real path. The name has a space and letters beyond ASCII on purpose. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay tëst ')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a folder (absolute, or of the repository) without what builds leave in it. */
export function copyOf(path: string, to: string = temporaryFolder()): string {
  cpSync(resolve(root, path), to, { recursive: true, filter: (file) => !/[\\/]target$/.test(file) });
  return to;
}
