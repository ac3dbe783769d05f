import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { likelyReason, likelyReasonWith } from './reason.js';

/** What rustc 1.63.0 and 1.85.0 said of code that needs a newer one: code, message, the reason, its release. */
const refusals: [string | null, string, string, string | undefined][] = [
  ['E0658', '`let` expressions in this position are unstable', 'language feature let_chains', '1.88.0'],
  ['E0658', 'generic associated types are unstable', 'language feature generic_associated_types', '1.65.0'],
  ['E0658', '`cfg(true)` is experimental and subject to change', 'language feature cfg_boolean_literals', '1.88.0'],
  [
    'E0658',
    'cannot cast `dyn B` to `dyn A`, trait upcasting coercion is experimental',
    'language feature trait_upcasting',
    '1.86.0',
  ],
  ['E0706', 'functions in traits cannot be declared `async`', 'language feature async_fn_in_trait', '1.75.0'],
  ['E0405', 'cannot find trait `AsyncFn` in this scope', 'language feature async_closure', '1.85.0'],
  [null, 'prefix `c` is unknown', 'language feature c_str_literals', '1.77.0'],
  [null, 'extern block cannot be declared unsafe', 'language feature unsafe_extern_blocks', '1.82.0'],
  [
    null,
    'expected one of `!`, `(`, `?`, `for`, `where`, `{`, `~`, lifetime, or path, found keyword `use`',
    'language feature precise_capturing',
    '1.82.0',
  ],
  ['E0658', "use of unstable library feature 'is_sorted': new API", 'library feature is_sorted', '1.82.0'],
  ['E0658', 'use of unstable library feature `file_lock`', 'library feature file_lock', '1.89.0'],
  ['E0658', "use of unstable library feature 'once_cell'", 'library feature once_cell', undefined],
  [
    'E0658',
    'use of unstable library feature `iter_array_chunks`: recently added',
    'library feature iter_array_chunks',
    undefined,
  ],
  [
    'E0599',
    'no method named `is_none_or` found for enum `Option` in the current scope',
    'Option::is_none_or',
    '1.82.0',
  ],
  ['E0599', 'no method named `lock` found for reference `&File` in the current scope', 'File::lock', '1.89.0'],
  [
    'E0599',
    "no method named `trim_ascii` found for reference `&'static str` in the current scope",
    'str::trim_ascii',
    '1.80.0',
  ],
  [
    'E0599',
    'no method named `pop_if` found for mutable reference `&mut Vec<u8>` in the current scope',
    'Vec::pop_if',
    '1.86.0',
  ],
  [
    'E0599',
    'no method named `is_multiple_of` found for type `u32` in the current scope',
    'u32::is_multiple_of',
    '1.87.0',
  ],
  ['E0599', 'no method named `midpoint` found for type `i32` in the current scope', 'i32::midpoint', '1.87.0'],
  [
    'E0599',
    'no function or associated item named `midpoint` found for type `u8` in the current scope',
    'u8::midpoint',
    '1.85.0',
  ],
  [
    'E0599',
    'no method named `midpoint` found for struct `NonZeroU8` in the current scope',
    'NonZeroU8::midpoint',
    '1.85.0',
  ],
  [
    'E0599',
    'no method named `update` found for reference `&AtomicU32` in the current scope',
    'AtomicU32::update',
    '1.95.0',
  ],
  ['E0432', 'unresolved import `std::iter::repeat_n`', 'std::iter::repeat_n', '1.82.0'],
  ['E0432', 'unresolved import `core::error`', 'core::error', '1.81.0'],
  ['E0432', 'unresolved imports `std::hash::Nope`, `std::hash::DefaultHasher`', 'std::hash::DefaultHasher', '1.76.0'],
  ['E0432', 'unresolved import `std::os::fd::OwnedFd`', 'std::os::fd::OwnedFd', '1.66.0'],
  ['E0433', 'failed to resolve: could not find `error` in `core`', 'core::error', '1.81.0'],
  ['E0433', 'failed to resolve: could not find `IsTerminal` in `io`', 'std::io::IsTerminal', '1.70.0'],
  ['E0425', 'cannot find function `pipe` in module `std::io`', 'std::io::pipe', '1.87.0'],
  ['E0412', 'cannot find type `AsyncFn` in module `std::ops`', 'std::ops::AsyncFn', '1.85.0'],
  [null, 'cannot find macro `cfg_select` in this scope', 'std::cfg_select', '1.95.0'],
  [null, '`Option::<T>::unwrap` is not yet stable as a const fn', 'Option::unwrap in constants', '1.83.0'],
  [null, '`core::f32::<impl f32>::from_bits` is not yet stable as a const fn', 'f32::from_bits in constants', '1.83.0'],
  [
    'E0015',
    'cannot call non-const fn `Option::<u8>::take` in constant functions',
    'Option::take in constants',
    '1.83.0',
  ],
];

/** What Cargo 1.65 (with rustc 1.63.0) and 1.85.0 said; `feature … is required` is what the releases between say. */
const cargoRefusals: [string, string, string][] = [
  [
    'error: failed to parse manifest at `/w/Cargo.toml`\n\nCaused by:\n  failed to parse the `edition` key\n\nCaused by:\n  this version of Cargo is older than the `2024` edition, and only supports `2015`, `2018`, and `2021` editions.',
    'edition 2024',
    '1.85.0',
  ],
  [
    'Caused by:\n  feature `edition2024` is required\n\n  The package requires the Cargo feature',
    'edition 2024',
    '1.85.0',
  ],
  ['feature `workspace-inheritance` is required', "Cargo's feature workspace-inheritance", '1.64.0'],
  ['  `resolver` setting `3` is not valid, valid options are "1" or "2"', 'resolver = "3"', '1.84.0'],
  [
    'Caused by:\n  lock file version `4` was found, but this version of Cargo does not understand this lock file',
    'lock file format 4',
    '1.78.0',
  ],
  ['Caused by:\n  missing field `version` for key `package`', 'a package without version', '1.75.0'],
  [
    'Caused by:\n  expected a boolean or an integer for key `profile.dev.debug`',
    'debug by name in a profile',
    '1.71.0',
  ],
  [
    'error: rustc 1.85.0 is not supported by the following packages:\n  a@0.1.0 requires rustc 1.90\n  b@0.1.0 requires rustc 1.100\nEither upgrade rustc',
    'what it declares as rust-version',
    '1.100.0',
  ],
  [
    'error: package `a v0.1.0` cannot be built because it requires rustc 1.90 or newer, while the currently active rustc version is 1.63.0',
    'what it declares as rust-version',
    '1.90.0',
  ],
];

/** Errors for which the release of the compiler is not the likely reason, or nothing is known. */
const unexplained: [string | null, string][] = [
  ['E0599', 'no method named `is_none_or` found for struct `A` in the current scope'],
  ['E0599', 'no method named `insert` found for struct `A` in the current scope'],
  ['E0599', "no method named `iter` found for reference `&'static str` in the current scope"],
  ['E0432', 'unresolved import `std::nothing`'],
  ['E0432', 'unresolved import `crate::iter::repeat_n`'],
  ['E0412', 'cannot find type `LazyLock` in this scope'],
  ['E0433', 'failed to resolve: use of undeclared crate or module `foo`'],
  ['E0658', 'something new is experimental'],
  ['E0015', 'cannot call non-const associated function `Duration::from_secs_f64` in constant functions'],
  ['E0308', 'mismatched types'],
  [null, 'expected one of `!`, `.`, `::`, `;`, `?`, `{`, `}`, or an operator, found `"abc"`'],
  [null, '`resolver` setting `9` is not valid, valid options are "1" or "2"'],
  [null, 'failed to select a version for `x`'],
  ['__proto__', 'no method named `__proto__` found for struct `__proto__` in the current scope'],
  ['E0599', 'no method named `constructor` found for struct `Option` in the current scope'],
  [null, ''],
];

describe('likelyReason', () => {
  it.each(refusals)('%s %s', (code, message, what, since) => {
    expect(likelyReason({ code, message })).toEqual(since === undefined ? { what } : { what, since });
  });

  it.each(cargoRefusals)('of Cargo: %s', (message, what, since) => {
    expect(likelyReason({ message })).toEqual({ what, since });
  });

  it.each(unexplained)('gives none for %s %s', (code, message) => {
    expect(likelyReason({ code, message })).toBeUndefined();
  });

  it('believes the source text before the name of a feature that once covered more', () => {
    const rendered = [
      "error[E0658]: use of unstable library feature 'once_cell'",
      ' --> src/lib.rs:1:5',
      '  |',
      '1 | use std::sync::LazyLock;',
      '  |     ^^^^^^^^^^^^^^^^^^^',
    ].join('\n');
    const message = "use of unstable library feature 'once_cell'";
    expect(likelyReason({ code: 'E0658', message, rendered })).toEqual({
      what: 'std::sync::LazyLock',
      since: '1.80.0',
    });
  });

  it('goes by the feature that would allow a function in constants', () => {
    const message = '`core::num::<impl i16>::cast_unsigned` is not yet stable as a const fn';
    const rendered = '  = help: add `#![feature(integer_sign_cast)]` to the crate attributes to enable';
    const what = 'i16::cast_unsigned in constants';
    expect(likelyReason({ message, rendered })).toEqual({ what, since: '1.87.0' });
    expect(likelyReason({ message })).toEqual({ what });
  });

  it.each([
    [62290, 'language feature async_closure', '1.85.0'],
    [91611, 'language feature async_fn_in_trait or return_position_impl_trait_in_trait', '1.75.0'],
    [43781, 'unstable feature, rust-lang/rust#43781', undefined],
  ])('finds a feature of the language by its issue #%i', (issue, what, since) => {
    const rendered = `  = note: see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`;
    const error = { code: 'E0658', message: 'in words that are not known here', rendered };
    expect(likelyReason(error)).toEqual(since === undefined ? { what } : { what, since });
  });

  it('does not say since when for parts of a feature that came one after the other', () => {
    const rendered = '  = note: see issue #44839 <https://github.com/rust-lang/rust/issues/44839> for more information';
    expect(likelyReason({ code: 'E0658', message: 'x', rendered })?.since).toBeUndefined();
  });

  it('goes by the release notes for what is newer than the data', () => {
    const notes = 'Version 1.120.0 (2029-01-01)\n===\n\nStabilized APIs\n---\n\n- [`Option::is_odd`](https://x)\n';
    const error = { code: 'E0599', message: 'no method named `is_odd` found for enum `Option` in the current scope' };
    expect(likelyReason(error)).toBeUndefined();
    expect(likelyReasonWith(notes)(error)).toEqual({ what: 'Option::is_odd', since: '1.120.0' });
  });
});

/** The errors of a compiler for this code; `undefined` where rustup does not have it. */
function errorsOf(release: string, source: string) {
  const output = join(tmpdir(), `assay-stabilised-${process.pid}.rmeta`);
  const args = [`+${release}`, '--edition=2021', '--crate-type=lib', '--emit=metadata', '--error-format=json'];
  const { stderr } = spawnSync('rustc', [...args, '-o', output, '-'], { input: source, encoding: 'utf8' });
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  const errors = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
  return errors.map(({ code, message, rendered }) => ({ code: code?.code ?? null, message, rendered }));
}

const has = (release: string) => spawnSync('rustup', ['which', '--toolchain', release, 'rustc']).status === 0;

describe('the compilers themselves', () => {
  const source = `
    use std::sync::LazyLock;
    pub fn a(x: Option<u8>, y: bool) -> bool { if let Some(z) = x && y { z > 1 } else { false } }
    pub fn b(x: &[u8]) -> usize { x.as_chunks::<4>().0.len() }
    pub fn c(x: u32) -> bool { x.is_multiple_of(4) }
    pub static D: LazyLock<u8> = LazyLock::new(|| 1);
    pub fn e(x: &std::fs::File) { x.lock().unwrap(); }
  `;
  const needed = (release: string) =>
    [...new Set(errorsOf(release, source).map((error) => likelyReason(error)?.since))].sort();

  it.skipIf(!has('1.63.0'))('1.63.0 is explained', () => {
    expect(needed('1.63.0')).toEqual(['1.80.0', '1.87.0', '1.88.0', '1.89.0', undefined]);
  });

  it.skipIf(!has('1.85.0'))('1.85.0 is explained', () => {
    expect(needed('1.85.0')).toEqual(['1.87.0', '1.88.0', '1.89.0', undefined]);
  });
});
