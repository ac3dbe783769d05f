import { UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import { askedByName } from '../asked.js';
import type { Knowledge } from '../knowledge.js';
import { findTarget } from '../read-record.js';
import type { ReadinessRecord } from '../record.js';
import { recordOf } from '../record-of.js';
import { troubleOf } from '../sources/answer.js';
import type { Sources } from '../sources/sources.js';

/** Compilers at work at once where one target is asked about after the other: 1.83 and older. */
const AT_ONCE = 4;

/**
 * The records of all built-in targets of the compiler, in its order. Neither their own pages nor their linkers are looked at. Throws
 * UserError where the compiler does not list its targets, and WorldError when interrupted.
 */
export async function listTargets(world: World, sources: Sources, knowledge: Knowledge): Promise<ReadinessRecord[]> {
  const { targets } = sources;
  if ('trouble' in targets) {
    throw new UserError(`the compiler does not list its targets: ${troubleOf(targets)}`, {
      remedy: 'run rustc --print target-list yourself, and see what it says',
    });
  }
  const records: ReadinessRecord[] = [];
  for (let done = 0; done < targets.value.length; done += AT_ONCE) {
    const some = targets.value.slice(done, done + AT_ONCE).map(askedByName);
    records.push(
      ...(await Promise.all(
        some.map(async (asked) => {
          const found = await findTarget(world, sources, asked);
          return recordOf(sources, { ...found, page: null, linker: null }, asked, knowledge);
        }),
      )),
    );
  }
  return records;
}

/** A target in a line. Each `null` where it is not known. */
export interface TargetRow {
  target: string;
  tier: number | null;
  library: string | null;
  prebuilt: boolean | null;
  installed: boolean | null;
  hostTools: boolean | null;
  panic: string | null;
  pointerWidth: number | null;
  atomics: string | null;
  floatAbi: string | null;
  os: string | null;
  description: string | null;
}

/** The row of a record. */
export function rowOf(record: ReadinessRecord): TargetRow {
  return {
    target: record.target,
    tier: record.tier.value,
    library: record.library.value,
    prebuilt: record.prebuilt.value,
    installed: record.installed.value,
    hostTools: record.hostTools.value,
    panic: record.panic.value,
    pointerWidth: record.pointerWidth.value,
    atomics: record.atomics.value,
    floatAbi: record.floatAbi.value,
    os: record.os.value,
    description: record.description.value,
  };
}
