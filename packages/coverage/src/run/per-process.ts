import path from 'node:path';
import { isWorldError, type World } from '@assay/host';
import type { LlvmTools } from './llvm-tools.js';
import type { Built } from './messages.js';
import { type ExactRecords, exportRecords } from './read-profiles.js';

/** What every process of a run left by itself. */
export interface ProcessProfiles {
  /** Raw profiles, absolute: one for each process. */
  raw: readonly string[];
  objects: readonly Built[];
  tools: LlvmTools;
  /** A folder of the scratch folder. */
  scratch: string;
}

/** Processes that are looked at one by one; of a run with more, what its sum says is what is known. */
const MOST = 5000;

/** So many at a time: as many as runners have processors. */
const AT_ONCE = 2;

/**
 * Reads the records of some files (as the compiler names them) process by process. Counts of one process are smaller
 * than their sum, and decide more of MC/DC. `undefined` where they cannot all be read, so that the sum is all that is
 * known. Throws WorldError when interrupted.
 */
export async function recordsOfProcesses(
  world: World,
  { raw, objects, tools, scratch }: ProcessProfiles,
  files: readonly string[],
): Promise<ExactRecords[] | undefined> {
  if (raw.length < 2 || raw.length > MOST) return undefined;
  const found: ExactRecords[] = [];
  const waiting = [...raw.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, profile] = next;
      const merged = path.join(world.scratch, scratch, `process-${index}.profdata`);
      const records = await readOne(world, tools, { profile, merged, files, objects });
      if (records !== undefined) found.push(records);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found.length === raw.length ? found : undefined;
}

interface OneProfile {
  profile: string;
  merged: string;
  files: readonly string[];
  objects: readonly Built[];
}

async function readOne(
  world: World,
  tools: LlvmTools,
  { profile, merged, files, objects }: OneProfile,
): Promise<ExactRecords | undefined> {
  try {
    const merging = await world.tools.run(tools.profdata, ['merge', '-sparse', profile, '-o', merged]);
    if (merging.status !== 0) return undefined;
    const read = await exportRecords(world, tools, {
      profile: merged,
      objects: objects.map(({ file }) => file),
      sources: files,
    });
    return 'gap' in read ? undefined : read.records;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}
