import { sha256, UserError } from '@assay/evidence';
import { type Host, portablePath } from '@assay/host';
import { allChecks, checkNamed } from './checks.js';
import { type CheckOutcome, type Examination, lookAgain, stateResult, writeEvidence } from './run-check.js';
import type { Source } from './source.js';
import { judgeToday } from './today.js';
import { openWorkspace, type Request, type Workspace } from './workspace.js';

/**
 * What a second look in another process needs of the first. Plain JSON, with absolute paths: it never enters evidence. Whoever keeps it in
 * the meantime sees to it that it comes back unchanged.
 */
export interface WatchState {
  check: string;
  source: Source;
  first: Examination;
}

/**
 * Looks again at what a check looked at, when the rest of the job has run, and writes its evidence anew with what was seen now. Throws
 * UserError when there is no workspace any more, or its policy is another one.
 */
export async function watchToTheEnd(host: Host, request: Request, state: WatchState): Promise<CheckOutcome> {
  const check = checkNamed(state.check);
  const workspace = await openWorkspace(host, request);
  refuseOtherPolicy(workspace, state);
  const statement = stateResult(check, workspace, state.source, await lookAgain(check, workspace, state.first));
  const statements = [statement];
  return {
    statement,
    report: { statements, checks: allChecks },
    evidencePath: await writeEvidence(host, workspace.paths.evidence, statement),
    watch: undefined,
    ...judgeToday(statements, workspace.world),
  };
}

/** Another policy could ask for less than the one that the job began with. */
function refuseOtherPolicy({ world, policy, policyFile }: Workspace, { first }: WatchState): void {
  const path = portablePath(policyFile, world.anchors);
  const before = first.recorded.inputs.find((input) => input.path === path);
  if (before?.sha256 === sha256(policy.text)) return;
  throw new UserError('the policy changed while the job ran', {
    at: { path },
    remedy: 'find what wrote to it, and discard what the job built',
  });
}
