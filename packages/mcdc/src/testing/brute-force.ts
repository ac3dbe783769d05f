import type { Expression } from '../expression.js';
import type { Profile, TestVector } from '../records.js';

/** Evaluates an expression as Rust does, and notes which conditions were evaluated. */
export function evaluate(expression: Expression, values: readonly boolean[]): TestVector {
  const conditions = values.map((): boolean | null => null);
  const evaluated = (at: Expression): boolean => {
    switch (at.kind) {
      case 'condition':
        conditions[at.index] = values[at.index] === true;
        return values[at.index] === true;
      case 'not':
        return !evaluated(at.of);
      case 'and':
        return evaluated(at.left) && evaluated(at.right);
      case 'or':
        return evaluated(at.left) || evaluated(at.right);
    }
  };
  const result = evaluated(expression);
  return { conditions, result };
}

/** Every test vector of an expression, from all inputs. */
export function vectorsOf(expression: Expression, size: number): TestVector[] {
  const found = new Map<string, TestVector>();
  for (let input = 0; input < 2 ** size; input += 1) {
    const values = Array.from({ length: size }, (_, place) => (input & (1 << place)) === 0);
    const vector = evaluate(expression, values);
    found.set(JSON.stringify(vector), vector);
  }
  return [...found.values()];
}

/** The counts of a run in which these vectors were executed. */
export function countsOf(vectors: readonly Pick<TestVector, 'conditions'>[], size: number): Profile {
  const times = (condition: number, value: boolean) =>
    vectors.filter(({ conditions }) => conditions[condition] === value).length;
  return Array.from({ length: size }, (_, place) => ({ true: times(place, true), false: times(place, false) }));
}

/** Do two vectors show the independent effect of a condition, by the definition? */
export function isPairFor(condition: number, one: TestVector, other: TestVector): boolean {
  const values = one.conditions.map((value, place) => [value, other.conditions[place]]);
  return (
    one.result !== other.result &&
    values.every(([value, otherValue], place) =>
      place === condition
        ? value !== null && otherValue !== null && value !== otherValue
        : value === null || otherValue === null || value === otherValue,
    )
  );
}

/** Do the vectors that were executed show the independent effect of a condition? */
export function isShownBy(vectors: readonly TestVector[], condition: number): boolean {
  return vectors.some((one) => vectors.some((other) => isPairFor(condition, one, other)));
}

/** Every choice of so many of the items, with repetition and without order. */
export function multisets<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, place) => multisets(items.slice(place), size - 1).map((rest) => [item, ...rest]));
}
