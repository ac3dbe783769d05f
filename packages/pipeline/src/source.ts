import { type StatementSubject, UserError, utcDay } from '@assay/evidence';
import type { World } from '@assay/host';
import { findCommit } from './commit.js';
import { dirHash1 } from './dir-hash.js';

/** What the evidence speaks of, and the day it speaks for. */
export interface Source {
  digest: StatementSubject['digest'];
  /** `YYYY-MM-DD`, UTC: `SOURCE_DATE_EPOCH`, else the commit's date; the clock's only where neither exists. */
  asOf: string;
}

/**
 * Identifies the workspace: by its commit when the working tree is that commit, otherwise by the digest of its files, so that
 * evidence never claims a commit for something else. `leftBehind` names what Assay and Cargo write below the root. Throws
 * UserError when git finds a repository and refuses to read it, and when a date makes no sense.
 */
export async function identifySource(world: World, leftBehind: readonly string[]): Promise<Source> {
  const commit = await findCommit(world, leftBehind);
  const asOf = day(sourceDate(world) ?? commit?.date ?? world.clock.now());
  if (commit?.isWorkingTree === true) return { digest: { gitCommit: commit.hash }, asOf };
  return { digest: { dirHash1: await dirHash1(world, leftBehind) }, asOf };
}

/** https://reproducible-builds.org/specs/source-date-epoch/, in milliseconds. */
function sourceDate(world: World): number | undefined {
  const value = world.environment.get('SOURCE_DATE_EPOCH');
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,11}$/.test(value)) {
    throw new UserError(`SOURCE_DATE_EPOCH is not a number of seconds: ${JSON.stringify(value)}`, {
      remedy: 'set it to the seconds since 1970, for example from git log -1 --format=%ct, or unset it',
    });
  }
  return Number(value) * 1000;
}

function day(milliseconds: number): string {
  const text = utcDay(milliseconds);
  if (text.length === 'YYYY-MM-DD'.length) return text;
  throw new UserError(`the date of the evidence would be ${text}`, {
    remedy: "correct the commit's date, or set SOURCE_DATE_EPOCH",
  });
}
