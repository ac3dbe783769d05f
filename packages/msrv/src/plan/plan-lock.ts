import { sha256 } from '@assay/evidence';
import type { Host, World } from '@assay/host';
import type { Policy } from '@assay/policy';
import type { MsrvSettings } from '../settings.js';
import { refusedByAdvisories } from './learn.js';
import { preferNewer } from './newer.js';
import { withoutNetwork } from './offline.js';
import { blocked, notTried, type PlannedLock, tried } from './outcome.js';
import type { Planning } from './planning.js';
import { searchPlan } from './search-plan.js';
import { lookAtSituation } from './situation.js';
import { tryLock } from './try-lock.js';

export interface PlanOptions {
  /** Use what is on this machine only. */
  offline: boolean;
}

/**
 * Computes a lock file with which every member compiles on its baseline, changing as little as possible, and proves it by compiling: with
 * each baseline, then with the pinned compiler. What a compile shows is learnt, and the search goes on. Writes only below Assay's own
 * folder. Throws UserError when there is nothing to plan from; WorldError when interrupted.
 */
export async function planLock(
  given: World,
  host: Host,
  policy: Policy,
  settings: MsrvSettings,
  { offline }: PlanOptions,
): Promise<PlannedLock> {
  const world = offline ? withoutNetwork(given) : given;
  const situation = await lookAtSituation(world, policy, settings, { host, offline });
  const planning: Planning = {
    ...{ world, host, settings, offline, situation },
    inputs: [
      { path: 'Cargo.lock', sha256: sha256(situation.lockText) },
      { path: policy.path, sha256: sha256(policy.text) },
    ],
    learnt: [],
    compilations: 0,
    concluded: false,
  };
  const asked = new Set<string>();
  for (;;) {
    world.progress('searching for a lock file that fits the baselines');
    const searched = await searchPlan(situation, settings, planning.learnt, asked);
    if (searched.plan.kind === 'blocked') return blocked(planning, searched, searched.plan);
    const solution = preferNewer(searched.plan, searched.input);
    const warned = situation.advisories === undefined ? [] : await refusedByAdvisories(situation.advisories, solution);
    if (warned.length > 0) {
      planning.learnt.push(...warned);
      continue;
    }
    const trial = await tryLock(planning, solution);
    if ('gap' in trial) return notTried(planning, solution, trial.gap);
    const { lesson } = trial;
    if (lesson.refusals.length === 0) return tried(planning, solution, trial);
    planning.learnt.push(...lesson.refusals);
    planning.concluded ||= lesson.concluded;
  }
}
