import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagram.js';
import { flowOf, type ProfileState } from './flow.js';
import { counts } from './testing/counts.js';
import { a, and, b, c, or } from './testing/expressions.js';

const diagram = diagramOf(or(and(a, b), c));
const full = Number.MAX_SAFE_INTEGER;

describe('flowOf', () => {
  it.each<[ProfileState, string]>([
    ['complete', '0/0 0/0 0/0'],
    ['complete', '3/2 2/1 2/1'],
    ['interrupted', '3/2 1/1 2/1'],
    ['interrupted', '3/2 2/1 0/0'],
    ['contradictory', '3/2 3/1 2/1'],
    ['contradictory', '0/0 0/0 0/1'],
    ['saturated', `${full}/2 2/1 2/1`],
    ['saturated', '3/2 2/1 Infinity/1'],
    ['contradictory', `0/2 ${full}/0 2/0`],
    ['contradictory', `3/0 3/1 ${full}/0`],
  ])('finds the profile %s: %s', (state, text) => {
    expect(flowOf(diagram, counts(text)).state).toBe(state);
  });

  it('does not calculate with sums beyond the safe integers', () => {
    const flow = flowOf(diagram, counts(`${full - 1}/2 ${full - 1}/0 2/0`));
    expect(flow.state).toBe('saturated');
    expect(flow.isExact).toBe(false);
  });

  it('counts a visit for each step that leads to a condition', () => {
    expect(flowOf(diagram, counts('3/2 2/1 2/0')).visits(2)).toBe(3);
    expect(flowOf(diagram, counts('3/2 2/1 2/0')).visits(0)).toBe(5);
  });

  it('takes a count of 0 at its word unless the counts contradict each other', () => {
    const step = { condition: 2, value: false };
    expect(flowOf(diagram, counts(`${full}/2 2/1 2/0`)).mayHaveTaken(step)).toBe(false);
    expect(flowOf(diagram, counts('3/2 9/1 2/0')).mayHaveTaken(step)).toBe(true);
  });

  it.each(['1/1', '1/1 1/1 1/1 1/1', '-1/1 1/1 1/1', '1.5/1 1/1 1/1', 'NaN/1 1/1 1/1', '-Infinity/1 1/1 1/1'])(
    'refuses %s',
    (text) => {
      expect(() => flowOf(diagram, counts(text))).toThrow(RangeError);
    },
  );
});
