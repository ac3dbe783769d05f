import type { Nogood, Term, Variable } from './nogood.js';
import { cannotHold, heldSince, holds, type Trail, takeValues } from './trail.js';

/**
 * By variable: the nogoods to look at when it loses values. Each nogood is watched through its first two terms. As long as
 * neither of them holds nothing follows from it, so that it need not be looked at.
 */
export type Watches<Cause> = Nogood<Cause>[][];

/** Begins to watch a nogood, in a search that is under way. */
export function watch<Cause>(watches: Watches<Cause>, trail: Trail<Cause>, nogood: Nogood<Cause>): void {
  const { terms } = nogood;
  for (let index = 0; index < Math.min(2, terms.length); index += 1) {
    const first = longestOpen(trail, terms, index);
    const term = terms[first] as Term;
    terms[first] = terms[index] as Term;
    terms[index] = term;
    watching(watches, term.variable).push(nogood);
  }
}

/**
 * Index of the term, not before `from`, that does not hold, or that came to hold last: it is the first that no longer holds
 * when steps are taken back.
 */
function longestOpen<Cause>(trail: Trail<Cause>, terms: readonly Term[], from: number): number {
  let [found, latest] = [from, -2];
  for (let index = from; index < terms.length; index += 1) {
    const term = terms[index] as Term;
    if (!holds(trail, term)) return index;
    const since = heldSince(trail, term);
    if (since > latest) [found, latest] = [index, since];
  }
  return found;
}

/** Looks at every nogood that watches a variable. Gives back one whose terms all hold: a conflict. */
export function visit<Cause>(
  watches: Watches<Cause>,
  trail: Trail<Cause>,
  variable: Variable,
): Nogood<Cause> | undefined {
  const nogoods = watching(watches, variable);
  for (let index = nogoods.length - 1; index >= 0; index -= 1) {
    const nogood = nogoods[index] as Nogood<Cause>;
    const { terms } = nogood;
    watchSecond(terms, variable);
    const [first, second] = terms;
    if (first === undefined || (second !== undefined && !holds(trail, second))) continue;
    // Whatever the others do, nothing follows.
    if (cannotHold(trail, first)) continue;
    const next = anotherToWatch(trail, terms);
    if (next !== undefined) {
      watching(watches, next).push(nogood);
      nogoods[index] = nogoods.at(-1) as Nogood<Cause>;
      nogoods.pop();
    } else if (holds(trail, first)) return nogood;
    else takeValues(trail, first, nogood);
  }
  return undefined;
}

function watchSecond(terms: Term[], variable: Variable): void {
  const [first, second] = terms;
  if (first?.variable !== variable || second === undefined) return;
  terms[0] = second;
  terms[1] = first;
}

/** Makes a term that does not hold the second in the place of one that does, and gives its variable. */
function anotherToWatch<Cause>(trail: Trail<Cause>, terms: Term[]): Variable | undefined {
  for (let index = 2; index < terms.length; index += 1) {
    const other = terms[index] as Term;
    if (holds(trail, other)) continue;
    terms[index] = terms[1] as Term;
    terms[1] = other;
    return other.variable;
  }
  return undefined;
}

function watching<Cause>(watches: Watches<Cause>, variable: Variable): Nogood<Cause>[] {
  watches[variable] ??= [];
  return watches[variable];
}
