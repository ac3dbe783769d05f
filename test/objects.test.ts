import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFile, panicSymbols, readObject } from '@assay/objects';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { tool } from './support/tools.js';

const RELEASE = '1.95.0';

/** Of each architecture and form of file that this compiler writes, one target, and those that differ in the width of pointers. */
const targets = [
  ...[
    'aarch64-apple-darwin',
    'aarch64-pc-windows-msvc',
    'aarch64-unknown-linux-gnu_ilp32',
    'aarch64_be-unknown-linux-gnu',
  ],
  ...['aarch64-unknown-none', 'arm64_32-apple-watchos', 'arm64ec-pc-windows-msvc', 'armeb-unknown-linux-gnueabi'],
  ...['armv7-unknown-linux-gnueabihf', 'armv7s-apple-ios', 'csky-unknown-linux-gnuabiv2', 'hexagon-unknown-none-elf'],
  ...['i686-apple-darwin', 'i686-pc-windows-msvc', 'i686-unknown-linux-gnu', 'loongarch32-unknown-none'],
  ...[
    'loongarch64-unknown-linux-gnu',
    'm68k-unknown-linux-gnu',
    'mips-unknown-linux-gnu',
    'mips64-unknown-linux-gnuabi64',
  ],
  ...['mips64el-unknown-linux-gnuabi64', 'mipsel-unknown-none', 'mipsisa32r6-unknown-linux-gnu'],
  ...[
    'mipsisa64r6el-unknown-linux-gnuabi64',
    'msp430-none-elf',
    'powerpc-unknown-linux-gnu',
    'powerpc64-unknown-linux-gnu',
  ],
  ...['powerpc64le-unknown-linux-gnu', 'riscv32imac-unknown-none-elf', 'riscv64gc-unknown-linux-gnu'],
  ...['s390x-unknown-linux-gnu', 'sparc-unknown-linux-gnu', 'sparc64-unknown-linux-gnu', 'thumbv7a-pc-windows-msvc'],
  ...['thumbv7em-none-eabihf', 'wasm32-unknown-unknown', 'wasm64-unknown-unknown', 'x86_64-apple-darwin'],
  ...['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-gnu', 'x86_64-unknown-linux-gnux32', 'x86_64-unknown-uefi'],
];

/** A crate without core, so that it compiles for targets whose library is not there. */
const NO_CORE = `#![feature(no_core, lang_items)]
#![allow(internal_features)]
#![no_core]
#![crate_type = "lib"]
#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
#[lang = "copy"]
pub trait Copy {}
#[lang = "drop_in_place"]
fn drop_in_place<T>(_: *mut T) {}
#[unsafe(no_mangle)]
pub extern "C" fn assay_probe() {}
`;

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-objects-')));
  writeFileSync(join(folder, 'no-core.rs'), NO_CORE);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rustc(skip: TestContext['skip'], ...args: string[]): string {
  const env = { ...process.env, RUSTUP_TOOLCHAIN: RELEASE, RUSTUP_AUTO_INSTALL: '0', RUSTC_BOOTSTRAP: '1' };
  return execFileSync(tool('rustc', skip), args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
}

function objectFor(target: string, skip: TestContext['skip']): string {
  rustc(skip, '--target', target, '--emit=obj', '-o', `${target}.o`, 'no-core.rs');
  return join(folder, `${target}.o`);
}

/** The linker that comes with rustc, by the way in which it is called: `gnu`, `link`, `darwin`, `wasm`. */
function link(skip: TestContext['skip'], flavor: string, ...args: string[]): void {
  const host = /^host: (.+)$/m.exec(rustc(skip, '-vV'))?.[1] ?? '';
  const lld = join(rustc(skip, '--print', 'sysroot').trim(), 'lib/rustlib', host, 'bin/rust-lld');
  execFileSync(lld, ['-flavor', flavor, ...args], { cwd: folder, stdio: 'pipe' });
}

describe.each(targets)('an object for %s', (target) => {
  it('is what the compiler says of the target', ({ skip }) => {
    const cfg = rustc(skip, '--print', 'cfg', '--target', target);
    const said = (key: string) => new RegExp(`^target_${key}="(.*)"$`, 'm').exec(cfg)?.[1];
    const object = readObject(readFileSync(objectFor(target, skip)));
    expect(object && [object.architecture, String(object.pointerWidth), object.endian]).toEqual(
      ['arch', 'pointer_width', 'endian'].map(said),
    );
    // Apple and 32-bit Windows put a `_` in front, ARM64EC a `#`.
    expect(object?.symbols?.map((name) => name.replace(/^[_#]/, ''))).toContain('assay_probe');
    expect(object?.sections.map(({ name }) => name.replace(/^__TEXT,__text$|^code$/, '.text'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\.text/)]),
    );
  });
});

describe.each([
  ...['x86_64-unknown-linux-gnu', 'powerpc-unknown-linux-gnu', 'aarch64-apple-darwin', 'i686-pc-windows-msvc'],
  'wasm32-unknown-unknown',
])('a damaged object for %s', (target) => {
  it('is read or refused, whichever byte is changed or the first to be cut off', ({ skip }) => {
    const bytes = readFileSync(objectFor(target, skip));
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = 0xff - (bytes[at] ?? 0);
      if (readObject(changed) === undefined) refused += 1;
      // A module of WebAssembly may end after any section.
      expect([undefined, 'WebAssembly']).toContain(readObject(bytes.subarray(0, at))?.format);
    }
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(bytes.length);
  });
});

describe('an image', () => {
  const cases = [
    {
      ...{ target: 'x86_64-pc-windows-msvc', format: 'PE', architecture: 'x86_64', symbols: undefined },
      ...{ flavor: 'link', options: ['/entry:assay_probe', '/subsystem:console', '/nodefaultlib', '/out:image'] },
    },
    {
      ...{ target: 'aarch64-pc-windows-msvc', format: 'PE', architecture: 'aarch64', symbols: undefined },
      ...{ flavor: 'link', options: ['/entry:assay_probe', '/subsystem:console', '/nodefaultlib', '/out:image'] },
    },
    {
      ...{ target: 'wasm32-unknown-unknown', format: 'WebAssembly', architecture: 'wasm32', symbols: ['assay_probe'] },
      ...{ flavor: 'wasm', options: ['--no-entry', '--export=assay_probe', '-o', 'image'] },
    },
    {
      ...{ target: 'wasm32-unknown-unknown', format: 'WebAssembly', architecture: 'wasm32', symbols: undefined },
      ...{ flavor: 'wasm', options: ['--no-entry', '--export=assay_probe', '--strip-all', '-o', 'image'] },
    },
    {
      // It exports its one function, and names none of its own.
      ...{ target: 'aarch64-apple-darwin', format: 'Mach-O', architecture: 'aarch64', symbols: undefined },
      ...{ flavor: 'darwin', options: '-arch arm64 -platform_version macos 11.0 11.0 -dylib -o image'.split(' ') },
    },
    {
      ...{ target: 'thumbv7em-none-eabihf', format: 'ELF', architecture: 'arm', symbols: ['$t', 'assay_probe'] },
      ...{ flavor: 'gnu', options: ['-e', 'assay_probe', '-o', 'image'] },
    },
    {
      ...{ target: 'thumbv7em-none-eabihf', format: 'ELF', architecture: 'arm', symbols: undefined },
      ...{ flavor: 'gnu', options: ['-e', 'assay_probe', '--strip-all', '-o', 'image'] },
    },
  ];

  it('has the format, the architecture and the symbols that the linker gave it', ({ skip }) => {
    for (const { target, flavor, options, ...expected } of cases) {
      link(skip, flavor, ...options, objectFor(target, skip));
      const file = describeFile(readFileSync(join(folder, 'image')));
      expect(file, [target, ...options].join(' ')).toMatchObject(expected);
    }
  });
});

describe('a program and a library of the host', () => {
  const MAIN = 'fn main() { let words: Vec<String> = std::env::args().collect(); println!("{}", words[1]); }';

  it('has the sections and the symbols that readelf and nm show', ({ skip }) => {
    writeFileSync(join(folder, 'main.rs'), MAIN);
    rustc(skip, '-o', 'program', 'main.rs');
    const object = readObject(readFileSync(join(folder, 'program')));
    const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder }).toString();
    const rows = run('readelf', '-SW', 'program').matchAll(/^ +\[ *[1-9]\d*\] (\S+) +\S+ +\S+ \S+ (\S+)/gm);
    expect(object?.sections).toEqual([...rows].map(([, name, size]) => ({ name, size: Number(`0x${size}`) })));
    const names = run('nm', 'program').matchAll(/ ([^ \n]+)$/gm);
    const plain = (name: string) => name.replace(/@.*/, '');
    expect(new Set(object?.symbols?.map(plain))).toEqual(new Set([...names].map(([, name = '']) => plain(name))));
    expect(panicSymbols(object?.symbols ?? [])).toEqual(
      expect.arrayContaining(['core::panicking::panic_bounds_check', '__rustc::rust_begin_unwind']),
    );
    run('strip', 'program');
    expect(readObject(readFileSync(join(folder, 'program')))?.symbols).toBeUndefined();
  });

  it('is, as rlib and as static library, what its members are', ({ skip }) => {
    writeFileSync(join(folder, 'small.rs'), 'pub fn first(of: &[u8]) -> u8 { of[0] }');
    const [arch, width] = ['arch', 'pointer_width'].map(
      (key) => new RegExp(`^target_${key}="(.*)"$`, 'm').exec(rustc(skip, '--print', 'cfg'))?.[1],
    );
    for (const kind of ['rlib', 'staticlib']) {
      rustc(skip, '--crate-type', kind, '-o', `small.${kind}`, 'small.rs');
      const file = describeFile(readFileSync(join(folder, `small.${kind}`)));
      expect(file).toMatchObject({ architecture: arch, pointerWidth: Number(width), unread: [] });
      expect(panicSymbols(file?.symbols ?? [])).toContain('core::panicking::panic_bounds_check');
    }
  });

  it('is none where linking was put off: what stands in it is not machine code', ({ skip }) => {
    writeFileSync(join(folder, 'later.rs'), 'pub fn first(of: &[u8]) -> u8 { of[0] }');
    rustc(skip, '--crate-type', 'rlib', '-C', 'linker-plugin-lto', '-o', 'later.rlib', 'later.rs');
    expect(describeFile(readFileSync(join(folder, 'later.rlib')))).toBeUndefined();
  });
});
