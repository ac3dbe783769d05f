import type { Nogood, Term } from './nogood.js';
import type { State } from './state.js';
import { backjump, cannotHold, domainOf, heldSince, holds, type Trail, takeValues } from './trail.js';
import { onlyValue } from './value-set.js';
import { visit, watch } from './watches.js';

/**
 * Works out all that follows from the steps so far. Gives back a nogood whose terms all hold, a conflict. `onValue` is told of
 * every variable that has one value left, and may give more nogoods.
 */
export function propagate<Cause>(
  state: State<Cause>,
  onValue: (variable: number, value: number) => void,
): Nogood<Cause> | undefined {
  const { trail, watches } = state;
  for (;;) {
    const refuted = takeGiven(state);
    if (refuted !== undefined) return refuted;
    const step = trail.steps[state.visited];
    if (step === undefined) return undefined;
    state.visited += 1;
    const conflict = visit(watches, trail, step.variable);
    if (conflict !== undefined) return conflict;
    const value = onlyValue(domainOf(trail, step.variable));
    if (value !== undefined) onValue(step.variable, value);
  }
}

/** Takes back all steps above a level. Gives back a conflict, where what was taken back too early is one now. */
export function goBack<Cause>(state: State<Cause>, level: number): Nogood<Cause> | undefined {
  const { trail } = state;
  backjump(trail, level);
  state.visited = trail.steps.length;
  state.settled = 0;
  const late = state.late;
  state.late = [];
  return late.filter((nogood) => conclude(state, nogood) !== undefined)[0];
}

function takeGiven<Cause>(state: State<Cause>): Nogood<Cause> | undefined {
  for (let index = 0; index < state.given.length; index += 1) {
    const nogood = state.given[index] as Nogood<Cause>;
    watch(state.watches, state.trail, nogood);
    const conflict = conclude(state, nogood);
    if (conflict === undefined) continue;
    state.given.splice(0, index + 1);
    return conflict;
  }
  state.given.length = 0;
  return undefined;
}

/** Takes values by a nogood of which all terms but one hold. Gives it back when that one holds as well. */
function conclude<Cause>(state: State<Cause>, nogood: Nogood<Cause>): Nogood<Cause> | undefined {
  const { trail, late } = state;
  const { terms } = nogood;
  const open = terms.find((term) => !holds(trail, term));
  if (open === undefined) {
    late.push(nogood);
    return nogood;
  }
  if (terms.some((term) => term !== open && !holds(trail, term))) return undefined;
  if (!cannotHold(trail, open)) takeValues(trail, open, nogood);
  if (levelOfOthers(trail, terms, open) < trail.level) late.push(nogood);
  return undefined;
}

/** The level since which all terms but one hold. */
function levelOfOthers<Cause>(trail: Trail<Cause>, terms: readonly Term[], open: Term): number {
  let last = -1;
  for (const term of terms) if (term !== open) last = Math.max(last, heldSince(trail, term));
  return trail.steps[last]?.level ?? 0;
}
