import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '@assay/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, temporaryFolder } from './support/command.js';
import { readmeBlock } from './support/readme.js';
import { releaseOf } from './support/real-release.js';
import { HOST } from './support/release.js';
import { smallWorkspace } from './support/small-workspace.js';

const NAME = `1.95.0-${HOST}`;
const STD = `lib/rustlib/${HOST}/lib`;

/** A copy of the real toolchain without documentation, a workspace that is locked to it, and room for damaged copies. */
let home: string;
let workspace: string;
let master: string;

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'assay-real-')));
  master = join(home, 'master', 'toolchains', NAME);
  mkdirSync(master, { recursive: true });
  const env = { ...process.env, RUSTUP_TOOLCHAIN: '1.95.0', RUSTUP_AUTO_INSTALL: '0' };
  const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { env }).toString().trim();
  execFileSync('bash', [
    '-c',
    'tar -C "$1" -c --exclude=./share/doc/rust/html . | tar -C "$2" -x',
    'bash',
    sysroot,
    master,
  ]);
  workspace = smallWorkspace(join(home, 'workspace'));
  const { status, stderr } = await inHome('master', ['toolchain', 'lock']);
  expect(status, stderr).toBe(0);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function inHome(copy: string, args: readonly string[]) {
  return assay(args, { cwd: workspace, env: { RUSTUP_HOME: join(home, copy), RUSTUP_TOOLCHAIN: undefined } });
}

/** A copy whose files are links to the master's, damaged, and what the shipped command says of it, by rule and subject. */
async function damaged(
  damage: (sysroot: string) => void,
): Promise<{ status: number | null; found: string[]; messages: string }> {
  const copy = mkdtempSync(join(home, 'copy-'));
  const sysroot = join(copy, 'toolchains', NAME);
  mkdirSync(dirname(sysroot));
  execFileSync('cp', ['-al', master, sysroot]);
  damage(sysroot);
  const { status, stdout } = await inHome(copy.slice(home.length + 1), ['toolchain', 'verify', '--format', 'json']);
  execFileSync('rm', ['-rf', copy]);
  const findings = JSON.parse(stdout).evidence[0].predicate.findings as Finding[];
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    status,
    found: errors.map(({ rule, subject }) => `${rule.slice('toolchain/'.length)} ${subject.name}`),
    messages: errors.map(({ message, remedy }) => `${message}\n${remedy}`).join('\n'),
  };
}

/** Gives a file a content of its own, so that what is done to it is not done to the master. */
function own(file: string): string {
  cpSync(file, `${file}.own`, { preserveTimestamps: true });
  renameSync(`${file}.own`, file);
  return file;
}

const named = (folder: string, prefix: string) => readdirSync(folder).find((name) => name.startsWith(prefix)) ?? '';

describe('the real toolchain', () => {
  it('verifies as it is', async () => {
    const { status, found } = await damaged(() => undefined);
    expect({ status, found }).toEqual({ status: 0, found: [] });
  });

  it('does not with one changed byte in its largest library, of the same size and time', async () => {
    const library = named(join(master, 'lib'), 'libLLVM.so');
    const { status, found, messages } = await damaged((sysroot) => {
      const file = own(join(sysroot, 'lib', library));
      const { atime, mtime } = statSync(file);
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      utimesSync(file, atime, mtime);
    });
    expect({ status, found }).toEqual({ status: 1, found: [`file-changed lib/${library}`] });
    const digest = execFileSync('sha256sum', [join(master, 'lib', library)])
      .toString()
      .slice(0, 64);
    expect(messages).toContain(`lib/${library} is not what was locked: expected ${digest}, found `);
    expect(messages).toContain(`rustup toolchain uninstall ${NAME} && rustup toolchain install ${NAME}`);
  });

  it.each<[string, (sysroot: string) => void, string[]]>([
    ['a mode', (root) => chmodSync(own(join(root, 'bin/rustc')), 0o4755), ['mode-changed bin/rustc']],
    ['a file that all may write', (root) => chmodSync(own(join(root, 'bin/cargo')), 0o666), ['mode-changed bin/cargo']],
    [
      'a library that would be loaded in place of the system’s',
      (root) => writeFileSync(join(root, 'lib/libgcc_s.so.1'), 'x'),
      ['file-unexpected lib/libgcc_s.so.1'],
    ],
    ['a command of Cargo’s', (root) => writeFileSync(join(root, 'bin/cargo-x'), 'x'), ['file-unexpected bin/cargo-x']],
    ['an empty folder', (root) => mkdirSync(join(root, 'lib/empty')), ['file-unexpected lib/empty']],
    [
      'a name that is not UTF-8',
      (root) => writeFileSync(Buffer.concat([Buffer.from(`${root}/lib/`), Buffer.from([0xff])]), 'x'),
      ['file-unexpected lib/\\xff'],
    ],
    ['a pipe', (root) => execFileSync('mkfifo', [join(root, 'lib/pipe')]), ['file-unexpected lib/pipe']],
    [
      'a compiler that is a link out of it',
      (root) => {
        rmSync(join(root, 'bin/rustdoc'));
        symlinkSync(join(master, 'bin/rustdoc'), join(root, 'bin/rustdoc'));
      },
      ['file-changed bin/rustdoc', 'link-leaves-sysroot bin/rustdoc', 'program-replaced rustdoc'],
    ],
    [
      'a library of std that is gone',
      (root) => rmSync(join(root, STD, named(join(root, STD), 'libtest-'))),
      [`file-missing ${STD}/TEST`],
    ],
    [
      'two libraries of std exchanged',
      (root) => {
        const [a, b] = ['libcfg_if-', 'libunwind-'].map((prefix) => join(root, STD, named(join(root, STD), prefix)));
        renameSync(a ?? '', `${a}.x`);
        renameSync(b ?? '', a ?? '');
        renameSync(`${a}.x`, b ?? '');
      },
      [`file-changed ${STD}/CFG`, `file-changed ${STD}/UNWIND`],
    ],
    [
      'a library that is cut',
      (root) => truncateSync(own(join(root, STD, named(join(root, STD), 'libcfg_if-'))), 100),
      [`file-changed ${STD}/CFG`],
    ],
    [
      'a record that claims more',
      (root) => {
        const record = own(join(root, `lib/rustlib/manifest-rustc-${HOST}`));
        writeFileSync(record, `${readFileSync(record, 'utf8')}file:bin/x\n`);
      },
      [`file-changed lib/rustlib/manifest-rustc-${HOST}`],
    ],
    [
      'a channel manifest that names another archive',
      (root) => {
        const record = own(join(root, 'lib/rustlib/multirust-channel-manifest.toml'));
        writeFileSync(record, readFileSync(record, 'utf8').replace('fef749c4abb4b4bd', '0000000000000000'));
      },
      [`manifest-differs lib/rustlib/multirust-channel-manifest.toml: rustc-${HOST} hash`],
    ],
    [
      'a component that was added',
      (root) => {
        const record = own(join(root, 'lib/rustlib/components'));
        writeFileSync(record, `${readFileSync(record, 'utf8')}miri-preview-${HOST}\n`);
      },
      [`component-not-locked miri-preview-${HOST}`],
    ],
    [
      'a folder that is a link to the same files elsewhere',
      (root) => {
        renameSync(join(root, 'etc'), join(root, '..', 'etc'));
        symlinkSync('../etc', join(root, 'etc'));
      },
      [
        'link-leaves-sysroot etc',
        'file-missing etc/bash_completion.d/cargo',
        'file-missing etc/target-spec-json-schema.json',
      ],
    ],
  ])('does not with %s', async (_, damage, expected) => {
    const { status, found } = await damaged(damage);
    const place = (subject: string) =>
      subject
        .replace('TEST', named(join(master, STD), 'libtest-'))
        .replace('CFG', named(join(master, STD), 'libcfg_if-'))
        .replace('UNWIND', named(join(master, STD), 'libunwind-'));
    expect({ status, found: found.sort() }).toEqual({ status: 1, found: expected.map(place).sort() });
  });

  it('is said to be damaged in the words that the README shows', async () => {
    const copy = mkdtempSync(join(home, 'copy-'));
    mkdirSync(join(copy, 'toolchains'));
    execFileSync('cp', ['-al', master, join(copy, 'toolchains', NAME)]);
    appendFileSync(own(join(copy, 'toolchains', NAME, 'lib/rustlib/etc/gdb_lookup.py')), '\n');
    const { stdout } = await inHome(copy.slice(home.length + 1), ['toolchain', 'verify']);
    const words = (text: string) => text.split(/\s+/).join(' ').trim();
    expect(words(stdout)).toContain(words(readmeBlock('damage')));
  });

  it('tells of all that is wrong at once', async () => {
    const { found } = await damaged((root) => {
      chmodSync(own(join(root, 'bin/cargo')), 0o777);
      rmSync(join(root, 'etc/target-spec-json-schema.json'));
      writeFileSync(join(root, 'lib/more.so'), 'x');
    });
    expect(found.sort()).toEqual([
      'file-missing etc/target-spec-json-schema.json',
      'file-unexpected lib/more.so',
      'mode-changed bin/cargo',
    ]);
  });
});

it('is locked alike from what is installed and from its archives, file by file', async () => {
  const { server, key, components } = releaseOf(master, join(home, 'release'), '1.95.0');
  const fresh = smallWorkspace(temporaryFolder());
  const more = components.filter((name) => name.endsWith('-preview')).map((name) => name.replace('-preview', ''));
  const options = ['--server', server, '--signing-key', key, '--component', more.join(',')];
  const env = { RUSTUP_HOME: join(home, 'empty'), CARGO_HOME: join(home, 'empty') };
  const { status, stderr } = await assay(['toolchain', 'lock', '--from', 'dist', ...options], { cwd: fresh, env });
  expect(status, stderr).toBe(0);
  const [dist, installed] = [fresh, workspace].map((folder) =>
    filesOf(readFileSync(join(folder, 'assay.lock'), 'utf8')),
  );
  expect(dist?.length).toBeGreaterThan(90);
  // Documentation is installed here and was not asked for there: its record is all that is locked of it.
  expect(installed?.filter((line) => !line.includes('manifest-rust-docs'))).toEqual(dist);
});

/** The lines of a lock that name a file. */
function filesOf(lock: string): string[] {
  return lock.split('\n').filter((line) => line.startsWith('  { path = '));
}
