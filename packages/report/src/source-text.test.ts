import { sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { indexOfColumn, sourceText } from './source-text.js';
import { markedSource, span } from './testing/marked-source.js';

const linesOf = (text: string) => sourceText(markedSource(text), new Map([['src/lib.rs', text]])).lines;

describe('the text of a marked source', () => {
  it('has the lines that rustc counts', () => {
    expect(linesOf('a\nb\n')).toEqual(['a', 'b']);
    expect(linesOf('a\r\n\r\nb')).toEqual(['a', '', 'b']);
    expect(linesOf('a\rb\n\n')).toEqual(['a\rb', '']);
    expect(linesOf('')).toEqual([]);
    expect(linesOf('\n')).toEqual(['']);
  });

  it('is shown only where its digest is the one of the marks', () => {
    const source = markedSource('fn a() {}\n');
    expect(sourceText(source, undefined).because).toBe('its text is not at hand');
    expect(sourceText(source, new Map([['src/Lib.rs', 'fn a() {}\n']])).because).toBe('its text is not at hand');
    for (const other of ['fn a() {} \n', 'fn a() {}\r\n', '']) {
      expect(sourceText(source, new Map([['src/lib.rs', other]])).because).toMatch(/not the one judged/);
    }
  });

  it('is the same with and without a byte order mark, which is no part of a line', () => {
    for (const digest of [sha256('fn é() {}\n'), sha256('\ufefffn é() {}\n')]) {
      for (const text of ['fn é() {}\n', '\ufefffn é() {}\n']) {
        const source = markedSource('', { sha256: digest });
        expect(sourceText(source, new Map([['src/lib.rs', text]])).lines).toEqual(['fn é() {}']);
      }
    }
    const twice = markedSource('a', { sha256: sha256('a') });
    expect(sourceText(twice, new Map([['src/lib.rs', '\ufeff\ufeffa']])).lines).toBeUndefined();
  });

  it.each([
    { lines: [{ line: 3, kind: 'missed' as const }] },
    { lines: [{ line: 0, kind: 'missed' as const }] },
    { spans: [span([3, 1], [3, 2], '')] },
    { notes: [{ line: 3, title: '', text: [] }] },
  ])('is not shown with marks of lines that it does not have: %j', (marks) => {
    const text = 'a\nb\n';
    const texts = new Map([['src/lib.rs', text]]);
    expect(sourceText(markedSource(text, marks), texts).because).toMatch(/lines that it does not have/);
  });

  it('is shown with marks of its last line, and with a span that ends below it', () => {
    const marks = { lines: [{ line: 2, kind: 'missed' as const }], spans: [span([2, 1], [3, 1], '')] };
    expect(sourceText(markedSource('a\nb\n', marks), new Map([['src/lib.rs', 'a\nb\n']])).lines).toHaveLength(2);
  });
});

describe('indexOfColumn', () => {
  it('counts bytes of UTF-8', () => {
    const line = '\té‰🦀x';
    const starts = [...line].map((_, index, all) => Buffer.byteLength(all.slice(0, index).join('')) + 1);
    expect(starts).toEqual([1, 2, 4, 7, 11]);
    expect(starts.map((column) => indexOfColumn(line, column))).toEqual([0, 1, 2, 3, 5]);
  });

  it('never cuts a character, and stays in the line', () => {
    expect([8, 9, 10].map((column) => indexOfColumn('\té‰🦀x', column))).toEqual([5, 5, 5]);
    expect(indexOfColumn('abc', 99)).toBe(3);
    expect(indexOfColumn('abc', 0)).toBe(0);
    expect(indexOfColumn('abc', -5)).toBe(0);
    expect(indexOfColumn('', 1)).toBe(0);
    expect(indexOfColumn('abc', Number.MAX_SAFE_INTEGER)).toBe(3);
  });
});
