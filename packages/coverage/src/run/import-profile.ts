import path from 'node:path';
import { type Gap, sha256 } from '@assay/evidence';
import type { World } from '@assay/host';
import type { ExactFile } from '@assay/records';
import { askCompiler, findSysroot } from '@assay/rust';
import type { ProfileSource } from '../settings.js';
import { type Imported, importGap, lacks } from './imported.js';
import { findLlvmTools, type LlvmTools } from './llvm-tools.js';
import { exportRecords, mergeProfiles, refusalOf } from './read-profiles.js';
import { recordingOf } from './recording.js';

/**
 * Merges the raw profiles of a target and reads the records of the objects that left them. Throws WorldError when
 * interrupted.
 */
export async function readProfile(world: World, source: ProfileSource, index: number): Promise<Imported> {
  const [file = ''] = source.profiles;
  const what = `what ${source.profiles.join(', ')} recorded`;
  try {
    const asked = await askCompiler(world, what);
    if ('gap' in asked) return asked;
    const { llvm, host } = asked.compiler;
    const tools = await findLlvmTools(world, { llvm, host, sysroot: (await findSysroot(world)).folder });
    if ('gap' in tools) return tools;
    const files = await Promise.all(
      [...source.profiles, ...source.objects].map(async (each) => ({
        path: each,
        sha256: await world.files.digest(each),
      })),
    );
    const empty = files.find((each) => each.sha256 === sha256(new Uint8Array()));
    if (empty !== undefined) return { gap: emptyGap(what, empty.path) };
    const inRoot = (each: string) => path.resolve(world.root, each);
    const scratch = `coverage/profile-${index + 1}`;
    await world.emptyScratch(scratch);
    const { merged, merging } = await mergeProfiles(world, tools, source.profiles.map(inRoot), scratch);
    if (merging.status !== 0) return { gap: refusedGap(what, refusalOf(world, 'llvm-profdata', merging), file) };
    const exported = await exportRecords(world, tools, {
      ...{ profile: merged, objects: source.objects.map(inRoot), checks: identityCheck(tools) },
    });
    if ('gap' in exported) {
      if (/Missing binary ID/.test(exported.gap.why)) return { gap: otherBuildGap(what, file) };
      return { gap: { ...exported.gap, what, at: { path: file } } };
    }
    if (/mismatched data/.test(exported.stderr)) return { gap: otherBuildGap(what, file) };
    if (![...exported.records.exact.values()].some(hasRun)) return { gap: nothingRanGap(what, file) };
    const fact = { name: file, files, format: 'profraw' as const, ranOn: source['ran-on'], lacks: lacks.profraw };
    return { fact, recording: recordingOf(exported.records, source.root) };
  } catch (error) {
    return { gap: importGap(error, file, what) };
  }
}

/**
 * Objects and profiles hold the linker's build id, where it writes one: llvm-cov refuses a profile whose object is not
 * there, from LLVM 17 on. The hashes of functions alone do not tell: one bit in them decides whether another hash is
 * taken for another function's (LLVM 22: observed).
 */
function identityCheck({ version }: LlvmTools): string[] {
  return Number(version.split('.')[0]) >= 17 ? ['-check-binary-ids'] : [];
}

/** Was anything in it executed? */
function hasRun({ segments: { counts, length } }: ExactFile): boolean {
  return counts.subarray(0, length).some((count) => count > 0);
}

function otherBuildGap(what: string, file: string): Gap {
  return {
    what,
    why: 'the profiles are not of these objects: they were left by another build',
    remedy: 'bring the objects that ran, byte for byte, with the profiles that they left',
    at: { path: file },
  };
}

/** llvm-profdata takes an empty profile for one of a run that reached nothing. */
function emptyGap(what: string, file: string): Gap {
  return {
    what,
    why: `${file} is empty`,
    remedy: 'bring the raw profiles whole, as the target wrote them',
    at: { path: file },
  };
}

/** What left a profile has executed at least the way there. */
function nothingRanGap(what: string, file: string): Gap {
  return {
    what,
    why: 'by these profiles nothing in these objects was executed: they are empty, or of another build',
    remedy: 'bring the raw profiles whole, with the objects that left them, byte for byte',
    at: { path: file },
  };
}

function refusedGap(what: string, why: string, file: string): Gap {
  return {
    what,
    why,
    remedy: 'bring the raw profiles whole, as the target wrote them, and made by the compiler that is pinned',
    at: { path: file },
  };
}
