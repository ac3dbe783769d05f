import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import data from '../../data/stabilised.json' with { type: 'json' };
import { compareVersions, parseVersion } from '../version.js';
import {
  itemSince,
  itemsEnding,
  languageFeature,
  languageFeatureRefused,
  libraryFeatureSince,
  ownersWith,
  StabilisedData,
} from './data.js';

/** Every feature by the name of its gate, and its release. Where language and library share a name, rustc speaks of the language. */
const gates = new Map([
  ...Object.entries(data.library.features).flatMap(([since, names]) => names.map((name) => [name, since] as const)),
  ...data.language.features.map(({ name, since }) => [name, since] as const),
]);

describe('what Rust has since when', () => {
  it('has the form that the code gives it', () => {
    expect(StabilisedData.safeParse(data).error).toBeUndefined();
  });

  it('explains every refusal by a feature that it holds', () => {
    for (const { equals, ends, feature } of data.diagnostics.messages) {
      expect(languageFeatureRefused(equals ?? `x ${ends}`)?.name).toBe(feature);
    }
  });

  it.each([
    ['let_chains', '1.88.0'],
    ['async_closure', '1.85.0'],
    ['lint_reasons', '1.81.0'],
    ['let_else', '1.65.0'],
  ])('%s, a feature of the language, is of %s', (name, since) => {
    expect(languageFeature(name)?.since).toBe(since);
  });

  it.each([
    ['is_none_or', '1.82.0'],
    ['lazy_cell', '1.80.0'],
    ['error_in_core', '1.81.0'],
    ['unsigned_is_multiple_of', '1.87.0'],
    ['slice_as_chunks', '1.88.0'],
    ['const_option', '1.83.0'],
    ['once_cell', undefined],
    ['constructor', undefined],
  ])('%s, a feature of the library, is of %s', (name, since) => {
    expect(libraryFeatureSince(name)).toBe(since);
  });

  it('tells the item of core from that of std', () => {
    expect(itemSince('core::error::Error')).toBe('1.81.0');
    expect(itemSince('std::error::Error')).toBeUndefined();
    expect(
      itemsEnding('mem::offset_of')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['core::mem::offset_of', 'std::mem::offset_of']);
  });

  it('tells members of one name apart by their owner', () => {
    expect(ownersWith('midpoint').get('unsigned integer')).toBe('1.85.0');
    expect(ownersWith('midpoint').get('signed integer')).toBe('1.87.0');
    expect(ownersWith('toString').size).toBe(0);
  });
});

describe('rustc itself', () => {
  /** The release that the pinned compiler gives for each feature that is switched on though it is stable. */
  function stableSince(): Map<string, string> {
    const source = [...gates.keys()].map((name) => `#![feature(${name})]`).join('\n');
    const args = ['--crate-type=lib', '--emit=metadata', '--error-format=json'];
    const output = join(tmpdir(), `assay-features-${process.pid}.rmeta`);
    const { stderr } = spawnSync('rustc', [...args, '-o', output, '-'], { input: source, encoding: 'utf8' });
    const stated = stderr.matchAll(/the feature `(\w+)` has been stable since `?(\d+\.\d+(?:\.\d+)?)/g);
    return new Map([...stated].map(([, name, since]) => [name ?? '', since ?? '']));
  }

  it('says the same of each feature that it knows', () => {
    const said = stableSince();
    const different = [...said].filter(([name, since]) => !isSame(since, gates.get(name)));
    expect(different).toEqual([]);
    // The others are of other platforms and other crates, or newer than the compiler.
    expect(said.size).toBeGreaterThan(600);
  });

  function isSame(a: string, b: string | undefined): boolean {
    const [left, right] = [parseVersion(a), parseVersion(b ?? '')];
    return left !== undefined && right !== undefined && compareVersions(left, right) === 0;
  }
});
