import type { Diagram, Stage, Step } from './diagram.js';
import { type Expression, foldValues } from './expression.js';

/** The conditions that an evaluation comes to, in order, with their values. */
export type Path = readonly Step[];

/** How many paths the diagram of an expression has: all its test vectors. Beyond 2^53 it is not exact. */
export function pathCount(expression: Expression): number {
  const counts = foldValues(expression, (left, right) => ({
    true: left.true * right.true,
    false: left.false + left.true * right.false,
  }));
  return counts.true + counts.false;
}

/**
 * The paths through stages one after the other, at most `limit` of them: those with the earlier conditions true come first. No
 * stage is one empty path.
 */
export function pathsThrough(diagram: Diagram, stages: readonly Stage[], limit: number): Path[] {
  const paths: Path[] = [];
  const open: Open[] = [{ at: stages[0]?.from ?? true, stage: 0, behind: undefined }];
  for (let now = open.pop(); now !== undefined && paths.length < limit; now = open.pop()) {
    const stage = stages[now.stage];
    if (stage === undefined || typeof now.at === 'boolean') {
      paths.push(stepsOf(now.behind));
      continue;
    }
    for (const value of [false, true]) {
      const step = { condition: now.at, value };
      const target = diagram.next(step);
      const behind = { step, behind: now.behind };
      if (target === stage.exit) open.push({ at: target, stage: now.stage + 1, behind });
      else if (typeof target === 'number' && target < stage.to) open.push({ at: target, stage: now.stage, behind });
    }
  }
  return paths;
}

/** Every path from the first condition to an outcome, those with the earlier conditions true first. */
export function allPaths(diagram: Diagram): Path[] {
  const to = (exit: boolean) =>
    pathsThrough(diagram, [{ from: 0, to: diagram.size, exit, exits: [] }], Number.POSITIVE_INFINITY);
  return [...to(true), ...to(false)].sort(inOrder);
}

function inOrder(a: Path, b: Path): number {
  const parting = a.findIndex(({ value }, place) => value !== b[place]?.value);
  return a[parting]?.value === true ? -1 : 1;
}

/** Where a search stands, with the steps behind it, the last one first. */
interface Open {
  readonly at: Stage['exit'];
  readonly stage: number;
  readonly behind: Behind | undefined;
}

interface Behind {
  readonly step: Step;
  readonly behind: Behind | undefined;
}

function stepsOf(last: Behind | undefined): Path {
  const steps: Step[] = [];
  for (let each = last; each !== undefined; each = each.behind) steps.push(each.step);
  return steps.reverse();
}
