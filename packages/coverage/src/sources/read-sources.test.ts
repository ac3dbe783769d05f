import { fakeWorld } from '@assay/host';
import type { MemberWithTargets } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { readSources } from './read-sources.js';

const member = (name: string, folder: string, targets: [source: string, kind: string][]): MemberWithTargets => ({
  ...{ name, version: '0.1.0', manifest: `/workspace/${folder}Cargo.toml` },
  targets: targets.map(([source, kind]) => ({
    name,
    kind: [kind],
    source: `/workspace/${folder}${source}`,
    requiredFeatures: [],
  })),
});
const app = member('app', '', [['src/lib.rs', 'lib']]);

async function read(files: Record<string, string | Uint8Array>, members: MemberWithTargets[] = [app]) {
  const { sources, gaps } = await readSources(fakeWorld({ files: { 'Cargo.toml': '', ...files } }), members);
  return { sources, gaps, one: (path: string) => sources.find((each) => each.path === path) };
}

describe('the sources of the members', () => {
  it('are those that lie in their folders and those that modules lead to, in order, each with what it is part of', async () => {
    const { sources, gaps } = await read(
      { 'src/lib.rs': 'mod a;', 'src/a.rs': '', 'src/b.rs': '', 'tests/all.rs': 'mod common;', 'tests/common.rs': '' },
      [
        member('app', '', [
          ['src/lib.rs', 'lib'],
          ['tests/all.rs', 'test'],
        ]),
      ],
    );
    expect(sources.map(({ path, reached }) => [path, reached])).toEqual([
      ['src/a.rs', 'product'],
      ['src/b.rs', undefined],
      ['src/lib.rs', 'product'],
      ['tests/all.rs', 'test'],
      ['tests/common.rs', 'test'],
    ]);
    expect(gaps).toEqual([]);
  });

  it('belong to the member in whose folder they lie', async () => {
    const files = {
      'src/lib.rs': '#[path = "../../elsewhere/shared.rs"] mod shared;',
      '/elsewhere/shared.rs': '',
      'inner/Cargo.toml': '',
      'inner/src/lib.rs': '',
    };
    const { sources } = await read(files, [app, member('inner', 'inner/', [['src/lib.rs', 'lib']])]);
    expect(sources.map(({ file, manifest }) => [file, manifest])).toEqual([
      ['/elsewhere/shared.rs', '/workspace/Cargo.toml'],
      ['/workspace/inner/src/lib.rs', '/workspace/inner/Cargo.toml'],
      ['/workspace/src/lib.rs', '/workspace/Cargo.toml'],
    ]);
  });

  it('are known by the digest of their bytes, with a byte order mark that is no part of the text', async () => {
    const { one } = await read({ 'src/lib.rs': '\ufefffn f() {}\n' });
    expect(one('src/lib.rs')).toMatchObject({
      // printf '\xef\xbb\xbffn f() {}\n' | sha256sum
      sha256: '412ad54897b28aff2d0ba709a9fe4b6db50a07ced06d088508929357c1f3dae7',
      text: 'fn f() {}\n',
    });
  });

  it('may be taken for an expression by include!', async () => {
    const { one } = await read({ 'src/lib.rs': 'const T: [u8; 2] = include!("t.in");', 'src/t.in': '[1, 2] // bytes' });
    expect(one('src/t.in')).toMatchObject({ reached: 'product', obligations: { functions: [] } });
  });
});

describe('a source that cannot be read or understood', () => {
  it.each([
    ['does not parse', 'fn f( {', 'it does not parse as Rust: '],
    ['is not UTF-8', new Uint8Array([0x66, 0xff]), 'src/lib.rs is not UTF-8 text'],
    ['is no Rust at all', '\u0000\u0001 %% }}}', 'it does not parse as Rust: '],
  ])('%s: what it owes is not known', async (_, content, why) => {
    const { one } = await read({ 'src/lib.rs': content });
    expect(one('src/lib.rs')).toMatchObject({
      reached: 'product',
      gap: { what: 'what src/lib.rs obliges its tests to reach', why: expect.stringContaining(why) },
    });
  });

  it('is not there, though a target begins with it', async () => {
    const { one } = await read({});
    expect(one('src/lib.rs')).toMatchObject({ gap: { why: expect.stringContaining('does not exist') } });
  });

  it('is included, and has another ending: it is not passed over', async () => {
    const { one } = await read({ 'src/lib.rs': 'include!("parts.inc");', 'src/parts.inc': 'fn f( {' });
    expect(one('src/parts.inc')).toMatchObject({ reached: 'product', gap: { at: { path: 'src/parts.inc', line: 1 } } });
  });
});
