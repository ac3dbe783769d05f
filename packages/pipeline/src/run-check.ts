import type { Check } from '@assay/check';
import type { Host, World } from '@assay/host';
import { type CheckOutcome, outcomeOf } from './check-outcome.js';
import { checkNamed, rulesSha256 } from './checks.js';
import { type Examination, examineAll } from './examine-workspace.js';
import { removeEvidence } from './remove-results.js';
import { identifySource, type Source } from './source.js';
import { type Left, leaveResult, stateResult } from './state-result.js';
import { leftBehind, openWorkspace, outputPaths, type Request, type Workspace } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

/**
 * Runs one check and writes its evidence. Throws UserError; anything else is a defect. `prepare`: what must be done before the check
 * looks; what an earlier run left is gone by then, so that nothing is taken for evidence when it throws.
 */
export async function runCheck(
  host: Host,
  name: string,
  request: Request,
  prepare: (world: World) => Promise<void> | undefined = () => undefined,
): Promise<CheckOutcome> {
  const check = checkNamed(name, request.checks);
  const root = await workspaceRoot(host, request.workspace);
  await removeEvidence(host, outputPaths(root, request.evidenceDir), [check]);
  const workspace = await openWorkspace(host, request);
  await prepare(workspace.world);
  const [result] = await runChecks(host, [check], workspace);
  if (result === undefined) throw new Error(`the check ${name} left no evidence`);
  const { source, examination } = result;
  const watch = examination.collected.memory === undefined ? undefined : { check: name, source, first: examination };
  return outcomeOf(host, check, result, workspace, watch);
}

/** A check that ran: what it saw, and the evidence that it left. */
export interface CheckResult extends Left {
  source: Source;
  examination: Examination;
}

/** Runs checks side by side, lets those look again that can when all have ended, and writes their products and evidence. */
export async function runChecks(host: Host, chosen: readonly Check[], workspace: Workspace): Promise<CheckResult[]> {
  const { world, paths } = workspace;
  const identified = identifySource(world, leftBehind(workspace));
  // Awaited below, beside the checks; a failure there must not go unhandled while a check is still at work.
  identified.catch(() => undefined);
  const examining = examineAll(chosen, workspace);
  // Made while the checks wait for their tools.
  rulesSha256();
  const examined = await examining;
  const source = await identified;
  const results = chosen.map((check, index) => {
    const examination = examined[index] as Examination;
    return { check, examination, source, statement: stateResult(check, workspace, source, examination) };
  });
  return Promise.all(
    results.map(async ({ check, statement, ...result }) => ({
      ...result,
      ...(await leaveResult(host, paths, check, statement, result.examination)),
    })),
  );
}
