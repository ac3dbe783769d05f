import type { Diagram, Stage } from './diagram.js';
import type { Flow } from './flow.js';

/**
 * At least how many evaluations went through all of the stages, one after the other, by the counts. With counts that allow no
 * calculation it is 1 where it is certain that there was one, and 0 otherwise.
 *
 * Where evaluations meet, the counts do not tell which of them went on which way, and any pairing of those that came with those
 * that went has the same counts. So of `s` evaluations that came to a stage, among `visits` that came to it in all, as many as
 * possible may be among the `visits − out` that did not leave it by its exit (whether they left otherwise or ended inside): at
 * least `s − (visits − out)` did. Each meeting is independent of the others, so the bound is reached: it is exact.
 *
 * Without calculation: when each stage but the first can only be come to from the one before it, whoever left the last stage
 * went through all of them. That stays true when evaluations may end in the middle, since only those that left the last stage
 * are counted there.
 */
export function atLeast(diagram: Diagram, flow: Flow, stages: readonly Stage[]): number {
  let least = 1;
  for (const [place, stage] of stages.entries()) {
    const out = leaving(flow, stage);
    const before = stages[place - 1];
    if (!flow.isExact)
      least = out > 0 && (before === undefined || isOnlyWay(diagram, flow, before, stage.from)) ? 1 : 0;
    else least = before === undefined ? out : least - (flow.visits(stage.from) - out);
    if (least <= 0) return 0;
  }
  return least;
}

/**
 * May at least so many evaluations have gone through all of the stages, one after the other? Exact with exact counts: any
 * pairing at the meetings is possible, so the narrowest stage is what limits them.
 */
export function mayBe(flow: Flow, stages: readonly Stage[], evaluations = 1): boolean {
  return stages.every((stage) =>
    flow.isExact ? leaving(flow, stage) >= evaluations : stage.exits.some(flow.mayHaveTaken),
  );
}

/** Do all evaluations that may have come straight to a condition come by the exit of this stage? */
export function isOnlyWay(diagram: Diagram, flow: Flow, stage: Stage, condition: number): boolean {
  return diagram
    .into(condition)
    .filter(flow.mayHaveTaken)
    .every((step) => stage.exits.includes(step));
}

/** How many evaluations left the stage by its exit; a sum to be compared with 0 only when the flow is not exact. */
function leaving(flow: Flow, stage: Stage): number {
  return stage.exits.reduce((sum, step) => sum + flow.taken(step), 0);
}
