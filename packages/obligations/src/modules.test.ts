import { expect, test } from 'vitest';
import { obligations } from './test-grammar.js';

test('declarations of modules, with where their files are', () => {
  const { modules } = obligations(
    [
      'mod a;',
      '#[path = "x/y.rs"] pub mod b;',
      '#[cfg(unix)] mod c { #[path = "d2"] mod d { pub(crate) mod e; } }',
      '#[cfg_attr(unix, path = "unix.rs")] #[cfg_attr(windows, path = "windows.rs")] mod f;',
      '#[cfg(test)] mod tests;',
      '#[path = r"raw.rs"] mod g;',
      'fn f() { mod h; }',
    ].join('\n'),
  );
  expect(modules.map(({ span, ...module }) => module)).toEqual([
    { name: 'a', inside: [], conditionalPaths: [], cfg: [], isTest: false },
    { name: 'b', inside: [], path: 'x/y.rs', conditionalPaths: [], cfg: [], isTest: false },
    {
      name: 'e',
      inside: [{ name: 'c' }, { name: 'd', path: 'd2' }],
      conditionalPaths: [],
      cfg: ['unix'],
      isTest: false,
    },
    {
      name: 'f',
      inside: [],
      conditionalPaths: [
        { cfg: 'unix', path: 'unix.rs' },
        { cfg: 'windows', path: 'windows.rs' },
      ],
      cfg: [],
      isTest: false,
    },
    { name: 'tests', inside: [], conditionalPaths: [], cfg: ['test'], isTest: true },
    { name: 'g', inside: [], path: 'raw.rs', conditionalPaths: [], cfg: [], isTest: false },
    { name: 'h', inside: [], conditionalPaths: [], cfg: [], isTest: false },
  ]);
});

test('modules under cfg_if and cfg_select hold where their branch does', () => {
  const { modules } = obligations(
    [
      'cfg_if::cfg_if! { if #[cfg(unix)] { mod unix; } else if #[cfg(windows)] { mod windows; } else { mod other; } }',
      'cfg_select! { unix => { mod a; } all(x, y = "z") => { mod b; } _ => { mod c; } }',
    ].join('\n'),
  );
  expect(modules.map(({ name, cfg }) => [name, cfg])).toEqual([
    ['unix', ['unix']],
    ['windows', ['not(unix)', 'windows']],
    ['other', ['not(unix)', 'not(windows)']],
    ['a', ['unix']],
    ['b', ['not(unix)', 'all(x, y = "z")']],
    ['c', ['not(unix)', 'not(all(x, y = "z"))']],
  ]);
});

test('included files: by name, or made at compile time', () => {
  const { includes } = obligations(
    'include!("a.rs"); fn f() { include!(r"b.rs"); }\n#[cfg(unix)] mod m { include!(concat!(env!("OUT_DIR"), "/c.rs")); }',
  );
  expect(includes.map(({ path, cfg, function: index }) => [path, cfg, index])).toEqual([
    ['a.rs', [], undefined],
    ['b.rs', [], 0],
    [undefined, ['unix'], undefined],
  ]);
});
