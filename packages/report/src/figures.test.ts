import { describe, expect, it } from 'vitest';
import { byGroup, labelsOf, lowestOf } from './figures.js';
import { markedSource } from './testing/marked-source.js';

const source = (group: string, ...figures: readonly (readonly [string, number | null])[]) =>
  markedSource('', { group, figures: figures.map(([label, ratio]) => ({ label, value: `${ratio}`, ratio })) });

describe('figures over several files', () => {
  const sources = [
    source('core', ['statement', 0.9], ['decision', null]),
    source('cli', ['decision', 0.25]),
    source('core', ['statement', 0.5], ['MC/DC', 1]),
  ];

  it('keeps groups and columns in the order in which they first come', () => {
    expect([...byGroup(sources)].map(([group, { length }]) => [group, length])).toEqual([
      ['core', 2],
      ['cli', 1],
    ]);
    expect(labelsOf(sources)).toEqual(['statement', 'decision', 'MC/DC']);
  });

  it('tells the lowest of those that have something to reach, and none of nothing', () => {
    expect(lowestOf(sources, 'statement')?.value).toBe('0.5');
    expect(lowestOf(sources, 'decision')?.value).toBe('0.25');
    expect(lowestOf(sources.slice(0, 1), 'decision')).toBeUndefined();
    expect(lowestOf(sources, 'condition')).toBeUndefined();
    expect(lowestOf([source('a', ['x', 0]), source('a', ['x', 1])], 'x')?.value).toBe('0');
  });
});
