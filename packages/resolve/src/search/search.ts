import { assume, takeBackTo } from './assume.js';
import { type Lesson, learn } from './learn.js';
import { mergedTerms, type Nogood, type Term, type Variable } from './nogood.js';
import { causesOf } from './proof.js';
import { goBack, propagate } from './propagate.js';
import { type Assumption, type Effort, emptyState, type State } from './state.js';
import { addVariable, decide, domainOf, isRequired, soleValue } from './trail.js';
import { oneValue, type ValueSet } from './value-set.js';

/**
 * A search for a value of every variable such that no nogood holds. Value 0 of a variable is what it has when nothing asks for
 * another. Nogoods may be given at any time, also while it runs, so that a problem need not be written down whole.
 */
export interface Search<Cause> {
  /** Adds a variable with the values 0 to `size - 1`. */
  variable(size: number): Variable;
  /** How many values a variable had at the start. */
  sizeOf(variable: Variable): number;
  /** The value that a variable has now, once only one is left. */
  soleValue(variable: Variable): number | undefined;
  /** The values that a variable can have now. */
  domainOf(variable: Variable): ValueSet;
  /**
   * Says that not all terms may hold. At most one of them may have 0 among its values: then it says that under the other terms
   * this variable is asked for. The search keeps the list and puts it into another order.
   */
  forbid(terms: Term[], cause: Cause): void;
  /**
   * Searches until there is a solution in which no term of the assumptions holds, or it is shown that there is none, or until
   * so many conflicts came up. What it learned it keeps for the next time, when the assumptions may be others; it is quickest
   * where the first ones are the same.
   */
  run(guide: Guide, options: { limit: number; assumptions?: readonly Assumption<Cause>[] }): Outcome<Cause>;
  readonly effort: Readonly<Effort>;
}

/** What the search asks of whoever knows what the variables mean. */
export interface Guide {
  /** The value to try first, of those that are left: at least two, and 0 is not among them. */
  choose(variable: Variable, domain: ValueSet): number;
  /**
   * A variable has one value left. What follows from that may be forbidden now. Told again when it was taken back and came
   * again.
   */
  onValue(variable: Variable, value: number): void;
}

export type { Assumption } from './state.js';

export type Outcome<Cause> =
  | { kind: 'solved' }
  /** Causes of nogoods and assumptions that cannot be met together. */
  | { kind: 'unsolvable'; causes: ReadonlySet<Cause> }
  | { kind: 'limit' };

/**
 * A search without variables, by unit propagation and by learning from conflicts.
 * https://github.com/dart-lang/pub/blob/master/doc/solver.md
 */
export function createSearch<Cause>(): Search<Cause> {
  const state = emptyState<Cause>();
  const { trail, sizes, effort } = state;
  return {
    variable: (size) => {
      sizes.push(size);
      return addVariable(trail, size);
    },
    sizeOf: (variable) => sizes[variable] ?? 0,
    soleValue: (variable) => soleValue(trail, variable),
    domainOf: (variable) => domainOf(trail, variable),
    forbid: (terms, cause) => {
      state.given.push({ terms: mergedTerms(terms), cause, from: NOTHING });
    },
    run: (guide, { limit, assumptions = [] }) => run(state, guide, limit, assumptions),
    effort,
  };
}

const NOTHING: readonly [] = [];

function run<Cause>(
  state: State<Cause>,
  guide: Guide,
  limit: number,
  assumptions: readonly Assumption<Cause>[],
): Outcome<Cause> {
  const { trail, effort } = state;
  const end = effort.conflicts + limit;
  let conflict = takeBackTo(state, assumptions);
  for (;;) {
    conflict ??= propagate(state, guide.onValue);
    if (conflict !== undefined) {
      const causes = giveWay(state, conflict);
      if (causes !== undefined) return { kind: 'unsolvable', causes };
      if (effort.conflicts >= end) return { kind: 'limit' };
      conflict = undefined;
      continue;
    }
    const assumption = assumptions[state.assumed.length];
    if (assumption !== undefined) {
      conflict = assume(state, assumption);
      continue;
    }
    const variable = undecided(state);
    if (variable === undefined) return { kind: 'solved' };
    effort.decisions += 1;
    decide(trail, {
      variable,
      values: oneValue(state.sizes[variable] ?? 0, guide.choose(variable, domainOf(trail, variable))),
    });
  }
}

/** Learns from a conflict and takes decisions back. Gives the causes where the conflict depends on none. */
function giveWay<Cause>(state: State<Cause>, first: Nogood<Cause>): ReadonlySet<Cause> | undefined {
  let conflict: Nogood<Cause> | undefined = first;
  while (conflict !== undefined) {
    state.effort.conflicts += 1;
    const { nogood, level }: Lesson<Cause> = learn(state.trail, conflict, state.assumed.length);
    if (level === undefined) return causesOf(state.trail, nogood);
    state.given.push(nogood);
    conflict = goBack(state, level);
  }
  return undefined;
}

/** The variable that must have a value other than 0, has no single one yet, and has been so for longest. */
function undecided<Cause>(state: State<Cause>): Variable | undefined {
  const { trail } = state;
  for (; state.settled < trail.steps.length; state.settled += 1) {
    const variable = trail.steps[state.settled]?.variable;
    if (variable !== undefined && isRequired(trail, variable) && soleValue(trail, variable) === undefined)
      return variable;
  }
  return undefined;
}
