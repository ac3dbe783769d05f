import { expect, test } from 'vitest';
import { countOf, type Probes, type Segment } from './probes.js';

const at = (line: number, column: number) => ({ line, column });
const entry = (line: number, column: number, count: number): Segment => ({
  line,
  column,
  count,
  hasCount: true,
  isRegionEntry: true,
  isGap: false,
});

/** The last of the segments at or before a place. They are in order. */
function lookup(segments: readonly Segment[]) {
  return ({ line, column }: { line: number; column: number }) =>
    segments.findLast((segment) => segment.line < line || (segment.line === line && segment.column <= column));
}

const probes: Probes = { from: at(2, 1), at: [at(2, 5), at(3, 1)] };

test('the largest count of the regions that are entered at or before its places', () => {
  expect(countOf(probes, lookup([entry(2, 5, 3), entry(3, 1, 7)]))).toBe(7);
  expect(countOf(probes, lookup([entry(2, 1, 3)]))).toBe(3);
  expect(countOf(probes, lookup([entry(2, 5, 0)]))).toBe(0);
});

test('undefined when nothing is recorded there', () => {
  expect(countOf(probes, lookup([]))).toBeUndefined();
  expect(countOf({ from: at(1, 1), at: [] }, lookup([entry(1, 1, 5)]))).toBeUndefined();
  expect(countOf(probes, lookup([{ ...entry(2, 5, 3), hasCount: false }]))).toBeUndefined();
  expect(countOf(probes, lookup([{ ...entry(2, 5, 3), isGap: true }]))).toBeUndefined();
});

test('a region that begins before the code, or falls back to one around it, says nothing', () => {
  expect(countOf(probes, lookup([entry(1, 9, 3)]))).toBeUndefined();
  expect(countOf(probes, lookup([entry(1, 9, 3), { ...entry(2, 3, 3), isRegionEntry: false }]))).toBeUndefined();
});

test('a region that goes on too far says nothing either', () => {
  const call: Probes = { from: at(2, 1), at: [at(2, 1)], until: at(2, 4) };
  const end = { ...entry(2, 4, 0), hasCount: false, isRegionEntry: false };
  expect(countOf(call, lookup([entry(2, 1, 3), end]))).toBe(3);
  expect(countOf(call, lookup([entry(2, 1, 3)]))).toBeUndefined();
});
