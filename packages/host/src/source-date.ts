import { UserError } from '@assay/evidence';
import { runGit } from './git.js';
import type { World } from './world.js';

/**
 * The date that the user gives for what is made from the sources, in milliseconds since the epoch; `undefined` without one. Throws UserError
 * for one that makes no sense. Source: https://reproducible-builds.org/specs/source-date-epoch/.
 */
export function sourceDateEpoch({ environment }: Pick<World, 'environment'>): number | undefined {
  const value = environment.get('SOURCE_DATE_EPOCH');
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,11}$/.test(value)) {
    throw new UserError(`SOURCE_DATE_EPOCH is not a number of seconds: ${JSON.stringify(value)}`, {
      remedy: 'set it to the seconds since 1970, for example from git log -1 --format=%ct, or unset it',
    });
  }
  return Number(value) * 1000;
}

/**
 * The date that a file made from the sources states, in milliseconds since the epoch: `SOURCE_DATE_EPOCH`, else that of the commit, else 0, so
 * that the same sources give the same bytes. Throws as {@link sourceDateEpoch} and {@link runGit} do.
 */
export async function sourceDate(world: World): Promise<number> {
  const given = sourceDateEpoch(world);
  if (given !== undefined) return given;
  const log = await runGit(world, ['log', '-1', '--no-show-signature', '--format=%ct']);
  const seconds = /^\d+$/.exec(log?.stdout.trim() ?? '')?.[0];
  return log?.status === 0 && seconds !== undefined ? Number(seconds) * 1000 : 0;
}
