import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { filesOf } from './module-files.js';

/** Where rustc 1.95 looks for the modules that a file declares: these places were found by letting it ask for them. */
async function placesIn(file: string, ownsFolder: boolean, source: string): Promise<string[]> {
  const { modules } = await parsed(source);
  return modules.flatMap((module) =>
    filesOf({ file: `/w/${file}`, ownsFolder }, module).map((candidate) => candidate.file.replace('/w/', '')),
  );
}

describe('the files of the modules that the first file of a target declares', () => {
  it.each([
    ['mod a;', ['src/a.rs', 'src/a/mod.rs']],
    ['mod r#type;', ['src/type.rs', 'src/type/mod.rs']],
    ['mod r#fn { mod r#in; }', ['src/fn/in.rs', 'src/fn/in/mod.rs']],
    ['#[path = "x/y.rs"] mod a;', ['src/x/y.rs']],
    ['#[path = "../shared/y.rs"] mod a;', ['shared/y.rs']],
    ['#[path = "/elsewhere/y.rs"] mod a;', ['/elsewhere/y.rs']],
    ['mod a { mod b { mod c; } }', ['src/a/b/c.rs', 'src/a/b/c/mod.rs']],
    ['mod a { #[path = "n.rs"] mod b; }', ['src/a/n.rs']],
    ['#[path = "x"] mod a { mod b; }', ['src/x/b.rs', 'src/x/b/mod.rs']],
    ['#[path = "x"] mod a { #[path = "y"] mod b { mod c; } }', ['src/x/y/c.rs', 'src/x/y/c/mod.rs']],
    ['mod a { #[path = "y"] mod b { mod c; } }', ['src/a/y/c.rs', 'src/a/y/c/mod.rs']],
  ])('%s', async (source, places) => {
    expect(await placesIn('src/lib.rs', true, source)).toEqual(places);
  });
});

describe('the files of the modules that a file with the name of its own module declares', () => {
  it.each([
    ['mod a;', ['src/foo/a.rs', 'src/foo/a/mod.rs']],
    ['mod a { mod b; }', ['src/foo/a/b.rs', 'src/foo/a/b/mod.rs']],
    ['#[path = "other.rs"] mod a;', ['src/other.rs']],
    ['mod a { #[path = "n.rs"] mod b; }', ['src/foo/a/n.rs']],
    // The attribute of an inline module is relative to the file, and not to the folder of its module.
    ['#[path = "x"] mod a { mod b; }', ['src/x/b.rs', 'src/x/b/mod.rs']],
    ['mod a { #[path = "q"] mod b { mod c; } }', ['src/foo/a/q/c.rs', 'src/foo/a/q/c/mod.rs']],
  ])('%s', async (source, places) => {
    expect(await placesIn('src/foo.rs', false, source)).toEqual(places);
  });
});

it('tries what a configuration may choose before the usual places', async () => {
  const source = '#[cfg_attr(unix, path = "unix.rs")] #[cfg_attr(windows, path = "win.rs")] mod os;';
  expect(await placesIn('src/lib.rs', true, source)).toEqual([
    'src/unix.rs',
    'src/win.rs',
    'src/os.rs',
    'src/os/mod.rs',
  ]);
});

it('knows which of the files own the folder that they lie in', async () => {
  const { modules } = await parsed('mod a; #[path = "p.rs"] mod b;');
  const owners = modules.flatMap((each) => filesOf({ file: '/w/lib.rs', ownsFolder: true }, each));
  expect(owners.map(({ file, ownsFolder }) => [file, ownsFolder])).toEqual([
    ['/w/a.rs', false],
    ['/w/a/mod.rs', true],
    ['/w/p.rs', true],
  ]);
});
