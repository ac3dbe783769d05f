import path from 'node:path';
import { type Check, type Collected, settle } from '@assay/check';
import { errorMessage, evidenceFiles, type Gap, type Statement, statement, UserError } from '@assay/evidence';
import { type Host, isWorldError, type Recorded, recording, type World } from '@assay/host';
import type { Report } from '@assay/report';
import { allChecks, checks, rulesSha256 } from './checks.js';
import { removeEvidence } from './remove-results.js';
import { identifySource, type Source } from './source.js';
import { judgeToday, type Today } from './today.js';
import { VERSION } from './version.js';
import { leftBehind, openWorkspace, outputPaths, type Request, type Workspace } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

/** What one check left. */
export interface CheckOutcome extends Today {
  statement: Statement;
  report: Report;
  /** The evidence file, absolute. */
  evidencePath: string;
}

/** Runs one check and writes its evidence. Throws UserError; anything else is a defect. */
export async function runCheck(host: Host, name: string, request: Request): Promise<CheckOutcome> {
  const check = checkNamed(name);
  const root = await workspaceRoot(host, request.workspace);
  await removeEvidence(host, outputPaths(root, request.evidenceDir).evidence, [name]);
  const workspace = await openWorkspace(host, request);
  const { statements, evidencePaths } = await runChecks(host, [check], workspace);
  const [evidence, evidencePath] = [statements[0], evidencePaths[0]];
  if (evidence === undefined || evidencePath === undefined) throw new Error(`the check ${name} left no evidence`);
  return {
    statement: evidence,
    report: { statements, checks: allChecks },
    evidencePath,
    ...judgeToday(statements, workspace.world),
  };
}

/** Runs checks side by side and writes their evidence. */
export async function runChecks(
  host: Host,
  chosen: readonly Check[],
  workspace: Workspace,
): Promise<{ statements: Statement[]; evidencePaths: string[] }> {
  const { world, paths } = workspace;
  const source = identifySource(world, leftBehind(world.root, paths));
  // Awaited below, beside the checks; a failure there must not go unhandled while a check is still at work.
  source.catch(() => undefined);
  const examining = Promise.all(chosen.map((check) => examineWorkspace(check, workspace)));
  // Made while the checks wait for their tools.
  rulesSha256();
  const examined = await examining;
  const statements = chosen.map(async (check, index) =>
    stateResult(check, workspace, await source, examined[index] as Examination),
  );
  const settled = await Promise.all(statements);
  return {
    statements: settled,
    evidencePaths: await Promise.all(settled.map((each) => writeEvidence(host, paths.evidence, each))),
  };
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

async function examineWorkspace(check: Check, workspace: Workspace): Promise<Examination> {
  const recorder = recording(workspace.world);
  const collected = await collect(check, recorder, workspace);
  return { collected, recorded: await recorder.recorded() };
}

/** A check that throws leaves a gap, and the others go on; only the user's interruption ends them all. */
async function collect(check: Check, world: World, { policy, policyFile }: Workspace): Promise<Collected<unknown>> {
  try {
    // Through the recording world, because every check rests on the policy.
    await world.files.read(policyFile);
    return await check.collect(world, policy, policy.settings.get(check.name));
  } catch (error) {
    if (world.signal.aborted || isWorldError(error, 'interrupted')) throw error;
    return { facts: undefined, examined: 0, gaps: [gapFrom(check, error)] };
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

function checkNamed(name: string): Check {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check;
}
