import type { Deviation } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { justificationsOf } from './justify.js';
import type { Measured } from './sources/classify.js';
import { parsed } from './testing/parsed.js';

const text = [
  '/// Says what a is.',
  'pub fn f(a: u8) -> u8 {',
  '    a + 1 // more',
  '}',
  'impl A {',
  '    fn g(&self) {}',
  '}',
  'impl B {',
  '    fn g(&self) {}',
  '}',
  '#[cfg(unix)]',
  'fn twice() {}',
  '#[cfg(windows)]',
  'fn twice() {}',
  '',
].join('\n');

async function source(path: string, own = text): Promise<Measured> {
  const place = { path, file: `/w/${path}`, manifest: '/w/Cargo.toml', reached: 'product' as const, isShared: false };
  return { ...place, obligations: await parsed(own), sha256: '0'.repeat(64), text: own };
}

const at = { path: 'assay.toml', line: 20, column: 1 };

/** What becomes of a justification with this scope. */
async function justified(scope: Deviation['scope'], ...sources: Measured[]) {
  const deviation = { id: 'DEV-012', rule: 'coverage/unreached', scope, at, rationale: 'r', approvedBy: 'a' };
  const all = sources.length > 0 ? sources : [await source('src/lib.rs')];
  const [only] = justificationsOf([{ ...deviation, expires: '2030-01-01' }], all);
  if (only === undefined) throw new Error('every deviation of the rule is a justification');
  return only;
}

describe('a justification', () => {
  it('speaks of a function in its file, with the digest of its source as it is', async () => {
    const found = await justified({ item: 'src/lib.rs::f', version: 'aaaaaaaaaaaaaaaa' });
    expect(found).toEqual({
      ...{ deviation: 'DEV-012', at, item: 'src/lib.rs::f', stated: 'aaaaaaaaaaaaaaaa' },
      // printf 'pub fn f ( a : u8 ) -> u8 { a + 1 }' | sha256sum
      ...{ actual: 'ff9c13b69f599c36', path: 'src/lib.rs', lines: [2, 4] },
    });
  });

  it('speaks of a method by its whole path, so that another type’s is not meant', async () => {
    expect(await justified({ item: 'src/lib.rs::A::g' })).toMatchObject({ lines: [6, 6], stated: null });
    expect(await justified({ item: 'src/lib.rs::B::g' })).toMatchObject({ lines: [9, 9] });
    expect(await justified({ item: 'src/lib.rs::g' })).toMatchObject({ lines: null });
  });

  it('speaks of lines', async () => {
    expect(await justified({ item: 'src/lib.rs:3' })).toMatchObject({ path: 'src/lib.rs', lines: [3, 3] });
    expect(await justified({ item: 'src/lib.rs:2-4' })).toMatchObject({ lines: [2, 4] });
  });

  it('is bound to tokens: comments and layout may change, and nothing else', async () => {
    const digest = async (own: string) =>
      (await justified({ item: 'src/lib.rs::f' }, await source('src/lib.rs', own))).actual;
    const [before] = [await digest(text)];
    expect(await digest(text.replace('// more', '/* less */').replace('    a', '\ta'))).toBe(before);
    expect(await digest(`\n\n${text}`)).toBe(before);
    expect(await digest(text.replace('a + 1', 'a + 2'))).not.toBe(before);
  });

  it.each([
    ['a function that is not there', 'src/lib.rs::h'],
    ['one of several with that name', 'src/lib.rs::twice'],
    ['a file that is not measured', 'src/other.rs::f'],
    ['a file whose name only begins like it', 'src/lib.rs2::f'],
    ['lines behind the end', 'src/lib.rs:14-99'],
    ['lines that run backwards', 'src/lib.rs:4-2'],
    ['line 0', 'src/lib.rs:0'],
    ['a line that is no number', 'src/lib.rs:1e1'],
    ['a whole file', 'src/lib.rs'],
    ['nothing', ''],
  ])('speaks of nothing where it names %s', async (_, item) => {
    expect(await justified({ item, version: 'aaaaaaaaaaaaaaaa' })).toMatchObject({
      ...{ item, stated: 'aaaaaaaaaaaaaaaa', actual: null, path: null, lines: null },
    });
  });

  it.each<[Deviation['scope'], string]>([
    [{ file: 'src/lib.rs' }, 'src/lib.rs'],
    [{ package: 'app' }, 'app'],
    [{ target: 'thumbv7em-none-eabihf' }, 'thumbv7em-none-eabihf'],
  ])('speaks of no source where its scope is another: %j', async (scope, item) => {
    expect(await justified(scope)).toMatchObject({ item, actual: null });
  });

  it('finds the file whose name is longer than another’s', async () => {
    const sources = [await source('src/a'), await source('src/a.rs')];
    expect(await justified({ item: 'src/a.rs::f' }, ...sources)).toMatchObject({ path: 'src/a.rs' });
  });
});

it('leaves the deviations of other rules alone', async () => {
  const other = {
    id: 'D',
    rule: 'coverage/statement',
    scope: { item: 'src/lib.rs::f' },
    at,
    rationale: 'r',
    approvedBy: 'a',
  };
  expect(justificationsOf([{ ...other, expires: '2030-01-01' }], [await source('src/lib.rs')])).toEqual([]);
});
