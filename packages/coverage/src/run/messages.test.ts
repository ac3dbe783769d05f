import { describe, expect, it } from 'vitest';
import { builtOf } from './messages.js';

const manifests = new Set(['/w/app/Cargo.toml']);

/** What Cargo says of something that it built: a library, unless told otherwise. */
const message = (change: Record<string, unknown> = {}) =>
  JSON.stringify({
    reason: 'compiler-artifact',
    package_id: 'path+file:///w/app#0.1.0',
    manifest_path: '/w/app/Cargo.toml',
    target: { name: 'app', kind: ['lib'], crate_types: ['lib'] },
    profile: { opt_level: '0', test: false },
    filenames: ['/t/libapp.rlib', '/t/libapp-1.rmeta'],
    executable: null,
    fresh: false,
    ...change,
  });
const program = (name: string, kind: string[], test: boolean, file: string) =>
  message({ target: { name, kind }, profile: { test }, filenames: [file], executable: file });

describe('what was built and can be measured', () => {
  it('are libraries, programs, and the programs of tests, by what Cargo calls them, in the order of their files', () => {
    const stdout = [
      message(),
      program('app', ['bin'], false, '/t/app'),
      program('app', ['lib'], true, '/t/deps/app-1'),
      program('app', ['bin'], true, '/t/deps/app-2'),
      program('all', ['test'], true, '/t/deps/all-3'),
      '{"reason":"build-finished","success":true}',
    ].join('\n');
    expect(builtOf(stdout, manifests)).toEqual([
      { file: '/t/app', name: 'app (bin)' },
      { file: '/t/deps/all-3', name: 'all (test)' },
      { file: '/t/deps/app-1', name: 'app (lib test)' },
      { file: '/t/deps/app-2', name: 'app (bin test)' },
      { file: '/t/libapp.rlib', name: 'app (lib)' },
    ]);
  });

  it('are the files of a library of several kinds, without what only the compiler reads', () => {
    const filenames = ['/t/libapp.so', '/t/libapp.a', '/t/libapp.rlib', '/t/libapp.rmeta'];
    expect(
      builtOf(message({ target: { name: 'app', kind: ['cdylib', 'staticlib', 'rlib'] }, filenames }), manifests),
    ).toEqual(
      ['/t/libapp.a', '/t/libapp.rlib', '/t/libapp.so'].map((file) => ({
        file,
        name: 'app (cdylib, staticlib, rlib)',
      })),
    );
  });

  it('are the tests of a macro, and not the macro, nor a build script: these ran in the compiler', () => {
    const stdout = [
      message({ target: { name: 'macros', kind: ['proc-macro'] }, filenames: ['/t/libmacros.so'] }),
      program('build-script-build', ['custom-build'], false, '/t/build/app-1/build-script-build'),
      program('macros', ['proc-macro'], true, '/t/deps/macros-2'),
    ].join('\n');
    expect(builtOf(stdout, manifests)).toEqual([{ file: '/t/deps/macros-2', name: 'macros (proc-macro test)' }]);
  });

  it('is nothing of a dependency', () => {
    expect(builtOf(message({ manifest_path: '/registry/serde-1.0.0/Cargo.toml' }), manifests)).toEqual([]);
  });

  it('is each file once, however often Cargo names it', () => {
    expect(builtOf(`${message()}\n${message({ fresh: true })}`, manifests)).toHaveLength(1);
  });

  it.each([
    ['words of a build script', 'cargo:warning=hello\n{"a": 1}'],
    ['a message that is cut off', message().slice(0, -20)],
    ['one of another form', message({ filenames: 'x' })],
    ['one without a target', message({ target: undefined })],
    ['nothing', ''],
  ])('is not taken from %s', (_, line) => {
    expect(builtOf(`${line}\n${program('app', ['bin'], false, '/t/app')}`, manifests)).toEqual([
      { file: '/t/app', name: 'app (bin)' },
    ]);
  });
});
