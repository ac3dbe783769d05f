import { sha256, UserError } from '@assay/evidence';
import { type Host, portablePath } from '@assay/host';
import { type CheckOutcome, outcomeOf, type WatchState } from './check-outcome.js';
import { checkNamed } from './checks.js';
import { lookAgain } from './examine-workspace.js';
import { leaveResult, stateResult } from './state-result.js';
import { openWorkspace, type Request, type Workspace } from './workspace.js';

/**
 * Looks again at what a check looked at, when the rest of the job has run, and writes its evidence anew with what was seen now. Throws
 * UserError when there is no workspace any more, or its policy is another one.
 */
export async function watchToTheEnd(host: Host, request: Request, state: WatchState): Promise<CheckOutcome> {
  const check = checkNamed(state.check, request.checks);
  const workspace = await openWorkspace(host, request);
  refuseOtherPolicy(workspace, state);
  const examination = await lookAgain(check, workspace, state.first);
  const statement = stateResult(check, workspace, state.source, examination);
  const left = await leaveResult(host, workspace.paths, check, statement, examination);
  return outcomeOf(host, check, left, workspace, undefined);
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
