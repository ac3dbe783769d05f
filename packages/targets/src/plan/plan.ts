import { byCodeUnit } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { targetName } from '@assay/readiness';
import { type Degree, statedTargets, type TargetsSettings } from '../settings.js';
import { type Batch, inBatches } from './batches.js';
import { refuseHardwareWithoutLabel } from './labels.js';
import { refuseTooLarge } from './outputs.js';
import { type Runner, runnerOf } from './runner.js';

/** One job of the matrix. The keys are those of GitHub's `matrix` context. */
export interface PlannedJob {
  /** For people: the target, or the first of several. */
  name: string;
  /** Names of targets, with one space between them. */
  targets: string;
  /** How far they are tried: the same for all of them. */
  run: Degree;
  /** One label as a text, several as a list. */
  'runs-on': Runner;
  /** A part of an artifact’s name, of letters, digits, `.`, `_` and `-`; no other job of the matrix has it. */
  artifact: string;
}

/** GitHub’s matrix for the targets of a policy, and the evidence that its jobs owe. */
export interface Plan {
  include: PlannedJob[];
  /** Names of the evidence: `targets-<name>`, of each target once. */
  expected: string[];
}

export interface PlanOptions {
  /** The runner for targets that name none of their own. */
  runsOn: Runner;
  /** Of the policy that the settings come from. */
  placeOf: Policy['placeOf'];
  /** Jobs that the matrix holds at most. Default: {@link MATRIX_LIMIT}. */
  limit?: number;
}

/** GitHub makes at most so many jobs of one matrix. Source: https://docs.github.com/en/actions/reference/limits. */
export const MATRIX_LIMIT = 256;

/**
 * Plans a job for each target, in the order of their names. Where they are more than a matrix holds, each job tries several that need the
 * same runner. Pure. Throws UserError: a target on hardware without a label, more kinds of runner than a matrix has jobs, a plan larger
 * than an output of GitHub’s may be.
 */
export function planTargets(settings: TargetsSettings, { runsOn, placeOf, limit = MATRIX_LIMIT }: PlanOptions): Plan {
  const stated = statedTargets(settings);
  refuseHardwareWithoutLabel(stated, placeOf);
  const targets = stated
    .map(({ key, settings: target }) => ({ name: targetName(key), run: target.run, runner: runnerOf(target, runsOn) }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
  const batches = inBatches(targets, limit, placeOf(['targets']));
  const plan = {
    include: batches.map((batch, index) => jobOf(batch, batches.length === targets.length ? undefined : index + 1)),
    expected: targets.map(({ name }) => `targets-${name}`),
  };
  refuseTooLarge(plan, placeOf(['targets']));
  return plan;
}

/** `number`: of the job, where jobs try several targets. A name made of theirs could be that of another target. */
function jobOf([first, ...others]: Batch, number: number | undefined): PlannedJob {
  const { name, run, runner } = first;
  return {
    name: others.length === 0 ? name : `${name} and ${others.length} more`,
    targets: [first, ...others].map((target) => target.name).join(' '),
    run,
    'runs-on': runner,
    artifact: number === undefined ? name : String(number),
  };
}
