import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import type { Policy } from '@assay/policy';
import {
  askedByName,
  type Emulator,
  emulatorFor,
  type ReadinessRecord,
  readRecord,
  readSources,
  type Sources,
  shippedKnowledge,
} from '@assay/readiness';
import type { KnownCompiler } from '@assay/rust';
import { type StatedTarget, statedTargets, type TargetsSettings } from './settings.js';

/** What the records of a policy's targets are read from. */
export interface RecordsOf {
  policy: Policy;
  settings: TargetsSettings;
  compiler: KnownCompiler;
  /** Of the toolchain, absolute. */
  sysroot: string;
}

/** The record of a target, and the sources for those of others. */
export interface Records {
  record: ReadinessRecord;
  sources: Sources;
  gaps: Gap[];
}

/** Reads the record of a target of the policy. Throws UserError for a custom target's file that is none, and WorldError. */
export async function readRecords(
  world: World,
  { policy, compiler, sysroot }: RecordsOf,
  { key, settings }: StatedTarget,
): Promise<Records> {
  const sources = await readSources(world, { identity: compiler, sysroot });
  const at = policy.placeOf(['targets', key]);
  const asked = {
    ...{ key, at, lastTestedOs: settings['last-tested-os'] ?? null, lastTested: settings['last-tested'] ?? null },
    blockers: settings.blockers.map((what, index) => {
      return { what, at: policy.placeOf(['targets', key, 'blockers', index]) };
    }),
  };
  return { sources, ...(await readRecord(world, sources, asked, shippedKnowledge)) };
}

/** Is each of these members built for a target of the policy that has no std, so that the build shows what was promised? Throws as {@link readRecords} does. */
export async function isProvable(
  world: World,
  { settings }: RecordsOf,
  { sources }: Records,
  members: readonly string[],
): Promise<boolean> {
  const open = new Set(members);
  for (const { key, settings: target } of statedTargets(settings)) {
    const own = [...open].filter((member) => target.members?.includes(member) ?? true);
    if (own.length === 0 || !(await isWithoutStd(world, sources, key, target['build-std']))) continue;
    for (const member of own) open.delete(member);
    if (open.size === 0) return true;
  }
  return open.size === 0;
}

async function isWithoutStd(world: World, sources: Sources, key: string, buildStd: readonly string[] | undefined) {
  if (buildStd !== undefined) return !buildStd.includes('std');
  const { record } = await readRecord(world, sources, askedByName(key), shippedKnowledge);
  return record.library.value !== null && record.library.value !== 'std';
}

/** The emulators that programs of the target can run on, as far as Assay knows how. */
export function emulatorsFor(record: ReadinessRecord): readonly Emulator[] {
  const { architecture, os, environment, endian, pointerWidth, llvmTarget, target } = record;
  if (architecture.value === null || os.value === null || endian.value === null || pointerWidth.value === null)
    return [];
  return emulatorFor({
    ...{ name: target, llvmTarget: llvmTarget.value, architecture: architecture.value, os: os.value },
    ...{ environment: environment.value, endian: endian.value, pointerWidth: pointerWidth.value },
  });
}
