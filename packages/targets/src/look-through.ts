import { UserError } from '@assay/evidence';
import type { World } from '@assay/host';
import {
  listTargets,
  type ReadinessRecord,
  readSources,
  rowOf,
  selectTargets,
  shippedKnowledge,
  type TargetRow,
} from '@assay/readiness';
import { askCompiler, findSysroot } from '@assay/rust';

/** The targets of a compiler that have what is wanted. */
export interface FoundTargets {
  /** The compiler's release, and how many targets it has. */
  release: string;
  known: number;
  targets: TargetRow[];
  /** What could not be asked, and why: then what it would have said is not known of any target. */
  silent: { source: string; what: string; why: string }[];
}

/**
 * Looks through the targets of the compiler that runs in the world's folder. `wanted`: words with commas between them, as {@link selectTargets} has
 * them; all targets where it is empty. Throws UserError for a word that fits no target, and where the compiler does not say which it is or what it has.
 */
export async function lookThroughTargets(world: World, wanted: string): Promise<FoundTargets> {
  const what = 'the targets of the compiler';
  const [asked, sysroot] = await Promise.all([askCompiler(world, what), findSysroot(world)]);
  if ('gap' in asked) throw new UserError(`${what} are not known: ${asked.gap.why}`, { remedy: asked.gap.remedy });
  const sources = await readSources(world, { identity: asked.compiler, sysroot: sysroot.folder });
  const records = await listTargets(world, sources, shippedKnowledge);
  return {
    release: asked.compiler.release,
    known: records.length,
    targets: selectTargets(records, wanted).map(rowOf),
    silent: silentIn(records),
  };
}

/** What answered for no target: each source once. */
function silentIn(records: readonly ReadinessRecord[]): FoundTargets['silent'] {
  const [first] = records;
  const ofAll = (first?.sources ?? []).filter(({ source, what }) =>
    records.every(({ sources }) =>
      sources.some((other) => other.source === source && other.what === what && other.available !== null),
    ),
  );
  return ofAll.flatMap(({ source, what, available }) => (available === null ? [] : [{ source, what, why: available }]));
}
