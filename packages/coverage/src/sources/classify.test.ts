import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { classify, type Exclusion } from './classify.js';
import type { Role } from './module-tree.js';
import type { Source } from './read-sources.js';

async function source(path: string, reached: Role | undefined, text = 'fn f() {}'): Promise<Source> {
  const obligations = await parsed(text);
  const place = { path, file: `/workspace/${path}`, manifest: '/workspace/Cargo.toml', reached, isShared: false };
  return { ...place, obligations, sha256: '0'.repeat(64), text };
}

const at = { path: 'assay.toml', line: 9, column: 12 };
const sorted = (sources: Source[], ...patterns: string[]) =>
  classify(
    sources,
    patterns.map((pattern): Exclusion => ({ pattern, at })),
    (manifest) => `member of ${manifest}`,
  );

describe('what is measured', () => {
  it.each<[string, Role | undefined]>([
    ['src/lib.rs', 'product'],
    // What a target takes for the product is the product, wherever it lies.
    ['tests/support.rs', 'product'],
    // Nothing leads to these: they may be left behind, or forgotten.
    ['src/old.rs', undefined],
    ['old.rs', undefined],
    ['src/tests/helper.rs', undefined],
    ['testsuite/a.rs', undefined],
  ])('%s (%s)', async (path, reached) => {
    const { measured, leftOut, gaps } = sorted([await source(path, reached)]);
    expect(measured.map((each) => each.path)).toEqual([path]);
    expect([leftOut, gaps]).toEqual([[], []]);
  });
});

describe('what is left out, and why', () => {
  it.each<[string, Role | undefined, string]>([
    ['tests/all.rs', 'test', 'test code'],
    ['src/tests.rs', 'test', 'test code'],
    ['benches/b.rs', 'bench', 'a benchmark'],
    ['examples/e.rs', 'example', 'an example'],
    ['build.rs', 'build script', 'a build script, which runs before the product is built'],
    ['tests/data/broken.rs', undefined, 'test code'],
    ['benches/unused.rs', undefined, 'a benchmark'],
    ['examples/more/unused.rs', undefined, 'an example'],
  ])('%s (%s): %s', async (path, reached, because) => {
    const { measured, leftOut } = sorted([await source(path, reached)]);
    expect(measured).toEqual([]);
    expect(leftOut).toEqual([
      { path, lines: null, member: 'member of /workspace/Cargo.toml', product: false, at: null, because },
    ]);
  });

  it('is product code where the policy leaves it out, with the line that does', async () => {
    const { measured, leftOut } = sorted([await source('src/old.rs', 'product')], 'src/old.rs');
    expect(measured).toEqual([]);
    expect(leftOut).toMatchObject([{ path: 'src/old.rs', because: 'exclude "src/old.rs"', product: true, at }]);
  });

  it('is no product code where nothing leads to it', async () => {
    const { measured, leftOut } = sorted([await source('src/old.rs', undefined)], 'src/old.rs');
    expect(measured).toEqual([]);
    expect(leftOut).toMatchObject([{ because: 'exclude "src/old.rs"', product: false, at }]);
  });

  it('is no product code where it is a test as well', async () => {
    const { leftOut } = sorted([await source('tests/all.rs', 'test')], '**');
    expect(leftOut).toMatchObject([{ because: 'test code', product: false, at: null }]);
  });

  it('is told part by part of what is measured', async () => {
    const text = [
      'fn f() {}',
      '#[cfg(test)]',
      'mod tests { fn g() {} }',
      'macro_rules! m {',
      '    () => { if a() { b() } };',
      '}',
      'include!(concat!(env!("OUT_DIR"), "/x.rs"));',
      'include!("y.rs");',
    ].join('\n');
    const { measured, leftOut } = sorted([await source('src/lib.rs', 'product', text)]);
    expect(measured).toHaveLength(1);
    expect(leftOut.map(({ lines, because, product }) => [lines, because, product])).toEqual([
      [[3, 3], 'test code: #[cfg(test)]', false],
      [[4, 6], 'the macro m!, whose body is measured nowhere', false],
      [[7, 7], 'what include! brings in from a file whose name is made by the build', false],
    ]);
  });
});

describe('a pattern', () => {
  const isExcluded = async (path: string, pattern: string) =>
    sorted([await source(path, 'product')], pattern).measured.length === 0;

  it.each<[pattern: string, path: string, excluded: boolean]>([
    ['xtask/**', 'xtask/src/main.rs', true],
    ['xtask/**', 'tools/xtask/src/main.rs', false],
    ['**/generated/*.rs', 'app/src/generated/a.rs', true],
    ['**/generated/*.rs', 'app/src/generated/deep/a.rs', false],
    ['src/*.rs', 'src/lib.rs', true],
    ['src/*.rs', 'src/a/b.rs', false],
    ['src/{a,b}.rs', 'src/b.rs', true],
    ['src/lib', 'src/lib.rs', false],
    ['src', 'src/lib.rs', false],
    // A folder whose name begins with a dot is no secret.
    ['**', '.hidden/a.rs', true],
    ['lib.rs', 'src/lib.rs', false],
  ])('%s, %s: %s', async (pattern, path, excluded) => {
    expect(await isExcluded(path, pattern)).toBe(excluded);
  });
});

describe('what is not known', () => {
  it('is what a part that does not parse owes, though the rest is measured', async () => {
    const { measured, gaps } = sorted([await source('src/lib.rs', 'product', 'fn f() {}\nfn g() { let = ; }\n')]);
    expect(measured).toHaveLength(1);
    expect(gaps).toMatchObject([
      { what: 'what src/lib.rs obliges its tests to reach', at: { path: 'src/lib.rs', line: 2 } },
    ]);
  });
});
