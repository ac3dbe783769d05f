import type { Nogood } from './nogood.js';
import { goBack } from './propagate.js';
import type { Assumption, State } from './state.js';
import { cannotHold, holds, takeValues } from './trail.js';

/** Takes back all but what follows from assumptions that are made now as well. Gives back a conflict. */
export function takeBackTo<Cause>(
  state: State<Cause>,
  assumptions: readonly Assumption<Cause>[],
): Nogood<Cause> | undefined {
  const { assumed } = state;
  let same = 0;
  while (same < assumed.length && isSame(assumed[same], assumptions[same])) same += 1;
  assumed.length = same;
  return goBack(state, same);
}

/** Assumes that a term does not hold, for as long as no other assumption is made in its place. Gives back a conflict. */
export function assume<Cause>(state: State<Cause>, assumption: Assumption<Cause>): Nogood<Cause> | undefined {
  const { trail, assumed } = state;
  const { not, cause } = assumption;
  const nogood: Nogood<Cause> = { terms: [not], cause, from: [] };
  trail.level += 1;
  assumed.push(assumption);
  if (holds(trail, not)) return nogood;
  if (!cannotHold(trail, not)) takeValues(trail, not, nogood);
  return undefined;
}

function isSame<Cause>(a: Assumption<Cause> | undefined, b: Assumption<Cause> | undefined): boolean {
  return a?.cause === b?.cause && a?.not === b?.not;
}
