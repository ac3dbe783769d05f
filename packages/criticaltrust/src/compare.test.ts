import { describe, expect, it } from 'vitest';
import { comparePackages, type FoundFile } from './compare.js';
import type { VerifiedPackage } from './verify-package.js';

const digest = (letter: string) => letter.repeat(64);
const file = (path: string, sha256 = digest('a'), mode = '644'): FoundFile => ({ path, mode, sha256 });
const place = (name: string) => `share/criticaltrust/ferrocene/${name}.json`;

const signed = (name: string, files: FoundFile[], managedPrefixes: string[] = []): VerifiedPackage => ({
  manifest: place(name),
  product: 'ferrocene',
  package: name,
  commit: 'c0ffee',
  files,
  managedPrefixes,
  signedBy: 'key',
});

const rustc = signed('rustc', [file('bin/rustc', digest('a'), '755'), file('lib/librustc.so')], ['lib']);
const cargo = signed('cargo', [file('bin/cargo', digest('c'), '755')]);
const tree = [...rustc.files, ...cargo.files, file(place('rustc'), digest('e')), file(place('cargo'), digest('f'))];
const without = (path: string) => tree.filter((each) => each.path !== path);
const manifest = place('rustc');

describe('a toolchain against its packages', () => {
  it('as it was signed has no differences', () => {
    expect(comparePackages([rustc, cargo], tree)).toEqual([]);
  });

  it('a file is missing', () => {
    expect(comparePackages([rustc, cargo], without('lib/librustc.so'))).toEqual([
      { kind: 'missing', path: 'lib/librustc.so', manifest },
    ]);
  });

  it('a file was changed, or its mode', () => {
    const changed = [...without('bin/rustc'), file('bin/rustc', digest('b'), '4755')];
    expect(comparePackages([rustc, cargo], changed)).toEqual([
      { kind: 'changed', path: 'bin/rustc', manifest, expected: digest('a'), found: digest('b') },
      { kind: 'mode', path: 'bin/rustc', manifest, expected: '755', found: '4755' },
    ]);
  });

  it('a file that nobody names counts below a managed prefix, step by step', () => {
    const more = ['lib/evil.so', 'lib/deep/er.so', 'library/x', 'bin/own-tool', 'share/doc/x'].map((path) =>
      file(path),
    );
    expect(comparePackages([rustc, cargo], [...tree, ...more])).toEqual([
      { kind: 'unexpected', path: 'lib/deep/er.so', manifest, prefix: 'lib' },
      { kind: 'unexpected', path: 'lib/evil.so', manifest, prefix: 'lib' },
    ]);
    expect(comparePackages([signed('x', [], ['lib'])], [file('lib')])).toMatchObject([{ kind: 'unexpected' }]);
  });

  it('the manifests of these packages are spared, those of others are not', () => {
    const greedy = signed('greedy', [], ['share']);
    const there = [file(place('greedy')), file(place('unknown'))];
    expect(comparePackages([greedy], there)).toEqual([
      { kind: 'unexpected', path: place('unknown'), manifest: place('greedy'), prefix: 'share' },
    ]);
  });

  it('a file has two packages', () => {
    const second = signed('second', [file('bin/cargo', digest('d'), '755')]);
    expect(comparePackages([cargo, second], cargo.files)).toEqual([
      { kind: 'changed', path: 'bin/cargo', manifest: place('second'), expected: digest('d'), found: digest('c') },
      { kind: 'named-twice', path: 'bin/cargo', manifests: [place('cargo'), place('second')] },
    ]);
  });

  it('everything is told at once, in the order of the paths, whatever the order of what is given', () => {
    const second = signed('second', [file('bin/cargo', digest('c'), '755')]);
    const damaged = [file('bin/rustc', digest('b'), '644'), ...cargo.files, file('lib/evil.so')];
    const expected = [
      ['bin/cargo', 'named-twice'],
      ['bin/rustc', 'changed'],
      ['bin/rustc', 'mode'],
      ['lib/evil.so', 'unexpected'],
      ['lib/librustc.so', 'missing'],
    ];
    const told = comparePackages([rustc, cargo, second], damaged);
    expect(told.map(({ path, kind }) => [path, kind])).toEqual(expected);
    expect(comparePackages([second, cargo, rustc], damaged.toReversed())).toEqual(told);
  });

  it('names like those of objects are names', () => {
    const odd = signed('odd', [file('__proto__'), file('constructor')]);
    expect(comparePackages([odd], odd.files)).toEqual([]);
    expect(comparePackages([odd], [file('__proto__')])).toMatchObject([{ kind: 'missing', path: 'constructor' }]);
  });
});
