import { compactJson, describeDigest, type Statement, sha256, UserError } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import type { Source } from './source.js';

/**
 * Evidence of another commit, of files that have changed since, of another run or made under another policy is not evidence of what stands here.
 * Throws UserError that names both.
 */
export function refuseOther(
  examined: readonly Statement[],
  { digest, run }: Source,
  policy: Pick<Policy, 'path' | 'text'>,
): void {
  for (const { subject, predicate } of examined) {
    const own = subject[0].digest;
    const said = `the evidence of ${predicate.check}`;
    if (compactJson(own) !== compactJson(digest)) {
      throw refused(`${said} speaks of ${describeDigest(own)}, and here is ${describeDigest(digest)}`);
    }
    if (predicate.run !== run) {
      throw refused(`${said} is of ${describeRun(predicate.run)}, and this is ${describeRun(run)}`, ONE_RUN);
    }
    const stated = predicate.inputs.find(({ path }) => path === policy.path)?.sha256;
    const here = sha256(policy.text);
    if (stated !== here) {
      const other = stated === undefined ? 'another policy' : `a policy with SHA-256 ${stated}`;
      throw refused(`${said} was made under ${other}, and ${policy.path} here has ${here}`);
    }
  }
}

const ONE_RUN = 'bundle evidence in the run that made it: failed jobs that are run again stay in their run';

function refused(what: string, remedy = 'run every check again'): UserError {
  return new UserError(what, { remedy });
}

function describeRun(run: string | undefined): string {
  return run === undefined ? 'no run of a CI service' : `the run ${run}`;
}
