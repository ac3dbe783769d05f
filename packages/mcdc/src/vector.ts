import type { Diagram, Step } from './diagram.js';
import type { Path } from './paths.js';
import type { Profile, TestVector } from './records.js';

/** A path as a test vector. @throws {RangeError} when it does not lead to an outcome. */
export function vectorOf(diagram: Diagram, path: Path): TestVector {
  const conditions = new Array<boolean | null>(diagram.size).fill(null);
  for (const { condition, value } of path) conditions[condition] = value;
  const last = path.at(-1);
  const result = last === undefined ? undefined : diagram.next(last);
  if (typeof result !== 'boolean') throw new RangeError('The path ends before an outcome.');
  return { conditions, result };
}

/**
 * A vector that was executed, as the profile of that one evaluation.
 * @throws {RangeError} when evaluating the decision with these values evaluates other conditions, or has the other outcome.
 */
export function profileOfVector(diagram: Diagram, { conditions, result }: TestVector): Profile {
  const path = pathOf(diagram, conditions);
  const expected = path === undefined ? undefined : vectorOf(diagram, path);
  const fits =
    expected?.result === result &&
    conditions.length === diagram.size &&
    conditions.every((value, condition) => value === expected.conditions[condition]);
  if (!fits) throw new RangeError(`No evaluation of the decision is ${JSON.stringify(conditions)} with ${result}.`);
  return conditions.map((value) => ({ true: value === true ? 1 : 0, false: value === false ? 1 : 0 }));
}

/** The path that these values lead along; undefined where the value of a condition that is come to is missing. */
function pathOf(diagram: Diagram, conditions: TestVector['conditions']): Path | undefined {
  const path: Step[] = [];
  let at: number | boolean = 0;
  while (typeof at === 'number') {
    const value: boolean | null | undefined = conditions[at];
    if (typeof value !== 'boolean') return undefined;
    const step: Step = { condition: at, value };
    path.push(step);
    at = diagram.next(step);
  }
  return path;
}
