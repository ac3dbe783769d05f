import type { Gap } from '@assay/evidence';
import { expect, it } from 'vitest';
import { classify } from './classify.js';
import type { Role } from './module-tree.js';
import type { Source } from './read-sources.js';

const gap: Gap = { what: 'what it obliges its tests to reach', why: 'it does not parse', remedy: 'correct it' };

function unread(path: string, role: Role | undefined, text?: string): Source {
  return {
    ...{ path, file: `/workspace/${path}`, manifest: '/workspace/Cargo.toml', gap, reached: role, isShared: false },
    ...(text === undefined ? {} : { text }),
  };
}

function gapsOf(source: Source): string[] {
  const exclusions = [{ pattern: 'xtask/**', at: { path: 'assay.toml' } }];
  return classify([source], exclusions, () => 'app 0.1.0').gaps.map(({ what }) => what);
}

it('does not know what an unread source of the product owes', () => {
  expect(gapsOf(unread('src/lib.rs', 'product'))).toEqual([gap.what]);
  expect(gapsOf(unread('src/old.rs', undefined))).toEqual([gap.what]);
});

it('does not know which tests of an unread source panic, unless its text says nothing of it', () => {
  const unknown = (path: string) => [`which tests of ${path} pass when they panic`];
  expect(gapsOf(unread('tests/all.rs', 'test'))).toEqual(unknown('tests/all.rs'));
  expect(gapsOf(unread('tests/all.rs', 'test', '#[should_panic] fn'))).toEqual(unknown('tests/all.rs'));
  expect(gapsOf(unread('xtask/main.rs', 'product'))).toEqual(unknown('xtask/main.rs'));
  expect(gapsOf(unread('tests/all.rs', 'test', '#[test] fn'))).toEqual([]);
  expect(gapsOf(unread('tests/data/broken.rs', undefined))).toEqual([]);
});
