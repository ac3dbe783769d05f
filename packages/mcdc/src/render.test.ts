import { describe, expect, it } from 'vitest';
import { renderExpression } from './render.js';
import { a, and, b, c, d, nameOf, not, or } from './testing/expressions.js';

describe('renderExpression', () => {
  it.each([
    [or(and(a, b), c), '(a && b) || c'],
    [and(a, or(b, c)), 'a && (b || c)'],
    [or(or(a, b), or(c, d)), 'a || b || c || d'],
    [not(and(a, not(b))), '!(a && !b)'],
    [not(not(a)), '!!a'],
    [and(not(or(a, b)), c), '!(a || b) && c'],
  ])('puts operands of another kind in parentheses (%#)', (expression, expected) => {
    expect(renderExpression(expression, nameOf)).toBe(expected);
  });

  it.each([
    ['self.is_ready()', '!self.is_ready()'],
    ['map.get(&(x, y)).is_some()', '!map.get(&(x, y)).is_some()'],
    ['flags[i + 1]', '!flags[i + 1]'],
    ['*p', '!*p'],
    ['x == y', '!(x == y)'],
    ['text.contains("(")', '!(text.contains("("))'],
    ['x as bool', '!(x as bool)'],
  ])('negates %s as %s', (text, expected) => {
    expect(renderExpression(not(a), () => text)).toBe(expected);
  });

  it.each([
    ['x == y', 'x == y && x == y'],
    ['x <= y', 'x <= y && x <= y'],
    ['let Some(x) = y', 'let Some(x) = y && let Some(x) = y'],
    ['return true', '(return true) && (return true)'],
    ['if x { y } else { z }', '(if x { y } else { z }) && (if x { y } else { z })'],
    ['{ x }', '({ x }) && ({ x })'],
    ['returned', 'returned && returned'],
  ])('keeps %s whole among others', (text, expected) => {
    expect(renderExpression(and(a, b), () => text)).toBe(expected);
  });
});
