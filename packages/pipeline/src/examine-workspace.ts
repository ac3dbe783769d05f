import { type Check, type Collected, settingsOf } from '@assay/check';
import { errorMessage, type Gap, groupBy, UserError } from '@assay/evidence';
import { isWorldError, type Recorded, recording, type World } from '@assay/host';
import type { Workspace } from './workspace.js';

/** What a check brought back, and what the world saw it look at. */
export interface Examination {
  collected: Collected<unknown>;
  recorded: Recorded;
}

/**
 * Examines a workspace by checks side by side, the parts of one check one after the other, because each keeps all cores busy; when all have
 * ended, those look again that can. One check alone has seen no other run, so that it need not. Throws only when interrupted.
 */
export async function examineAll(chosen: readonly Check[], workspace: Workspace): Promise<Examination[]> {
  const found = new Map<Check, Examination>();
  const families = groupBy(chosen, ({ name, table = name }) => table);
  await Promise.all(
    [...families.values()].map(async (family) => {
      for (const check of family) found.set(check, await examineWorkspace(check, workspace));
    }),
  );
  const examined = chosen.map((check) => found.get(check) as Examination);
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
    return check.collect(recorder, policy, settingsOf(policy, check), check.part);
  });
  return { collected, recorded: await recorder.recorded() };
}

/** The check's second look, where it has one and its first look left something to remember. */
export async function lookAgain(check: Check, { world, policy }: Workspace, first: Examination): Promise<Examination> {
  const { collected, recorded } = first;
  if (check.lookAgain === undefined || collected.memory === undefined) return first;
  const again = check.lookAgain.bind(check);
  return {
    collected: await orGap(check, world, collected, () => again(world, policy, settingsOf(policy, check), collected)),
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
