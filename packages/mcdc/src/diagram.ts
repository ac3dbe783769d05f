import { conditionCount, type Expression, firstConditionOf } from './expression.js';

/** Where an evaluation goes when a condition has its value: on to another condition, by number, or to the outcome. */
export type Target = number | boolean;

/** One condition with one value: an edge of the decision diagram. */
export interface Step {
  readonly condition: number;
  readonly value: boolean;
}

/** Conditions that are gone through as one, since they are an operand: entered at the first only, left in one of two ways. */
export interface Stage {
  /** The first condition, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Where the evaluation goes when the operand has the value that is meant. */
  readonly exit: Target;
  /** The steps by which it goes there. */
  readonly exits: readonly Step[];
}

/** Where a condition stands in its decision. */
export interface Place {
  /** The operands that must have been passed before the condition is evaluated, in the order of evaluation. */
  readonly before: readonly Stage[];
  /**
   * The condition with each value, and the operands that come after it then, in the order of evaluation, each with the value
   * beside which that of the condition decides the outcome: true beside `&&`, false beside `||`.
   */
  readonly whenTrue: readonly Stage[];
  readonly whenFalse: readonly Stage[];
}

/** The short-circuit evaluation of a decision as a graph without cycles: conditions are its nodes, numbered as they come. */
export interface Diagram {
  readonly size: number;
  next(step: Step): Target;
  /** The steps that lead straight to a condition. */
  into(condition: number): readonly Step[];
  /** The steps with which the decision has an outcome. */
  ending(outcome: boolean): readonly Step[];
  /** A step as a stage of its own. */
  stage(step: Step): Stage;
  place(condition: number): Place;
}

/** The decision diagram of an expression. @throws {RangeError} when its conditions are not numbered from left to right. */
export function diagramOf(expression: Expression): Diagram {
  const size = conditionCount(expression);
  const targets = Array.from({ length: size }, (_, condition) => descend(expression, size, condition).targets);
  const next = ({ condition, value }: Step): Target => {
    const found = targets[condition];
    if (found === undefined) throw new RangeError(`The decision has no condition ${condition}.`);
    return found[value ? 'true' : 'false'];
  };
  const steps = targets.flatMap((_, condition) => [true, false].map((value): Step => ({ condition, value })));
  const into = targets.map((): Step[] => []);
  for (const step of steps) {
    const target = next(step);
    if (typeof target === 'number') into[target]?.push(step);
  }
  const withExits = ({ from, to, exit }: Operand): Stage => {
    const exits = steps.slice(2 * from, 2 * to).filter((step) => next(step) === exit);
    return { from, to, exit, exits };
  };
  const stages = steps.map((step) => withExits({ from: step.condition, to: step.condition + 1, exit: next(step) }));
  const stage = ({ condition, value }: Step): Stage => stages[2 * condition + (value ? 0 : 1)] as Stage;
  return {
    size,
    next,
    into: (condition) => into[condition] ?? [],
    ending: (outcome) => steps.filter((step) => next(step) === outcome),
    stage,
    place: (condition) => {
      const { before, whenTrue, whenFalse } = descend(expression, size, condition);
      const side = (value: boolean, operands: readonly Operand[]) => [
        stage({ condition, value }),
        ...operands.map(withExits),
      ];
      return { before: before.map(withExits), whenTrue: side(true, whenTrue), whenFalse: side(false, whenFalse) };
    },
  };
}

type Operand = Omit<Stage, 'exits'>;

interface Descent {
  readonly targets: { readonly true: Target; readonly false: Target };
  readonly before: readonly Operand[];
  readonly whenTrue: readonly Operand[];
  readonly whenFalse: readonly Operand[];
}

/** Goes down from the whole expression to a condition, and notes which operands stand beside the way. */
function descend(expression: Expression, size: number, condition: number): Descent {
  let at = expression;
  let to = size;
  let targets: Descent['targets'] = { true: true, false: false };
  let negations = 0;
  const before: Operand[] = [];
  const after: { operand: Operand; value: boolean; negations: number }[] = [];
  while (at.kind !== 'condition') {
    if (at.kind === 'not') {
      targets = { true: targets.false, false: targets.true };
      negations += 1;
      at = at.of;
      continue;
    }
    // The value of the left operand with which the right one is evaluated. It is also the value of the right operand beside
    // which that of the left one decides.
    const value = at.kind === 'and';
    const right = firstConditionOf(at.right);
    if (condition >= right) {
      before.push({ from: firstConditionOf(at.left), to: right, exit: right });
      at = at.right;
    } else {
      after.push({ operand: { from: right, to, exit: value ? targets.true : targets.false }, value, negations });
      targets = value ? { ...targets, true: right } : { ...targets, false: right };
      to = right;
      at = at.left;
    }
  }
  // With an even number of negations between, the left operand has the value of the condition.
  const follows = (value: boolean) =>
    after
      .filter((each) => (negations - each.negations) % 2 === (each.value === value ? 0 : 1))
      .map((each) => each.operand);
  return { targets, before, whenTrue: follows(true).reverse(), whenFalse: follows(false).reverse() };
}
