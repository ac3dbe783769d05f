import path from 'node:path';
import { type CheckVerification, verifyCheck } from '@assay/bundle';
import { askedChecks, type Check } from '@assay/check';
import { count, UserError } from '@assay/evidence';
import type { Host, World } from '@assay/host';
import { didYouMean } from '@assay/policy';
import { checks as allLooking, withPolicyCheck } from './checks.js';
import { readInputs } from './inputs.js';
import { ofOtherRun } from './refuse-other.js';
import { runOf } from './source.js';
import { verificationTerms } from './verify-evidence.js';
import { openWorkspace, type Request } from './workspace.js';

/**
 * Verifies the evidence that a check, or its parts, left in this run, against the workspace that is there. Throws UserError: no such check, one that the policy
 * does not ask for, or a file that is not what the evidence says was read.
 */
export async function verifyCheckEvidence(host: Host, name: string, request: Request): Promise<CheckVerification> {
  const check = checkCalled(name, request.checks ?? allLooking);
  const workspace = await openWorkspace(host, request);
  const { world, policy, paths, checks } = workspace;
  if (askedChecks([check], policy).length === 0) {
    throw new UserError(`the policy does not ask for the check ${name}: there is nothing to verify`, {
      at: { path: policy.path },
      remedy: 'ask for it in the policy, or do not verify its evidence',
    });
  }
  const files = await readFiles(world, paths.evidence, check);
  const verification = verifyCheck(files, policy, check, verificationTerms(world, withPolicyCheck(checks)));
  const { problems, statements } = verification;
  const others = ofOtherRun(statements, runOf(world));
  if (others.length > 0) {
    const reason = `the evidence is not of this run: ${count(others.length, 'statement')}`;
    return { ...verification, verdict: 'fail', reason, problems: [...problems, ...others] };
  }
  if (problems.length === 0) await readInputs(workspace, statements);
  return verification;
}

/** The name may be an input of an action. */
function checkCalled(name: string, among: readonly Check[]): Check {
  const check = among.find((candidate) => candidate.name === name);
  if (check !== undefined) return check;
  const names = among.map((candidate) => candidate.name);
  throw new UserError(`there is no check ${JSON.stringify(name)}${didYouMean(name, names)}`, {
    remedy: `the checks are ${names.join(', ')}`,
  });
}

/** Every file in the folder that calls itself evidence of the check, or of a part of it, whether or not the policy names that part. */
async function readFiles({ files }: World, folder: string, { name, parts }: Check): Promise<Map<string, Uint8Array>> {
  const there = (await files.kind(folder)) === 'folder' ? await files.list(folder) : [];
  const begins = parts === undefined ? `${name}.` : `${name}-`;
  const named = there.filter((file) => file.startsWith(begins) && file.endsWith('.json'));
  const read = named.map(async (file) => [file, await files.read(path.join(folder, file))] as const);
  return new Map(await Promise.all(read));
}
