import type { Problem } from '../encode/problem.js';
import { type Askable, askable } from '../encode/variables.js';
import type { Term } from '../search/index.js';

/**
 * Counts how many of some terms hold: one variable for each part of the terms and each number says "at least so many of these".
 * It grows with the numbers that are asked for. https://doi.org/10.1007/11564751_73
 */
export interface Counter {
  terms: readonly Term[];
  /** By number, from 1: the variables for the first term, the first two, and so on. */
  atLeast: Askable[][];
}

/** A counter that has not been asked for a number. */
export function createCounter(terms: readonly Term[]): Counter {
  return { terms, atLeast: [] };
}

/** "So many of the terms hold, or more." `undefined` where there are not so many. */
export function holdAtLeast({ search }: Problem, counter: Counter, count: number): Term | undefined {
  if (count > counter.terms.length) return undefined;
  while (counter.atLeast.length < count) counter.atLeast.push(atLeastOneMore(search, counter));
  return counter.atLeast[count - 1]?.at(-1)?.asked;
}

function atLeastOneMore(search: Problem['search'], { terms, atLeast }: Counter): Askable[] {
  const fewer = atLeast.at(-1);
  const variables = terms.map(() => askable(search, 2));
  for (const [index, { notAsked }] of variables.entries()) {
    const term = terms[index] as Term;
    const before = variables[index - 1];
    if (before !== undefined) search.forbid([before.asked, notAsked], { kind: 'always' });
    const oneFewer = fewer?.[index - 1];
    if (fewer === undefined) search.forbid([term, notAsked], { kind: 'always' });
    else if (oneFewer !== undefined) search.forbid([term, oneFewer.asked, notAsked], { kind: 'always' });
  }
  return variables;
}
