import { quote, UserError } from '@assay/evidence';
import * as z from 'zod';
import type { GitHub } from './api.js';
import { Repository, repositoryPath } from './repository.js';

/** A run of a workflow. Times are in ISO 8601. */
export const Run = z.object({
  id: z.int().positive(),
  /** The attempt that is the latest, from 1. */
  run_attempt: z.int().positive().default(1),
  /** `completed`, or one of several words for what is not. */
  status: z.string().nullable(),
  /** `success`, `failure`, `cancelled`, …; null while it is not completed. */
  conclusion: z.string().nullable(),
  event: z.string(),
  /** Of a pull request the head of its branch, which is not the commit that its jobs check out. */
  head_sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  html_url: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  /** When the latest attempt began. */
  run_started_at: z.iso.datetime({ offset: true }).optional(),
  repository: Repository,
  /** Where the code comes from; null when it has been deleted since. */
  head_repository: Repository.nullable(),
});
export type Run = z.infer<typeof Run>;

/** The run of this number. Throws UserError. */
export async function runOf(github: GitHub, repository: string, id: string): Promise<Run> {
  const run = await github.json(runPath(repository, id), Run, asked(repository, id));
  if (run.id === Number(id)) return run;
  throw new UserError(`the server was asked for run ${id} of ${repository}, and answers of run ${run.id}`, {
    remedy: 'see that GITHUB_API_URL is the address of a GitHub API',
  });
}

/** How messages name the run, and the right that it takes to read it and what it kept. */
export function asked(repository: string, id: string): { what: string; right: 'actions: read' } {
  return { what: `run ${id} of ${repository}`, right: 'actions: read' };
}

/** Throws UserError for what is no number of a run. */
export function runPath(repository: string, id: string): string {
  if (/^[1-9]\d{0,15}$/.test(id) && Number.isSafeInteger(Number(id))) {
    return `${repositoryPath(repository)}/actions/runs/${id}`;
  }
  throw new UserError(`${quote(id)} is not the number of a run`, {
    remedy: 'give the number at the end of its address: https://github.com/OWNER/REPO/actions/runs/NUMBER',
  });
}
