import type { Nogood, Term, Variable } from './nogood.js';
import { allValues, hasValue, isDisjoint, isSubset, onlyValue, type ValueSet, without } from './value-set.js';

/** One step of a search: a variable lost values, by decision or because a nogood took them. */
export interface Step<Cause> {
  variable: Variable;
  before: ValueSet;
  /** The nogood that took the values; `undefined` for a decision. */
  reason: Nogood<Cause> | undefined;
  /** 0 for what is always so, and one more for each assumption and each decision that was made before, or that it is. */
  level: number;
  /** Index of the step before it about the same variable, -1 for none. */
  previous: number;
}

/** What values each variable can still have, and how that came about. */
export interface Trail<Cause> {
  steps: Step<Cause>[];
  /** By variable: the values that it can still have. */
  domains: ValueSet[];
  /** By variable: index of the last step about it, -1 for none. */
  last: number[];
  level: number;
}

export function emptyTrail<Cause>(): Trail<Cause> {
  return { steps: [], domains: [], last: [], level: 0 };
}

/** Adds a variable with the values 0 to `size - 1`. */
export function addVariable<Cause>({ domains, last }: Trail<Cause>, size: number): Variable {
  last.push(-1);
  return domains.push(allValues(size)) - 1;
}

export function domainOf<Cause>({ domains }: Trail<Cause>, variable: Variable): ValueSet {
  const domain = domains[variable];
  if (domain === undefined) throw new RangeError(`there is no variable ${variable}`);
  return domain;
}

/** The value that a variable has, once only one is left. */
export function soleValue<Cause>(trail: Trail<Cause>, variable: Variable): number | undefined {
  return onlyValue(domainOf(trail, variable));
}

/** Must the variable have a value other than 0? */
export function isRequired<Cause>(trail: Trail<Cause>, variable: Variable): boolean {
  return !hasValue(domainOf(trail, variable), 0);
}

/** Decides that a variable has one of these values. */
export function decide<Cause>(trail: Trail<Cause>, { variable, values }: Term): void {
  trail.level += 1;
  step(trail, variable, values, undefined);
}

/** Takes values from a variable, because of a nogood. */
export function takeValues<Cause>(trail: Trail<Cause>, { variable, values }: Term, reason: Nogood<Cause>): void {
  step(trail, variable, without(domainOf(trail, variable), values), reason);
}

function step<Cause>(trail: Trail<Cause>, variable: Variable, left: ValueSet, reason: Nogood<Cause> | undefined): void {
  const before = domainOf(trail, variable);
  const previous = trail.last[variable] ?? -1;
  trail.domains[variable] = left;
  trail.last[variable] = trail.steps.push({ variable, before, reason, level: trail.level, previous }) - 1;
}

/** Takes back every step above a level. */
export function backjump<Cause>(trail: Trail<Cause>, level: number): void {
  for (let step = trail.steps.at(-1); step !== undefined && step.level > level; step = trail.steps.at(-1)) {
    trail.domains[step.variable] = step.before;
    trail.last[step.variable] = step.previous;
    trail.steps.pop();
  }
  trail.level = level;
}

/** Does a term hold, whatever values are still chosen? */
export function holds<Cause>(trail: Trail<Cause>, { variable, values }: Term): boolean {
  return isSubset(domainOf(trail, variable), values);
}

/** Can a term not hold, whatever values are still chosen? */
export function cannotHold<Cause>(trail: Trail<Cause>, { variable, values }: Term): boolean {
  return isDisjoint(domainOf(trail, variable), values);
}

/** Index of the step with which a term that holds came to hold; -1 where it always did. */
export function heldSince<Cause>({ steps, last }: Trail<Cause>, { variable, values }: Term): number {
  let index = last[variable] ?? -1;
  for (let step = steps[index]; step !== undefined && isSubset(step.before, values); step = steps[index]) {
    index = step.previous;
  }
  return index;
}
