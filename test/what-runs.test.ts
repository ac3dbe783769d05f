import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { realHost } from '@assay/host';
import { checkNamed } from '@assay/pipeline';
import { findProgram, findSysroot, programNames } from '@assay/rust';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, type TestContext, vi } from 'vitest';
import { copyClean, runCheckOn } from './support/faults.js';
import { tool } from './support/tools.js';

/** The kernel's word on what ran, held against ours: nothing here believes what a tool answers. */

const RELEASE = '1.95.0';
const script = '#!/bin/sh\nexit 1\n';

/** A rustup of the test's own: its folders, and the files of this machine that they lead to. */
interface Machine {
  folder: string;
  workspace: string;
  rustupHome: string;
  cargoBin: string;
  /** Every link resolved. */
  rustup: string;
  /** The real 1.95.0, every link resolved. */
  sysroot: string;
  host: string;
}

let machine: Machine;

beforeEach(({ skip }) => {
  machine = setUp(skip);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(machine.folder, { recursive: true, force: true });
});

function setUp(skip: TestContext['skip']): Machine {
  const rustc = tool('rustc', skip);
  const rustup = realpathSync(rustc);
  if (basename(rustup) !== 'rustup') skip('needs a rustc that rustup provides');
  const ask = (...args: string[]) =>
    execFileSync(rustc, args, {
      env: { ...process.env, RUSTUP_TOOLCHAIN: RELEASE, RUSTUP_AUTO_INSTALL: '0' },
    }).toString();
  const sysroot = realpathSync(ask('--print', 'sysroot').trim());
  const host = /^host: (.+)$/m.exec(ask('-vV'))?.[1] ?? '';

  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-what-runs-')));
  const workspace = join(folder, 'above/ws');
  const [rustupHome, cargoBin] = [join(folder, 'rustup'), join(folder, 'cargo/bin')];
  for (const each of [join(workspace, 'src'), join(rustupHome, 'toolchains'), cargoBin])
    mkdirSync(each, { recursive: true });
  writeFileSync(join(workspace, 'Cargo.toml'), '[package]\nname = "small"\nversion = "0.1.0"\nedition = "2021"\n');
  writeFileSync(join(workspace, 'src/lib.rs'), '//! ```\n//! assert_eq!(1 + 1, 2);\n//! ```\n');
  for (const name of ['rustup', ...programNames]) symlinkSync(rustup, join(cargoBin, name));
  symlinkSync(sysroot, join(rustupHome, 'toolchains', `${RELEASE}-${host}`));
  const environment = {
    PATH: `${cargoBin}:/usr/bin:/bin`,
    ...{ RUSTUP_HOME: rustupHome, CARGO_HOME: dirname(cargoBin), RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: '0' },
    ...{ RUSTUP_TOOLCHAIN: undefined, LD_LIBRARY_PATH: undefined, RUSTC: undefined, RUSTDOC: undefined },
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return { folder, workspace, rustupHome, cargoBin, rustup, sysroot, host };
}

/** Writes a program that does nothing but fail, and returns its path. */
function program(...path: string[]): string {
  const file = join(...path);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}

/** A toolchain of such programs, linked under a name; returns its folder. */
function linkToolchain(name: string, programs: readonly string[]): string {
  const folder = join(machine.folder, name);
  for (const each of programs) program(folder, 'bin', each);
  symlinkSync(folder, join(machine.rustupHome, 'toolchains', name));
  return folder;
}

function writeSettings(lines: string): string {
  const file = join(machine.rustupHome, 'settings.toml');
  writeFileSync(file, `version = "12"\n${lines}`);
  return file;
}

function pin(folder: string, toolchain: string): void {
  writeFileSync(join(folder, 'rust-toolchain.toml'), `[toolchain]\n${toolchain}\n`);
}

/** What we say that a build starts under each name, every link resolved. */
async function foretold(names: readonly string[]): Promise<Record<string, string | undefined>> {
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const world = host.world(machine.workspace);
  const sysroot = await findSysroot(world);
  const programs = await Promise.all(
    names.map(async (name) => [name, await findProgram(world, sysroot, name)] as const),
  );
  return Object.fromEntries(programs.map(([name, found]) => [name, found?.starts]));
}

/** What ran under each name while a command did, as the kernel saw it, every link resolved; rustup's proxies left out. */
function traced(command: string, skip: TestContext['skip']): Record<string, string[]> {
  const logs = mkdtempSync(join(machine.folder, 'trace-'));
  const options = ['-ff', '-e', 'trace=execve', '-e', 'signal=none', '-o', join(logs, 'log')];
  try {
    execFileSync(tool('strace', skip), [...options, '/bin/sh', '-c', command], {
      cwd: machine.workspace,
      stdio: 'pipe',
    });
  } catch {
    // Most programs of these tests fail; what was started is in the logs all the same.
  }
  const ran: Record<string, Set<string>> = {};
  for (const log of readdirSync(logs)) {
    for (const [, file = ''] of readFileSync(join(logs, log), 'utf8').matchAll(/^execve\("([^"]+)", .* = 0$/gm)) {
      if (![...programNames, 'clippy-driver'].includes(basename(file))) continue;
      const real = realpathSync(resolve(machine.workspace, file));
      if (isRustup(real)) continue;
      ran[basename(file)] ??= new Set();
      ran[basename(file)]?.add(real);
    }
  }
  return Object.fromEntries(Object.entries(ran).map(([name, files]) => [name, [...files]]));
}

/** rustup itself, or a copy of it. */
function isRustup(file: string): boolean {
  return file === machine.rustup || statSync(file).size === statSync(machine.rustup).size;
}

const build = 'cargo test --offline; rustc -vV; rustdoc -V';

/** Each arranges a machine and says what must then run, while a build does or another command. */
const cases: readonly [name: string, arrange: () => Record<string, string>, command?: string][] = [
  [
    'the default toolchain',
    () => {
      writeSettings(`default_toolchain = "${RELEASE}"\n`);
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    "the machine's default toolchain",
    () => {
      vi.stubEnv('RUSTUP_OVERRIDE_UNIX_FALLBACK_SETTINGS', join(machine.folder, 'settings.toml'));
      writeFileSync(join(machine.folder, 'settings.toml'), `version = "12"\ndefault_toolchain = "${RELEASE}"\n`);
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'a toolchain file in the folder above, which the default does not reach',
    () => {
      writeSettings(`default_toolchain = "${RELEASE}"\n`);
      pin(dirname(machine.workspace), 'channel = "vendor"');
      return linked('vendor', 'cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'an override of the folder in the settings, which beats its toolchain file',
    () => {
      writeSettings(`[overrides]\n"${machine.workspace}" = "vendor"\n`);
      pin(machine.workspace, `channel = "${RELEASE}"`);
      return linked('vendor', 'cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'a toolchain file, which beats an override of the folder above',
    () => {
      writeSettings(`[overrides]\n"${dirname(machine.workspace)}" = "vendor"\n`);
      linked('vendor', 'cargo', 'rustc', 'rustdoc');
      pin(machine.workspace, `channel = "${RELEASE}"`);
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'RUSTUP_TOOLCHAIN, which beats all of them',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      vi.stubEnv('RUSTUP_TOOLCHAIN', 'vendor');
      return linked('vendor', 'cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'RUSTUP_TOOLCHAIN of the bare name, although a folder is called so',
    () => {
      linked(RELEASE, 'cargo', 'rustc', 'rustdoc');
      vi.stubEnv('RUSTUP_TOOLCHAIN', RELEASE);
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'a toolchain by its path',
    () => {
      const programs = linked('vendor', 'cargo', 'rustc', 'rustdoc');
      pin(machine.workspace, `path = "${join(machine.folder, 'vendor')}"`);
      return programs;
    },
  ],
  [
    'another rustc earlier on PATH, also under rustup’s cargo',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      const rustc = program(machine.folder, 'earlier/rustc');
      vi.stubEnv('PATH', `${dirname(rustc)}:${process.env.PATH}`);
      return { ...released('cargo', 'rustdoc'), rustc };
    },
  ],
  [
    'another rustc in the workspace, by an empty entry of PATH',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      vi.stubEnv('PATH', `:${process.env.PATH}`);
      return { ...released('cargo', 'rustdoc'), rustc: program(machine.workspace, 'rustc') };
    },
  ],
  [
    'a script in the place of a proxy',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      return { ...released('cargo', 'rustc'), rustdoc: program(machine.cargoBin, 'rustdoc') };
    },
  ],
  [
    'proxies that are copies of rustup',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      for (const name of ['cargo', 'rustc', 'rustdoc']) {
        rmSync(join(machine.cargoBin, name));
        copyFileSync(machine.rustup, join(machine.cargoBin, name));
      }
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'a link in the toolchain that leads out of it',
    () => {
      pin(machine.workspace, 'channel = "vendor"');
      const programs = linked('vendor', 'cargo', 'rustdoc');
      const rustc = program(machine.folder, 'elsewhere');
      symlinkSync(rustc, join(machine.folder, 'vendor/bin/rustc'));
      return { ...programs, rustc };
    },
  ],
  [
    "another toolchain's cargo for a linked one that has none",
    () => {
      pin(machine.workspace, 'channel = "vendor"');
      symlinkSync(machine.sysroot, join(machine.rustupHome, 'toolchains', `stable-${machine.host}`));
      const { cargo = '' } = linked(`nightly-${machine.host}`, 'cargo');
      return { ...linked('vendor', 'rustc', 'rustdoc'), cargo };
    },
  ],
  [
    'the toolchain on PATH, where there is no rustup',
    () => {
      vi.stubEnv('PATH', `${join(machine.sysroot, 'bin')}:/usr/bin:/bin`);
      return released('cargo', 'rustc', 'rustdoc');
    },
  ],
  [
    'what CARGO_HOME holds, for all that rustup’s cargo starts, where PATH does not name it',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      const proxies = join(machine.folder, 'proxies');
      mkdirSync(proxies);
      for (const name of ['rustup', 'cargo', 'rustc']) symlinkSync(machine.rustup, join(proxies, name));
      vi.stubEnv('PATH', `${proxies}:/usr/bin:/bin`);
      return { ...released('cargo'), rustc: program(machine.cargoBin, 'rustc') };
    },
    'cargo test --offline',
  ],
  [
    'another cargo-clippy earlier on PATH',
    () => {
      pin(machine.workspace, `channel = "${RELEASE}"`);
      const clippy = program(machine.folder, 'earlier/cargo-clippy');
      vi.stubEnv('PATH', `${dirname(clippy)}:${process.env.PATH}`);
      return { ...released('cargo'), 'cargo-clippy': clippy };
    },
    'cargo clippy --offline',
  ],
  [
    'a cargo-clippy in CARGO_HOME before PATH, also for a cargo that is no proxy',
    () => {
      vi.stubEnv('PATH', `${join(machine.sysroot, 'bin')}:/usr/bin:/bin`);
      return { ...released('cargo'), 'cargo-clippy': program(machine.cargoBin, 'cargo-clippy') };
    },
    'cargo clippy --offline',
  ],
];

/** These programs of the real release. */
function released(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, join(machine.sysroot, 'bin', name)]));
}

/** These programs of a toolchain that is linked now. */
function linked(toolchain: string, ...names: string[]): Record<string, string> {
  const folder = linkToolchain(toolchain, names);
  return Object.fromEntries(names.map((name) => [name, join(folder, 'bin', name)]));
}

describe('what we say that a build starts is what the kernel starts', () => {
  it.for(cases)('%s', async ([, arrange, command = build], { skip }) => {
    const expected = arrange();
    expect(await foretold(Object.keys(expected))).toEqual(expected);
    const ran = traced(command, skip);
    for (const [name, file] of Object.entries(expected)) expect({ [name]: ran[name] }).toEqual({ [name]: [file] });
  });

  it('clippy-driver is the one beside cargo-clippy, whatever PATH finds', ({ skip }) => {
    pin(machine.workspace, `channel = "${RELEASE}"`);
    const earlier = program(machine.folder, 'earlier/clippy-driver');
    vi.stubEnv('PATH', `${dirname(earlier)}:${process.env.PATH}`);
    const ran = traced('cargo clippy --offline', skip);
    expect(ran['clippy-driver']).toEqual([join(machine.sysroot, 'bin/clippy-driver')]);
  });
});

describe('a library of the compiler’s in a folder of LD_LIBRARY_PATH', () => {
  it('is what the compiler loads, and is reported', async ({ skip }) => {
    if (process.platform !== 'linux') skip('the variable has another name');
    const { folder: workspace, remove } = await copyClean('toolchain');
    onTestFinished(remove);
    const folder = join(machine.folder, 'libraries');
    mkdirSync(folder);
    const driver = readdirSync(join(machine.sysroot, 'lib')).find((name) => name.startsWith('librustc_driver-')) ?? '';
    writeFileSync(join(folder, driver), 'not a library');
    const rustc = join(machine.sysroot, 'bin/rustc');
    execFileSync(rustc, ['-V']);
    vi.stubEnv('PATH', `${dirname(rustc)}:${process.env.PATH}`);
    vi.stubEnv('LD_LIBRARY_PATH', folder);
    expect(() => execFileSync(rustc, ['-V'], { stdio: 'pipe' })).toThrow(driver);

    const { findings } = await runCheckOn(checkNamed('toolchain'), workspace);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      expect.stringContaining(`toolchain/compiler-replaced: LD_LIBRARY_PATH = "<outside>/${driver}"`),
    ]);
  });
});
