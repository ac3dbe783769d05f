import { count, type Place, UserError } from '@assay/evidence';
import type { Plan } from './plan.js';

/**
 * The outputs of a job hold 1 MB together, of which GitHub takes each character for two bytes. Source:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, jobs.<job_id>.outputs. A little is left for other
 * outputs of the job.
 */
const BYTES = 1_000_000 - 10_000;

/** A plan as the outputs of a step, each on one line. */
export interface PlanOutputs {
  /** `{"include": […]}`, for `strategy.matrix` with `fromJSON`. */
  matrix: string;
  /** A JSON array of the names of the evidence. */
  expected: string;
}

export function planOutputs({ include, expected }: Plan): PlanOutputs {
  return { matrix: JSON.stringify({ include }), expected: JSON.stringify(expected) };
}

/** Throws UserError for a plan that GitHub would not hand from one job to the next. */
export function refuseTooLarge(plan: Plan, at: Place): void {
  const { matrix, expected } = planOutputs(plan);
  const bytes = 2 * (matrix.length + expected.length);
  if (bytes <= BYTES) return;
  const targets = count(plan.expected.length, 'target');
  throw new UserError(
    `the plan of ${targets} is ${count(bytes - BYTES, 'byte')} larger than GitHub hands from job to job: ${bytes}, and ${BYTES} fit`,
    {
      at,
      remedy: 'spread the targets over several policies, each with a call of the workflow, or shorten names and labels',
    },
  );
}
