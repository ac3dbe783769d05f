import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagram.js';
import { counts } from './testing/counts.js';
import { a, and, b, c, not, or } from './testing/expressions.js';
import { profileOfVector, vectorOf } from './vector.js';

const diagram = diagramOf(or(and(a, not(b)), c));

describe('profileOfVector', () => {
  it('counts each condition that was evaluated once', () => {
    expect(profileOfVector(diagram, { conditions: [true, false, null], result: true })).toEqual(counts('1/0 0/1 0/0'));
    expect(profileOfVector(diagram, { conditions: [false, null, false], result: false })).toEqual(
      counts('0/1 0/0 0/1'),
    );
  });

  it.each([
    ['a condition that is skipped', [false, true, true], true],
    ['none where one is evaluated', [true, null, true], true],
    ['the wrong outcome', [true, false, null], false],
    ['too few', [true, false], true],
    ['too many', [true, false, null, null], true],
    ['nothing', [], false],
  ])('refuses a vector with %s', (_, conditions, result) => {
    expect(() => profileOfVector(diagram, { conditions, result })).toThrow(RangeError);
  });
});

describe('vectorOf', () => {
  it('refuses a path that has no outcome', () => {
    expect(() => vectorOf(diagram, [{ condition: 0, value: true }])).toThrow(RangeError);
    expect(() => vectorOf(diagram, [])).toThrow(RangeError);
  });
});
