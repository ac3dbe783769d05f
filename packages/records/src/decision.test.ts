import { describe, expect, it } from 'vitest';
import { combineDecisions, conditionsOf, type Decision } from './decision.js';
import type { Span } from './span.js';

const at = (column: number, endColumn: number, line = 1): Span => ({ line, column, endLine: line, endColumn });

describe('conditionsOf', () => {
  // if a && f(b || c) {} if d && e {}
  const [a, f, b, c, d, e] = [at(4, 5), at(9, 18), at(11, 12), at(16, 17), at(24, 25), at(29, 30)] as const;
  const spans = [a, f, b, c, d, e];

  it('finds the conditions of a decision, and not those of one in it or beside it', () => {
    expect(conditionsOf(at(4, 18), 2, spans)).toEqual([a, f]);
    expect(conditionsOf(at(11, 17), 2, spans)).toEqual([b, c]);
    expect(conditionsOf(at(24, 30), 2, spans)).toEqual([d, e]);
  });

  it('says nothing where their number is another', () => {
    expect(conditionsOf(at(4, 18), 3, spans)).toBeUndefined();
    expect(conditionsOf(at(4, 18), 4, spans)).toBeUndefined();
    expect(conditionsOf(at(4, 18, 2), 2, spans)).toBeUndefined();
    expect(conditionsOf(at(4, 17), 2, spans)).toBeUndefined();
    expect(conditionsOf(at(4, 18), 2, [])).toBeUndefined();
  });

  it('says nothing where one is only partly in the decision', () => {
    expect(conditionsOf(at(4, 10), 1, [at(4, 5), at(9, 12)])).toBeUndefined();
    expect(conditionsOf(at(4, 10), 1, [at(3, 9)])).toBeUndefined();
  });

  it('finds them where a longer span begins with the decision, and where spans are empty', () => {
    expect(conditionsOf(at(4, 10), 2, [at(4, 20), at(4, 5), at(8, 8), at(10, 11)])).toEqual([at(4, 5), at(8, 8)]);
  });

  it('finds them over several lines', () => {
    const over = { line: 1, column: 4, endLine: 3, endColumn: 9 };
    expect(conditionsOf(over, 2, [at(2, 3), at(4, 5), at(8, 9, 3), at(9, 10, 3), at(1, 2, 4)])).toEqual([
      at(4, 5),
      at(8, 9, 3),
    ]);
  });
});

describe('combineDecisions', () => {
  const vectors = {
    first: { conditions: [true, false], result: false },
    second: { conditions: [false, null], result: false },
    third: { conditions: [true, true], result: true },
  };
  const decision = (more: Partial<Decision>): Decision => ({
    ...{ ...at(4, 10), conditions: undefined, shown: [false, false], vectors: undefined, ...more },
  });

  it('holds for shown what one of two runs showed', () => {
    expect(combineDecisions(decision({ shown: [true, false] }), decision({})).shown).toEqual([true, false]);
    expect(combineDecisions(decision({ shown: [true, false] }), decision({ shown: [false, true] })).shown).toEqual([
      true,
      true,
    ]);
    expect(combineDecisions(decision({}), decision({})).shown).toEqual([false, false]);
  });

  it('holds each vector once, in one order, and knows which are not known', () => {
    const { first, second, third } = vectors;
    const one = decision({ vectors: [first, second] });
    const other = decision({ vectors: [third, first] });
    expect(combineDecisions(one, other).vectors).toEqual([second, first, third]);
    expect(combineDecisions(other, one)).toEqual(combineDecisions(one, other));
    expect(combineDecisions(one, decision({})).vectors).toHaveLength(2);
    expect(combineDecisions(decision({}), decision({})).vectors).toBeUndefined();
  });

  it('keeps the conditions that one of two knows', () => {
    const conditions = [at(4, 5), at(9, 10)];
    expect(combineDecisions(decision({}), decision({ conditions })).conditions).toEqual(conditions);
  });
});
