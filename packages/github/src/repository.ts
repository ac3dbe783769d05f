import { quote, UserError } from '@assay/evidence';
import * as z from 'zod';
import type { GitHub } from './api.js';

/** A repository as GitHub knows it. Its id stays the same when it is renamed. */
export const Repository = z.object({ id: z.int().positive(), full_name: z.string() });
export type Repository = z.infer<typeof Repository>;

/** The repository that is called so, `OWNER/NAME`, now or once. Throws UserError. */
export async function repositoryCalled(github: GitHub, name: string): Promise<Repository> {
  const what = `the repository ${repositoryName(name)}`;
  return github.json(repositoryPath(name), Repository, { what, right: 'metadata: read' });
}

/** The path of a repository in the API. Throws UserError for what is no name of one: it could lead elsewhere. */
export function repositoryPath(name: string): string {
  return `/repos/${repositoryName(name)}`;
}

/** GitHub's own rule: letters, digits and hyphens for the owner, `.` and `_` also for the repository. Throws UserError. */
function repositoryName(name: string): string {
  if (/^[a-z\d](?:[a-z\d-]{0,38})\/(?!\.{1,2}$)[\w.-]{1,100}$/i.test(name)) return name;
  throw new UserError(`${quote(name)} is not the name of a repository`, {
    remedy: 'name it as GitHub does: OWNER/REPO, such as acme/governor',
  });
}
