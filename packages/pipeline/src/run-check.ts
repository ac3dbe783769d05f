import { askedChecks, type Check, inPart, inParts } from '@assay/check';
import type { Host, World } from '@assay/host';
import type { Report } from '@assay/report';
import { type CheckOutcome, outcomeOf } from './check-outcome.js';
import { checkNamed, rulesSha256, withPolicyCheck } from './checks.js';
import { type Examination, examineAll } from './examine-workspace.js';
import { noParts } from './no-parts.js';
import { removeEvidence } from './remove-results.js';
import { identifySource, type Source } from './source.js';
import { type Left, leaveResult, stateResult } from './state-result.js';
import { type Today, tellToday } from './today.js';
import { leftBehind, openWorkspace, outputPaths, type Request, type Workspace } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

/** What must be done in a workspace before a check looks. */
type Prepare = (world: World) => Promise<void> | undefined;

/**
 * Runs one check and writes its evidence. Throws UserError; anything else is a defect. What an earlier run left is gone by the time that
 * `prepare` begins, so that nothing is taken for evidence when it throws.
 */
export async function runCheck(
  host: Host,
  name: string,
  request: Request,
  prepare: Prepare = () => undefined,
): Promise<CheckOutcome> {
  const { check, workspace } = await begin(host, name, request);
  return runOn(host, check, workspace, prepare);
}

/** As {@link runCheck} where the policy asks for the check. `undefined` where it does not: then only what an earlier run left is gone. */
export async function runCheckIfAsked(
  host: Host,
  name: string,
  request: Request,
  prepare: Prepare = () => undefined,
): Promise<CheckOutcome | undefined> {
  const { check, workspace } = await begin(host, name, request);
  const isAsked = askedChecks([check], workspace.policy).length > 0;
  return isAsked ? runOn(host, check, workspace, prepare) : undefined;
}

/** What the parts of a check left, and what is told of them together. */
export interface PartsOutcome extends Today {
  report: Report;
  left: Left[];
}

/**
 * Runs these parts of a check, or every one, in turn: each has left its evidence before the next begins. Throws UserError, also where the policy
 * names none, or not one of these.
 */
export async function runParts(
  host: Host,
  name: string,
  request: Request,
  only?: readonly [string, ...string[]],
): Promise<PartsOutcome> {
  const { check, workspace } = await begin(host, name, request, only);
  const { policy } = workspace;
  const parts = only === undefined ? inParts([check], policy) : only.map((part) => inPart(check, part, policy));
  if (parts.length === 0) throw noParts(check, policy);
  const left: Left[] = [];
  for (const part of parts) left.push(...(await runChecks(host, [part], workspace)));
  const statements = left.map(({ statement }) => statement);
  const report: Report = { statements, checks: withPolicyCheck(workspace.checks) };
  return { ...tellToday(report, workspace.world), left };
}

/** Opens the workspace for a check, when what an earlier run left is gone: of these parts, where some are named. */
async function begin(
  host: Host,
  name: string,
  request: Request,
  parts?: readonly string[],
): Promise<{ check: Check; workspace: Workspace }> {
  const check = checkNamed(name, request.checks);
  const root = await workspaceRoot(host, request.workspace);
  // Before the policy is read, which may be the trouble: a part by what its evidence is called, if it is one.
  const before = parts?.filter(isFileName).map((part) => ({ ...check, name: `${name}-${part}`, part })) ?? [check];
  await removeEvidence(host, outputPaths(root, request.evidenceDir), before);
  return { check, workspace: await openWorkspace(host, request) };
}

function isFileName(part: string): boolean {
  return /^[\w.-]+$/.test(part);
}

async function runOn(host: Host, check: Check, workspace: Workspace, prepare: Prepare): Promise<CheckOutcome> {
  await prepare(workspace.world);
  const [result] = await runChecks(host, [check], workspace);
  if (result === undefined) throw new Error(`the check ${check.name} left no evidence`);
  const { source, examination } = result;
  const watch =
    examination.collected.memory === undefined ? undefined : { check: check.name, source, first: examination };
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
