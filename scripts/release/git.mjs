import { execFileSync } from 'node:child_process';

/** What git says, without the last newline. Throws as execFileSync does. @param {string} root @param {...string} args */
export function git(root, ...args) {
  return gitWith(root, {}, ...args);
}

/** @param {string} root @param {{ env?: Record<string, string>, input?: string }} options @param {...string} args */
export function gitWith(root, { env = {}, input = '' }, ...args) {
  const options = {
    cwd: root,
    env: { ...process.env, ...env },
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  };
  return execFileSync('git', args, { ...options, maxBuffer: 64 * 1024 * 1024 }).replace(/\n$/, '');
}
