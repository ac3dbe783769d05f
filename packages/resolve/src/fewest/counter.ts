import { isAsked, isNotAsked, type Problem } from '../encode/problem.js';
import type { Term, Variable } from '../search/index.js';

/**
 * Counts how many of some terms hold: one variable for each part of the terms and each number says "at least so many of these". It grows with
 * the numbers that are asked for. https://doi.org/10.1007/11564751_73
 */
export interface Counter {
  terms: readonly Term[];
  /** By number, from 1: the variables for the first term, the first two, and so on. */
  atLeast: Variable[][];
}

/** A counter that has not been asked for a number. */
export function createCounter(terms: readonly Term[]): Counter {
  return { terms, atLeast: [] };
}

/** "So many of the terms hold, or more." `undefined` where there are not so many. */
export function holdAtLeast(problem: Problem, counter: Counter, count: number): Term | undefined {
  if (count > counter.terms.length) return undefined;
  while (counter.atLeast.length < count) addNumber(problem, counter);
  const variable = counter.atLeast[count - 1]?.at(-1);
  return variable === undefined ? undefined : isAsked(problem, { variable });
}

function addNumber(problem: Problem, { terms, atLeast }: Counter): void {
  const { search } = problem;
  const fewer = atLeast.at(-1);
  const variables = terms.map(() => search.variable(2));
  for (const [index, variable] of variables.entries()) {
    const conclude = (when: readonly Term[]) =>
      search.forbid([...when, isNotAsked(problem, { variable })], { kind: 'always' });
    const before = variables[index - 1];
    if (before !== undefined) conclude([isAsked(problem, { variable: before })]);
    const oneFewer = fewer?.[index - 1];
    const term = terms[index] as Term;
    if (fewer === undefined) conclude([term]);
    else if (oneFewer !== undefined) conclude([term, isAsked(problem, { variable: oneFewer })]);
  }
  atLeast.push(variables);
}
