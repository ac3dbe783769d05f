import path from 'node:path';
import { canonicalJson, count, exitStatus, UserError } from '@assay/evidence';
import { asNamed, isWorldError, type World } from '@assay/host';
import { refuseMember, workspaceRoot } from '@assay/pipeline';
import {
  isFromTheFuture,
  PROBLEM_DATA_FILE,
  PROBLEM_DATA_LIMIT,
  type ProblemData,
  problemDataInUse,
  readProblemData,
  readWorkspaceProblemData,
} from '@assay/rust';
import type { Context } from '../terminal.js';
import { shownPath, workspaceFolder } from './workspace-folder.js';

export interface KnownProblemsOptions {
  manifestPath: string;
  /** The newer data. */
  from: string;
}

/**
 * `assay toolchain known-problems --from FILE`: newer data about known problems becomes the workspace's own. Throws UserError when the
 * file is not in order, older than the data in use, or from the future; nothing is written then.
 */
export async function knownProblemsCommand(
  { host, terminal }: Context,
  { manifestPath, from }: KnownProblemsOptions,
): Promise<number> {
  const root = await workspaceRoot(host, workspaceFolder(manifestPath));
  await refuseMember(host, root);
  const world = host.world(root);
  const next = readProblemData(await readText(host.world('.'), from), from);
  const { data: before } = problemDataInUse(await ownIfInOrder(world));
  refuseDate(next, before, world.clock.now(), from);
  const file = path.join(root, PROBLEM_DATA_FILE);
  await host.writer.writeWhole(file, canonicalJson(next));
  terminal.print(`wrote ${shownPath(file)}: ${describe(next)}; before: ${describe(before)}`);
  for (const id of idsOnlyIn(before, next)) terminal.print(`no longer listed: ${id}`);
  return exitStatus.pass;
}

async function readText(world: World, file: string): Promise<string> {
  try {
    return await world.files.readText(path.resolve(file), { maxBytes: PROBLEM_DATA_LIMIT });
  } catch (error) {
    if (!isWorldError(error)) throw error;
    const what = error.kind === 'not-found' ? `${file}: there is no such file` : asNamed(file, error);
    throw new UserError(what, { remedy: 'name a file of known problems with --from', cause: error });
  }
}

/** A broken file is what the new one is to replace. */
async function ownIfInOrder(world: World): Promise<ProblemData | undefined> {
  try {
    return await readWorkspaceProblemData(world);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function refuseDate(next: ProblemData, before: ProblemData, now: number, from: string): void {
  if (next.collected < before.collected) {
    throw new UserError(`${from} was collected on ${next.collected}, and the data in use on ${before.collected}`, {
      remedy: 'take a newer file',
    });
  }
  if (isFromTheFuture(next, now)) {
    throw new UserError(`${from} says that it was collected on ${next.collected}, a day that has not come`, {
      remedy: 'correct its date, or set the clock of this machine',
    });
  }
}

/** `58 problems, collected on 2027-03-01`. */
function describe({ problems, collected }: ProblemData): string {
  return `${count(problems.length, 'problem')}, collected on ${collected}`;
}

/** Rows are withdrawn for good reasons, and left out by mistake: whoever refreshes is told. */
function idsOnlyIn(before: ProblemData, next: ProblemData): string[] {
  const kept = new Set(next.problems.map(({ id }) => id));
  return before.problems.map(({ id }) => id).filter((id) => !kept.has(id));
}
