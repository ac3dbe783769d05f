import { sha256 } from '@assay/evidence';
import type { TreeEntry } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { compareTree } from './compare.js';
import { component, fileEntry } from './test-lock.js';

const folder = (path: string): TreeEntry => ({ path, kind: 'folder', mode: 0, size: 0 });
const link = (path: string, target: string, leaves = false): TreeEntry => ({
  ...{ path, kind: 'link', mode: 0, size: target.length, sha256: sha256(target), target, leaves },
});
const components = [
  component('cargo', ['bin/cargo']),
  component('rustc', ['bin/rustc', 'lib/a.so', { path: 'lib/b.so', link: 'a.so' }]),
];
const locked = { components, leftOut: ['share/doc'] };
const clean = [
  ...[folder('bin'), fileEntry('bin/cargo'), fileEntry('bin/rustc')],
  ...[folder('lib'), fileEntry('lib/a.so'), link('lib/b.so', 'a.so')],
];

/** The clean tree with one entry replaced, removed or added. */
function tree(path: string, by?: TreeEntry): TreeEntry[] {
  const others = clean.filter((entry) => entry.path !== path);
  return by === undefined ? others : [...others, by];
}

function differences(entries: readonly TreeEntry[], managed = false): string[] {
  return compareTree(locked, entries, { managed }).differences.map(
    ({ kind, path, component: of, expected, found }) =>
      `${kind} ${path} of ${of}: ${expected.slice(0, 20)} -> ${found.slice(0, 20)}`,
  );
}

const short = (content: string) => sha256(content).slice(0, 20);
const rustc = 'rustc-x86_64-unknown-linux-gnu';

describe('a tree against a lock', () => {
  it('has no difference where it is what was locked', () => {
    expect(differences(clean)).toEqual([]);
    const { components } = compareTree(locked, clean, { managed: false });
    expect(components.every(({ expected, found, installed }) => installed && expected === found)).toBe(true);
  });

  it.each<[string, TreeEntry[], string[]]>([
    ['a missing file', tree('lib/a.so'), [`missing lib/a.so of ${rustc}: ${short('lib/a.so')} -> `]],
    [
      'a changed byte',
      tree('lib/a.so', fileEntry('lib/a.so', { content: 'x' })),
      [`changed lib/a.so of ${rustc}: ${short('lib/a.so')} -> ${short('x')}`],
    ],
    [
      'a mode',
      tree('bin/rustc', fileEntry('bin/rustc', { mode: 0o4755 })),
      [`mode bin/rustc of ${rustc}: 644 -> 4755`],
    ],
    ['an unexpected file', tree('', fileEntry('lib/c.so')), [`unexpected lib/c.so of null:  -> ${short('lib/c.so')}`]],
    ['a pipe', tree('', { ...folder('p'), kind: 'other' }), ['unexpected p of null:  -> a pipe, a socket or ']],
    [
      'a file that is a link now, and leaves',
      tree('bin/rustc', link('bin/rustc', '/opt/rustc', true)),
      [`kind bin/rustc of ${rustc}: a file -> a link to /opt/rustc`, 'link leaves bin/rustc of null:  -> /opt/rustc'],
    ],
    [
      'a link that leads elsewhere',
      tree('lib/b.so', link('lib/b.so', '../bin/rustc')),
      [`changed lib/b.so of ${rustc}: a.so -> ../bin/rustc`],
    ],
    [
      'a folder that is a link to the same files',
      tree('lib', link('lib', 'lib2')).filter(({ path }) => !path.startsWith('lib/')),
      [
        `unexpected lib of null:  -> ${short('lib2')}`,
        `missing lib/a.so of ${rustc}: ${short('lib/a.so')} -> `,
        `missing lib/b.so of ${rustc}: ${short('a.so')} -> `,
      ],
    ],
    [
      'two files exchanged',
      [
        ...tree('bin/cargo').filter(({ path }) => path !== 'lib/a.so'),
        ...[fileEntry('bin/cargo', { content: 'lib/a.so' }), fileEntry('lib/a.so', { content: 'bin/cargo' })],
      ],
      [
        `changed bin/cargo of cargo-x86_64-unknown-linux-gnu: ${short('bin/cargo')} -> ${short('lib/a.so')}`,
        `changed lib/a.so of ${rustc}: ${short('lib/a.so')} -> ${short('bin/cargo')}`,
      ],
    ],
  ])('tells of %s', (_, entries, expected) => {
    expect(differences(entries)).toEqual(expected);
  });

  it('gives another digest for a component of which anything is changed or missing', () => {
    for (const entries of [tree('lib/a.so'), tree('lib/a.so', fileEntry('lib/a.so', { content: 'x' }))]) {
      const found = compareTree(locked, entries, { managed: false }).components[1];
      expect(found?.found).not.toBe(found?.expected);
    }
  });

  it('takes a component of which nothing is there for one that is not installed', () => {
    const { components, differences: none } = compareTree(locked, tree('bin/cargo'), { managed: false });
    expect(none).toEqual([]);
    expect(components[0]).toMatchObject({ name: 'cargo', installed: false, found: null, bytes: 0 });
  });

  describe('a lock of two hosts', () => {
    const arm = 'aarch64-unknown-linux-gnu';
    const other = component('rustc', [{ path: 'bin/rustc', mode: '755', sha256: sha256('arm') }, 'lib/arm.so'], arm);
    const ofBoth = { ...locked, components: [...components, other] };
    const compare = (entries: readonly TreeEntry[]) => compareTree(ofBoth, entries, { managed: false });

    it('holds against a tree what is of its host', () => {
      const { components: found, differences: none } = compare(clean);
      expect(none).toEqual([]);
      expect(found.map(({ installed }) => installed)).toEqual([true, true, false]);
      expect(found[2]).toMatchObject({ target: arm, bytes: 0, found: null });
    });

    it('holds against it what is of the other host, too, where anything of that is there', () => {
      const kinds = compare([...clean, fileEntry('lib/arm.so')]).differences.map(({ kind, path }) => `${kind} ${path}`);
      expect(kinds).toEqual(['changed bin/rustc', 'mode bin/rustc']);
    });

    it('names no file of a component that is not there', () => {
      const bare = [folder('bin'), fileEntry('bin/rustc')];
      expect(compare(bare).differences.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['unexpected bin/rustc']);
    });
  });

  it('lets rustup keep its records where rustup manages the toolchain, and nowhere else', () => {
    const records = [...clean, folder('lib/rustlib'), fileEntry('lib/rustlib/components')];
    expect(differences(records, true)).toEqual([]);
    expect(differences(records, false)).toHaveLength(1);
  });

  it('takes an empty folder for one where rustup manages the toolchain: it makes none, and distributions do', () => {
    const empty = [...clean, folder('lib/d'), folder('share')];
    expect(differences(empty, true)).toEqual(['unexpected lib/d of null:  -> a folder']);
    expect(differences(empty, false)).toEqual([]);
  });

  it('calls nothing that it could not read a difference', () => {
    const entries = tree('lib/a.so', fileEntry('lib/a.so', { sha256: '', trouble: 'permission denied' }));
    const { differences: none, unreadable } = compareTree(locked, entries, { managed: false });
    expect({ none, unreadable }).toEqual({ none: [], unreadable: ['lib/a.so: permission denied'] });
  });
});
