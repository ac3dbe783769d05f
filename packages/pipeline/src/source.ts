import { Run, type StatementSubject, UserError, utcDay } from '@assay/evidence';
import { sourceDateEpoch, type World } from '@assay/host';
import { findCommit } from './commit.js';
import { dirHash1 } from './dir-hash.js';

/** What the evidence speaks of, and the day it speaks for. */
export interface Source {
  digest: StatementSubject['digest'];
  /** `YYYY-MM-DD`, UTC: `SOURCE_DATE_EPOCH`, else the commit's date; the clock's only where neither exists. */
  asOf: string;
  /** The run of a CI service that this is, by the address of its page; absent elsewhere. */
  run?: string;
}

/**
 * Identifies the workspace: by its commit when the working tree is that commit, otherwise by the digest of its files, so that
 * evidence never claims a commit for something else. `leftBehind` names what Assay and Cargo write below the root. Throws
 * UserError when git finds a repository and refuses to read it, and when a date makes no sense.
 */
export async function identifySource(world: World, leftBehind: readonly string[]): Promise<Source> {
  const commit = await findCommit(world, leftBehind);
  const asOf = day(sourceDateEpoch(world) ?? commit?.date ?? world.clock.now());
  const run = runOf(world);
  const when = { asOf, ...(run === undefined ? {} : { run }) };
  if (commit?.isWorkingTree === true) return { digest: { gitCommit: commit.hash }, ...when };
  return { digest: { dirHash1: await dirHash1(world, leftBehind) }, ...when };
}

/**
 * The run of GitHub's that this process belongs to. Jobs that are run again keep its number. Source of the variables:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables.
 */
export function runOf({ environment }: Pick<World, 'environment'>): string | undefined {
  if (environment.get('GITHUB_ACTIONS') !== 'true') return undefined;
  const [server = 'https://github.com', repository, id] = ['SERVER_URL', 'REPOSITORY', 'RUN_ID'].map((name) =>
    environment.get(`GITHUB_${name}`),
  );
  const run = Run.safeParse(`${server}/${repository}/actions/runs/${id}`);
  return run.success ? run.data : undefined;
}

function day(milliseconds: number): string {
  const text = utcDay(milliseconds);
  if (text.length === 'YYYY-MM-DD'.length) return text;
  throw new UserError(`the date of the evidence would be ${text}`, {
    remedy: "correct the commit's date, or set SOURCE_DATE_EPOCH",
  });
}
