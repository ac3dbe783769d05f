import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { followModules, type Role, roleOf } from './module-tree.js';

/** How the files (below `/w`) are reached from `src/lib.rs`, and from further roots. Links are folders or files: name → what it leads to. */
async function reachedIn(
  files: Record<string, string>,
  { roots = [], links = {} }: { roots?: [string, Role][]; links?: Record<string, string> } = {},
): Promise<Record<string, Role>> {
  const resolve = (file: string): string => {
    const relative = path.relative('/w', file);
    for (const [link, target] of Object.entries(links)) {
      if (relative === link || relative.startsWith(`${link}/`)) {
        return resolve(path.join('/w', target, relative.slice(link.length)));
      }
    }
    return file;
  };
  const load = async (file: string) => {
    const real = resolve(file);
    const text = files[path.relative('/w', real)];
    if (text === undefined) return undefined;
    const obligations = text === 'damaged' ? undefined : await parsed(text);
    return { real, folder: resolve(path.dirname(file)), obligations };
  };
  const all = [['src/lib.rs', 'product'] as const, ...roots];
  const found = await followModules(
    all.map(([source, role]) => ({ source: `/w/${source}`, role })),
    load,
  );
  return Object.fromEntries([...found].map(([file, role]) => [path.relative('/w', file), role]));
}

describe('the files that a target is made of', () => {
  it('are those that mod leads to, and no others', async () => {
    const files = {
      'src/lib.rs': 'mod a; mod b;',
      'src/a.rs': 'mod c;',
      'src/a/c.rs': '',
      'src/b/mod.rs': 'mod d;',
      'src/b/d.rs': '',
      'src/left_behind.rs': '',
    };
    expect(await reachedIn(files)).toEqual({
      'src/lib.rs': 'product',
      'src/a.rs': 'product',
      'src/a/c.rs': 'product',
      'src/b/mod.rs': 'product',
      'src/b/d.rs': 'product',
    });
  });

  it('hold one that does not parse: its modules are not known, and it is there', async () => {
    expect(await reachedIn({ 'src/lib.rs': '#[cfg(test)] mod a;', 'src/a.rs': 'damaged' })).toEqual({
      'src/lib.rs': 'product',
      'src/a.rs': 'test',
    });
  });

  it('hold what is included, with its own modules beside it', async () => {
    const files = {
      'src/lib.rs': 'mod a; include!("gen/parts.inc"); include!(concat!(env!("OUT_DIR"), "/x.rs"));',
      'src/a.rs': 'include!("b.rs");',
      'src/b.rs': '',
      'src/gen/parts.inc': 'mod deep;',
      'src/gen/deep.rs': '',
    };
    expect(Object.keys(await reachedIn(files)).sort()).toEqual(Object.keys(files).sort());
  });

  it('hold every file that a configuration may choose', async () => {
    const files = {
      'src/lib.rs': '#[cfg_attr(unix, path = "unix.rs")] mod os;',
      'src/unix.rs': '',
      'src/os.rs': '',
    };
    expect(await reachedIn(files)).toEqual({
      'src/lib.rs': 'product',
      'src/unix.rs': 'product',
      'src/os.rs': 'product',
    });
  });
});

describe('a file that is reached in several ways', () => {
  it('is the product’s where one of them leads from it, whatever comes first', async () => {
    const files = { 'src/lib.rs': '#[cfg(test)] mod a; #[path = "a.rs"] mod b;', 'src/a.rs': 'mod c;', 'src/c.rs': '' };
    // As `a` it is a test with its modules in `a/`; as `b` it is the product’s, with its modules beside it.
    expect(await reachedIn(files)).toMatchObject({ 'src/a.rs': 'product', 'src/c.rs': 'product' });
    const shared = { 'src/lib.rs': '', 'tests/t.rs': '#[path = "../src/lib.rs"] mod own;' };
    expect(await reachedIn(shared, { roots: [['tests/t.rs', 'test']] })).toEqual({
      'src/lib.rs': 'product',
      'tests/t.rs': 'test',
    });
  });

  it('does not make a test a benchmark', async () => {
    const files = { 'src/lib.rs': '', 'benches/b.rs': 'mod common;', 'benches/common.rs': '' };
    expect(await reachedIn(files, { roots: [['benches/b.rs', 'bench']] })).toMatchObject({
      'benches/common.rs': 'bench',
    });
  });
});

describe('circles', () => {
  it('end: a file that declares itself', async () => {
    expect(await reachedIn({ 'src/lib.rs': '#[path = "lib.rs"] mod again;' })).toEqual({ 'src/lib.rs': 'product' });
  });

  it('end: two files that include each other', async () => {
    expect(
      Object.keys(await reachedIn({ 'src/lib.rs': 'include!("a.rs");', 'src/a.rs': 'include!("lib.rs");' })),
    ).toEqual(['src/lib.rs', 'src/a.rs']);
  });

  it('end: a folder that holds a link to itself', async () => {
    const files = { 'src/lib.rs': '#[path = "again/lib.rs"] mod again;' };
    expect(await reachedIn(files, { links: { 'src/again': 'src' } })).toEqual({ 'src/lib.rs': 'product' });
  });
});

describe('links', () => {
  it('are told by what they lead to', async () => {
    const files = { 'src/lib.rs': 'mod a;', 'shared/a.rs': '' };
    expect(await reachedIn(files, { links: { 'src/a.rs': 'shared/a.rs' } })).toEqual({
      'src/lib.rs': 'product',
      'shared/a.rs': 'product',
    });
  });

  it('are followed from every folder that has them: rustc looks beside the link', async () => {
    const files = {
      'src/lib.rs': 'mod a; mod b;',
      'src/a/mod.rs': 'mod part;',
      'src/a/part.rs': '',
      'src/b/part.rs': '',
    };
    const links = { 'src/b/mod.rs': 'src/a/mod.rs' };
    expect(Object.keys(await reachedIn(files, { links })).sort()).toEqual([
      'src/a/mod.rs',
      'src/a/part.rs',
      'src/b/part.rs',
      'src/lib.rs',
    ]);
  });
});

it.each<[string[], Role]>([
  [['lib'], 'product'],
  [['bin'], 'product'],
  [['cdylib', 'rlib'], 'product'],
  [['proc-macro'], 'product'],
  [['test'], 'test'],
  [['bench'], 'bench'],
  [['example'], 'example'],
  [['custom-build'], 'build script'],
  [['something new'], 'product'],
])('a target of kind %j is: %s', (kinds, role) => {
  expect(roleOf(kinds)).toBe(role);
});
