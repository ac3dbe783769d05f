import { spawn } from 'node:child_process';

/** The compiler that the workspaces are pinned to, and the only one that may be installed on the way. */
export const PINNED = '1.95.0';

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program @param {readonly string[]} args @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ status: number, stdout: string, stderr: string, seconds: number }>}
 */
export function runCommand(program, args, { cwd, env = {} }) {
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, RUSTUP_TOOLCHAIN: PINNED, RUSTUP_AUTO_INSTALL: '0', CARGO_TERM_COLOR: 'never', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        said[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status: status ?? 1, ...said, seconds: Number(process.hrtime.bigint() - started) / 1e9 });
    });
  });
}
