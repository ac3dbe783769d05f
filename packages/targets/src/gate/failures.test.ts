import type { CompileError } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import data from '../../data/std-float-methods.json' with { type: 'json' };
import { failuresOf } from './failures.js';
import { StdFloatMethods, stdFloatMethod } from './float-methods.js';

const anchors = { root: '/w', cargoHome: '/home/me/.cargo', rustupHome: undefined, home: '/home/me' };
const bare = { buildStd: undefined, lacksStd: true };
const owner = { name: 'app', version: '0.1.0', source: undefined, folder: '/w/app' };

const error = (change: Partial<CompileError>): CompileError => ({
  ...{ package: owner, by: 'compiler', code: null, message: 'wrong', rendered: null },
  at: { file: 'app/src/lib.rs', line: 3, column: 5 },
  ...change,
});
const std = (note: string) =>
  error({
    code: 'E0463',
    message: "can't find crate for `std`",
    rendered: `error[E0463]: can't find crate for \`std\`\n  |\n  = note: ${note}\n`,
  });
const notSupported = std('the `thumbv7em-none-eabihf` target may not support the standard library');
const notInstalled = std('the `aarch64-unknown-linux-gnu` target may not be installed');

const refused = 'error: no atomics\n --> src/lib.rs:6:22\n  |\n6 | compile_error!("no atomics");\n  | ^^^^\n';

/** In the words of rustc 1.85 and 1.95. */
describe('why something does not build', () => {
  it.each<[string, Partial<CompileError>]>([
    ['needs-std', notSupported],
    ['needs-std', { code: 'E0433', message: 'failed to resolve: use of undeclared crate or module `std`' }],
    ['needs-std', { code: 'E0433', message: 'cannot find module or crate `std` in this scope' }],
    ['needs-std', { code: 'E0599', message: 'no method named `sin` found for type `f32` in the current scope' }],
    ['needs-std', { code: 'E0463', message: "can't find crate for `test`" }],
    ['build-script', { by: 'build-script', message: 'its build script failed: unknown target' }],
    ['refuses-target', { message: 'no atomics', rendered: refused }],
    ['linker', { message: 'linking with `aarch64-linux-gnu-gcc` failed: exit status: 1' }],
    ['linker-missing', { message: 'linker `aarch64-linux-gnu-gcc` not found' }],
    ['cargo', { by: 'cargo' }],
    ['compiler', { code: 'E0433', message: 'failed to resolve: use of undeclared crate or module `stdx`' }],
    ['compiler', { code: 'E0463', message: "can't find crate for `serde`" }],
    ['compiler', { code: 'E0599', message: 'no method named `sine` found for type `f32` in the current scope' }],
    ['compiler', { code: 'E0599', message: 'no method named `sin` found for type `u32` in the current scope' }],
    ['compiler', { code: 'E0308', message: 'mismatched types', rendered: refused }],
    ['compiler', { message: 'no atomics', rendered: 'error: no atomics\n  = note: see compile_error! in the book' }],
  ])('is %s: %j', (cause, change) => {
    expect(failuresOf([error(change)], bare, anchors).map((failure) => failure.cause)).toEqual([cause]);
  });

  it.each([
    ['where the library is not installed', notInstalled, { ...bare, lacksStd: false }, 'library-missing'],
    ['where there would be none if it were', notInstalled, bare, 'needs-std'],
    ['where rustc gives no reason and the target has std', std(''), { ...bare, lacksStd: false }, 'library-missing'],
    ['where rustc gives no reason and the target has none', std(''), bare, 'needs-std'],
    ['where only core is built from source', notInstalled, { ...bare, buildStd: ['core'] }, 'needs-std'],
    ['where std itself is built from source', notInstalled, { ...bare, buildStd: ['std'] }, 'library-missing'],
  ])('tells a missing std apart: %s', (_, found, circumstances, cause) => {
    expect(failuresOf([found], circumstances, anchors)).toMatchObject([{ cause }]);
  });
});

describe('failures', () => {
  it('are told with package, place and the function that only std has', () => {
    const message = 'no function or associated item named `sqrt` found for type `f64` in the current scope';
    expect(failuresOf([error({ code: 'E0599', message })], bare, anchors)).toEqual([
      {
        package: { name: 'app', version: '0.1.0' },
        ...{ cause: 'needs-std', code: 'E0599', message, floats: ['f64::sqrt'] },
        at: { path: 'app/src/lib.rs', line: 3, column: 5 },
      },
    ]);
  });

  it('come in the same order, each once, whatever Cargo was done with first', () => {
    const other = error({
      package: { ...owner, name: 'a' },
      at: { file: '/home/me/.cargo/registry/a.rs', line: 1, column: 1 },
    });
    const later = error({ at: { file: 'app/src/lib.rs', line: 12, column: 1 } });
    const all = [later, error({}), other, error({})];
    const told = failuresOf(all, bare, anchors);
    expect(told.map(({ at }) => `${at?.path}:${at?.line}`)).toEqual([
      '$CARGO_HOME/registry/a.rs:1',
      'app/src/lib.rs:3',
      'app/src/lib.rs:12',
    ]);
    expect(failuresOf([...all].reverse(), bare, anchors)).toEqual(told);
  });

  it('are ten of a package at most, and of another one too', () => {
    const many = Array.from({ length: 30 }, (_, line) =>
      error({
        package: { ...owner, name: line % 2 === 0 ? 'a' : 'b' },
        at: { file: 'x.rs', line: line + 1, column: 1 },
      }),
    );
    expect(failuresOf(many, bare, anchors)).toHaveLength(20);
  });

  it('are one where the library is not installed, however many packages that keeps from being built', () => {
    const core = error({ code: 'E0463', message: "can't find crate for `core`" });
    const all = [
      core,
      error({ package: { ...owner, name: 'b' }, code: 'E0463', message: "can't find crate for `core`" }),
    ];
    expect(failuresOf(all, bare, anchors)).toMatchObject([{ cause: 'library-missing', package: null, at: null }]);
  });

  it('repeat what the linker said, without the folder that rustc linked in', () => {
    const rendered = [
      'error: linking with `cc` failed: exit status: 1',
      '  = note:  "cc" "/tmp/rustcAb3dE9/symbols.o"',
      "  = note: /usr/bin/ld: /tmp/rustcAb3dE9/x.o: undefined reference to `nowhere'",
      '          collect2: error: ld returned 1 exit status',
    ].join('\n');
    const [failure] = failuresOf(
      [error({ message: 'linking with `cc` failed: exit status: 1', rendered })],
      bare,
      anchors,
    );
    expect(failure?.message).toBe(
      "linking with `cc` failed: exit status: 1\n<outside>/ld: <outside>/x.o: undefined reference to `nowhere'",
    );
  });
});

it('knows the functions of floating point that only std has, by data with a source', () => {
  const { rows } = StdFloatMethods.parse(data);
  const all = rows.flatMap(({ methods }) => methods);
  expect(new Set(all).size).toBe(all.length);
  expect(stdFloatMethod('no method named `cos` found for type `{float}` in the current scope')).toBe('{float}::cos');
  expect(stdFloatMethod('no method named `to_bits` found for type `f32` in the current scope')).toBeUndefined();
});
