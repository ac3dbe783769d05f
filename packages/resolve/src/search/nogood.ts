import { intersection, union, type ValueSet } from './value-set.js';

/** A variable of a search, by its number. */
export type Variable = number;

/** "The variable has one of these values." */
export interface Term {
  variable: Variable;
  values: ValueSet;
}

/**
 * Terms that must not all hold. It is either given, and then has a cause, or learned from a conflict between others. At most one
 * term for each variable.
 */
export interface Nogood<Cause> {
  terms: Term[];
  cause: Cause | undefined;
  /** What a learned one follows from. Empty for one that is given. */
  from: readonly Nogood<Cause>[];
}

/** Terms by variable, while a nogood is worked out. */
export type Terms = Map<Variable, ValueSet>;

/** Makes terms about the same variable into one that says the same. Gives the terms back where there are none of the kind. */
export function mergedTerms(terms: Term[]): Term[] {
  const isMerged = terms.every(
    ({ variable }, index) => terms.findIndex((term) => term.variable === variable) === index,
  );
  return isMerged ? terms : [...mergeTerms(terms)].map(([variable, values]) => ({ variable, values }));
}

/** As {@link mergedTerms}, by variable. */
export function mergeTerms(terms: readonly Term[]): Terms {
  const merged: Terms = new Map();
  for (const term of terms) addTerm(merged, term);
  return merged;
}

/**
 * What follows from two nogoods by the values of one variable: where the other terms of both hold, it has a value neither of
 * the first nor of the second. The first is changed into it.
 */
export function resolveWith(terms: Terms, other: readonly Term[], on: Variable): void {
  for (const term of other) {
    const own = terms.get(on);
    if (term.variable !== on) addTerm(terms, term);
    else if (own !== undefined) terms.set(on, union(own, term.values));
  }
}

function addTerm(terms: Terms, { variable, values }: Term): void {
  const own = terms.get(variable);
  terms.set(variable, own === undefined ? values : intersection(own, values));
}
