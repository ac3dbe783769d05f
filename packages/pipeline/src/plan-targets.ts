import { askedChecks, settingsOf } from '@assay/check';
import type { Host } from '@assay/host';
import { type Plan, planTargets, readRunner, type TargetsSettings } from '@assay/targets';
import { checkNamed } from './checks.js';
import { noParts } from './no-parts.js';
import { openWorkspace, type Request, type Workspace } from './workspace.js';

export interface PlanTargetsRequest extends Request {
  /** The runner for targets that name none of their own: a label, or JSON as GitHub's `runs-on` takes it. */
  runsOn: string;
}

/** GitHub's matrix for the targets of a workspace's policy. Throws UserError, also where it names none. */
export async function planWorkspaceTargets(host: Host, request: PlanTargetsRequest): Promise<Plan> {
  const workspace = await openWorkspace(host, request);
  const plan = planOf(workspace, request);
  if (plan === undefined) throw noParts(checkNamed('targets', workspace.checks), workspace.policy);
  return plan;
}

/** As {@link planWorkspaceTargets}; `undefined` where the policy names no target. */
export async function planTargetsIfAsked(host: Host, request: PlanTargetsRequest): Promise<Plan | undefined> {
  return planOf(await openWorkspace(host, request), request);
}

function planOf({ policy, checks }: Workspace, { runsOn }: PlanTargetsRequest): Plan | undefined {
  const check = checkNamed('targets', checks);
  if (askedChecks([check], policy).length === 0) return undefined;
  const { placeOf } = policy;
  return planTargets(settingsOf(policy, check) as TargetsSettings, { runsOn: readRunner(runsOn), placeOf });
}
