import path from 'node:path';
import { type Check, type Collected, settle } from '@assay/check';
import { errorMessage, evidenceFiles, type Gap, type Statement, statement, UserError } from '@assay/evidence';
import { type Host, isWorldError, type Recorded, recording, type World } from '@assay/host';
import type { Report } from '@assay/report';
import { allChecks, checkNamed, rulesSha256 } from './checks.js';
import { removeEvidence } from './remove-results.js';
import { identifySource, type Source } from './source.js';
import { judgeToday, type Today } from './today.js';
import { VERSION } from './version.js';
import type { WatchState } from './watch.js';
import { leftBehind, openWorkspace, outputPaths, type Request, type Workspace } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

/** What one check left. */
export interface CheckOutcome extends Today {
  statement: Statement;
  report: Report;
  /** The evidence file, absolute. */
  evidencePath: string;
  /** For a second look at the end of the job; `undefined` where the check has none, or nothing to remember. */
  watch: WatchState | undefined;
}

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
  const check = checkNamed(name);
  const root = await workspaceRoot(host, request.workspace);
  await removeEvidence(host, outputPaths(root, request.evidenceDir).evidence, [name]);
  const workspace = await openWorkspace(host, request);
  await prepare(workspace.world);
  const [result] = await runChecks(host, [check], workspace);
  if (result === undefined) throw new Error(`the check ${name} left no evidence`);
  const { statement: evidence, evidencePath, source, examination } = result;
  const statements = [evidence];
  return {
    statement: evidence,
    report: { statements, checks: allChecks },
    evidencePath,
    watch: examination.collected.memory === undefined ? undefined : { check: name, source, first: examination },
    ...judgeToday(statements, workspace.world),
  };
}

/** A check that ran: what it saw, and the evidence that it left. */
export interface CheckResult {
  statement: Statement;
  /** Absolute. */
  evidencePath: string;
  source: Source;
  examination: Examination;
}

/** Runs checks side by side, lets those look again that can when all have ended, and writes their evidence. */
export async function runChecks(host: Host, chosen: readonly Check[], workspace: Workspace): Promise<CheckResult[]> {
  const { world, paths } = workspace;
  const identified = identifySource(world, leftBehind(world.root, paths));
  // Awaited below, beside the checks; a failure there must not go unhandled while a check is still at work.
  identified.catch(() => undefined);
  const examining = examineAll(chosen, workspace);
  // Made while the checks wait for their tools.
  rulesSha256();
  const examined = await examining;
  const source = await identified;
  const results = chosen.map((check, index) => {
    const examination = examined[index] as Examination;
    return { examination, source, statement: stateResult(check, workspace, source, examination) };
  });
  return Promise.all(
    results.map(async (result) => ({
      ...result,
      evidencePath: await writeEvidence(host, paths.evidence, result.statement),
    })),
  );
}

/** Writes a statement as evidence files and returns the path of the statement. */
export async function writeEvidence(host: Host, folder: string, evidence: Statement): Promise<string> {
  // Facts before the statement that names them: an interruption in between leaves no statement without its facts.
  const files = evidenceFiles(evidence).reverse();
  for (const { name, content } of files) await host.writer.writeWhole(path.join(folder, name), content);
  return path.join(folder, `${evidence.predicate.check}.json`);
}

/** The statement of a check's result. Pure. */
export function stateResult(
  check: Check,
  { policy }: Pick<Workspace, 'policy'>,
  { digest, asOf }: Source,
  { collected, recorded }: Examination,
): Statement {
  const { rank } = policy.level.value;
  return statement(
    { name: policy.project.name, digest },
    {
      assay: { version: VERSION, rulesSha256: rulesSha256() },
      asOf,
      check: check.name,
      examined: collected.examined,
      project: policy.project,
      ...settle(check, collected, { rank, deviations: policy.deviations, asOf }),
      gaps: collected.gaps,
      inputs: recorded.inputs,
      tools: recorded.tools,
      facts: (collected.facts ?? null) as never,
    },
  );
}

/** What a check brought back, and what the world saw it look at. */
export interface Examination {
  collected: Collected<unknown>;
  recorded: Recorded;
}

/** One check alone has seen no other run, so that it need not look again. */
async function examineAll(chosen: readonly Check[], workspace: Workspace): Promise<Examination[]> {
  const examined = await Promise.all(chosen.map((check) => examineWorkspace(check, workspace)));
  if (chosen.length === 1) return examined;
  return Promise.all(chosen.map((check, index) => lookAgain(check, workspace, examined[index] as Examination)));
}

async function examineWorkspace(check: Check, workspace: Workspace): Promise<Examination> {
  const recorder = recording(workspace.world);
  const { policy, policyFile } = workspace;
  const nothing = { facts: undefined, examined: 0, gaps: [] };
  const collected = await orGap(check, recorder, nothing, async () => {
    // Through the recording world, because every check rests on the policy.
    await recorder.files.read(policyFile);
    return check.collect(recorder, policy, policy.settings.get(check.name));
  });
  return { collected, recorded: await recorder.recorded() };
}

/** The check's second look, where it has one and its first look left something to remember. */
export async function lookAgain(check: Check, { world, policy }: Workspace, first: Examination): Promise<Examination> {
  const { collected, recorded } = first;
  if (check.lookAgain === undefined || collected.memory === undefined) return first;
  const again = check.lookAgain.bind(check);
  return {
    collected: await orGap(check, world, collected, () =>
      again(world, policy, policy.settings.get(check.name), collected),
    ),
    recorded,
  };
}

/**
 * A check that throws leaves what was known before with a gap, and the others go on; only the user's interruption ends
 * them all.
 */
async function orGap(
  check: Check,
  world: World,
  before: Collected<unknown>,
  examine: () => Promise<Collected<unknown>>,
): Promise<Collected<unknown>> {
  try {
    return await examine();
  } catch (error) {
    if (world.signal.aborted || isWorldError(error, 'interrupted')) throw error;
    return { ...before, gaps: [...before.gaps, gapFrom(check, error)] };
  }
}

function gapFrom(check: Check, error: unknown): Gap {
  const what = `everything that the check ${check.name} examines`;
  if (error instanceof UserError) {
    return { what, why: error.message, remedy: error.remedy, ...(error.at === undefined ? {} : { at: error.at }) };
  }
  if (isWorldError(error)) return { what, why: error.message, remedy: 'repair what the message names and run again' };
  return { what, why: `defect in Assay: ${errorMessage(error)}`, remedy: 'report it with the command that you ran' };
}
