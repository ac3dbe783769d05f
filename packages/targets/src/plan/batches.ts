import { byCodeUnit, groupBy, type Place, UserError } from '@assay/evidence';
import type { Degree } from '../settings.js';
import type { Runner } from './runner.js';

/** A target, and what decides the runner that tries it. */
interface TargetToPlan {
  name: string;
  run: Degree;
  runner: Runner;
}

/** Targets that one job tries, all on the same runner. */
export type Batch = readonly [TargetToPlan, ...TargetToPlan[]];

/**
 * Spreads targets, given in order, over at most `limit` jobs: each for itself if they fit, else as few to a job as can be, and evenly among
 * those that need the same runner. In the order of each job’s first target. Throws UserError where even that makes too many.
 */
export function inBatches(targets: readonly TargetToPlan[], limit: number, at: Place): Batch[] {
  const alike = [...groupBy(targets, ({ runner, run }) => JSON.stringify([runner, run])).values()];
  if (alike.length > limit) {
    throw new UserError(
      `the targets need ${alike.length} kinds of runner, and a matrix of GitHub’s holds ${limit} jobs`,
      { at, remedy: 'let more of them have the same runs-on and run, or spread them over several policies' },
    );
  }
  const jobs = (size: number) => alike.reduce((sum, group) => sum + Math.ceil(group.length / size), 0);
  let size = 1;
  while (jobs(size) > limit) size += 1;
  return alike
    .flatMap((group) => split(group, Math.ceil(group.length / size)))
    .sort(([a], [b]) => byCodeUnit(a.name, b.name));
}

/** In so many parts, whose lengths differ by one at most. */
function split(targets: readonly TargetToPlan[], parts: number): Batch[] {
  const start = (part: number) => Math.floor((part * targets.length) / parts);
  return Array.from({ length: parts }, (_, part) => targets.slice(start(part), start(part + 1)) as unknown as Batch);
}
