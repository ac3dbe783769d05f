import { type Statement, sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { markedInputs, sourceTexts } from './source-texts.js';
import { ASKED, gadgets, good, statements, wider } from './testing/sample.js';

/** The statements of a check that marked these files, and lists those as its inputs. */
function made(marked: readonly object[], inputs: readonly object[] = marked): Statement[] {
  const all = structuredClone(statements({ ...good, gadgets: { wanted: true, ran: true } }));
  for (const { predicate } of all) {
    if (predicate.check === 'gadgets') Object.assign(predicate, { facts: { marked }, inputs });
  }
  return all;
}

const input = (path: string, content: string | Uint8Array = ASKED) => ({ path, sha256: sha256(content) });

describe('the inputs whose texts a report shows', () => {
  const pathsOf = (all: Statement[]) => markedInputs(all, wider.checks).map(({ path }) => path);

  it('are those that a check marked', () => {
    expect(markedInputs(made([input('widgets.txt')]), wider.checks)).toEqual([input('widgets.txt')]);
    expect(pathsOf(statements(good))).toEqual([]);
  });

  it('are none that its evidence does not list, or lists with another digest', () => {
    expect(pathsOf(made([input('a'), input('b')], [input('a'), input('b', 'other')]))).toEqual(['a']);
    expect(pathsOf(made([input('widgets.txt')], []))).toEqual([]);
  });

  it('are none of which bundles hold no copy: outside of the workspace', () => {
    const outside = ['/etc/passwd', '../secret', '~/.netrc', '$CARGO_HOME/registry/src/x/lib.rs', '<outside>/x', ''];
    expect(pathsOf(made(outside.map((path) => input(path))))).toEqual([]);
  });

  it('are none where facts are missing, or not those of the check', () => {
    for (const facts of [null, { marked: 'all' }, []]) {
      const all = made([input('widgets.txt')]);
      for (const { predicate } of all) Object.assign(predicate, { facts });
      expect(pathsOf(all)).toEqual([]);
    }
  });

  it('are none of a check that is not known, or marks nothing', () => {
    const { sources: _, ...blind } = gadgets;
    const all = made([input('widgets.txt')]);
    expect(markedInputs(all, [])).toEqual([]);
    expect(markedInputs(all, [blind])).toEqual([]);
  });
});

describe('the texts of inputs', () => {
  const texts = (content: Uint8Array | undefined, of: string | Uint8Array = content ?? '') => [
    ...sourceTexts([input('a', of)], () => content),
  ];
  const bytes = (...all: number[]) => Uint8Array.from(all);

  it('are those of UTF-8, a byte order mark and line ends as they are', () => {
    const content = new TextEncoder().encode('\ufefflet é = "🦀";\r\n');
    expect(texts(content)).toEqual([['a', '\ufefflet é = "🦀";\r\n']]);
    expect(texts(bytes())).toEqual([['a', '']]);
  });

  it.each([
    ['Latin-1', bytes(0x2f, 0x2f, 0xe9)],
    ['cut off in a character', bytes(0x61, 0xf0, 0x9f)],
    ['a lone surrogate', bytes(0xed, 0xa0, 0x80)],
    ['an overlong form', bytes(0xc0, 0xaf)],
  ])('are left out where the content is not UTF-8: %s', (_, content) => {
    expect(texts(content)).toEqual([]);
  });

  it('are left out where the content is not at hand, or is another', () => {
    expect(texts(undefined)).toEqual([]);
    expect(texts(new TextEncoder().encode('changed'), 'as it was')).toEqual([]);
  });
});
