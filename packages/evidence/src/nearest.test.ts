import { expect, it } from 'vitest';
import { allNear, didYouMean, nearest } from './nearest.js';

const words = ['levels', 'level', 'Baseline', 'target'];

it('finds what a slip of the hand meant, the most likely first', () => {
  expect(allNear('levl', words)).toEqual(['level']);
  expect(allNear('levels', words)).toEqual(['levels', 'level']);
  expect(nearest('baselin', words)).toBe('Baseline');
});

it('finds nothing where more than a third of the word is wrong', () => {
  expect(allNear('tarXXX', words)).toEqual([]);
  expect(nearest('foo', words)).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});

it('asks, or says nothing', () => {
  expect(didYouMean('levl', words)).toBe('; did you mean "level"?');
  expect(didYouMean('foo', words)).toBe('');
});
