import { expect, test } from 'vitest';
import { Lines } from './lines.js';
import { obligations, quoted } from './test-grammar.js';

test('columns are bytes of UTF-8, from 1', () => {
  const lines = new Lines('aé𝄞日b\n\tc');
  const columns = [0, 1, 2, 4, 5, 6].map((offset) => lines.point(offset).column);
  expect(columns).toEqual([1, 2, 4, 8, 11, 12]);
  expect([lines.point(7), lines.point(8), lines.point(9)]).toEqual([
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 2, column: 3 },
  ]);
});

test('every offset of a text is where counting its bytes finds it', () => {
  const text = 'ß\r\n// 日本\n\n𝄞𝄞x\ty\r\nz';
  const lines = new Lines(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const isInPair = /[\udc00-\udfff]/.test(text.charAt(offset));
    if (isInPair) continue;
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1)) + 1;
    expect(lines.point(offset), `offset ${offset}`).toEqual({ line, column });
  }
});

/** Places that rustc 1.95 and llvm-cov gave for this very text: `a` at 2:31-2:32 and `!b` at 2:36-2:38. */
test('a condition behind wide characters', () => {
  const source = 'fn f(a: bool, b: bool) -> u32 {\n    let é = "日本𝄞"; if a && !b { return 1; }\n}\n';
  const [decision] = obligations(source).decisions;
  expect(decision && 'conditions' in decision && decision.conditions.map(({ span }) => span)).toEqual([
    { line: 2, column: 31, endLine: 2, endColumn: 32 },
    { line: 2, column: 36, endLine: 2, endColumn: 38 },
  ]);
});

test('a byte order mark is no column, a carriage return ends no line', () => {
  const source = '\ufefffn f() { if a {} }\r\nfn g() {\r\n\tif b {}\r\n}\r\n';
  expect(obligations(source).decisions.map(({ span }) => [span.line, span.column])).toEqual([
    [1, 13],
    [3, 5],
  ]);
});

test('a surrogate pair where the parser’s buffer ends', () => {
  // The parser takes 5119 code units at a time.
  for (let shift = 5090; shift < 5120; shift++) {
    const source = `fn f() {\n//${'x'.repeat(shift - 12)}\nlet a = '𐳫'; if b {} }`;
    const { decisions, troubles } = obligations(source);
    expect([decisions.map(({ span }) => quoted(source, span)), troubles], `${shift}`).toEqual([['b'], []]);
  }
});

test('one line of half a million characters takes no longer than many lines', () => {
  const source = `fn f() { ${'é(a && b); '.repeat(50_000)} }`;
  const lines = new Lines(source);
  expect(lines.point(source.length).column).toBe(Buffer.byteLength(source) + 1);
  const started = process.cpuUsage();
  for (let offset = 0; offset < source.length; offset += 2) lines.point(offset);
  for (let offset = source.length; offset > 0; offset -= 2) lines.point(offset);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
});
