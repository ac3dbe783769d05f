import type { Gap } from '@assay/evidence';
import { portablePath, type World } from '@assay/host';
import { findOnPath, findProgram, programNames, type Sysroot, searchPath } from '@assay/rust';
import type { Override, Program, ToolchainFacts } from './facts.js';
import { replacedLibraries } from './libraries.js';
import { type Look, look } from './look.js';

/** What a build would start, as far as it could be looked at. */
export interface ProgramsLook {
  facts: Pick<ToolchainFacts, 'sysroot' | 'programs'>;
  /** What makes it start or load something else. */
  overrides: Override[];
  gaps: Gap[];
}

/**
 * Looks at the toolchain and at each program that a build would start, by files and environment alone: no tool is asked. `digests` are those that are
 * known already, by absolute path.
 */
export async function lookAtPrograms(
  world: World,
  sysrootLook: Promise<Look<Sysroot>>,
  digests: Digests,
): Promise<ProgramsLook> {
  const { anchors } = world;
  const { found: sysroot, gap } = await sysrootLook;
  if (sysroot === undefined) return { facts: { sysroot: null, programs: [] }, overrides: [], gaps: [gap] };
  const looks = await Promise.all([
    ...programNames.map((name) => look(started(name), anchors, () => toolchainProgram(world, sysroot, name, digests))),
    look(started('cc'), anchors, () => systemProgram(world, digests, 'cc')),
    look('the rustup of this machine', anchors, () => systemProgram(world, digests, 'rustup', sysroot.rustup?.file)),
  ]);
  const libraries = await look('the libraries that the compiler loads', anchors, () =>
    replacedLibraries(world, sysroot),
  );
  const { folder, toolchain, chosenBy, at } = sysroot;
  const path = portablePath(folder, anchors);
  return {
    facts: { sysroot: { path, toolchain, chosenBy, at }, programs: looks.flatMap(({ found }) => found ?? []) },
    overrides: [...folderOverride(sysroot, path), ...(libraries.found ?? [])],
    gaps: [...looks, libraries].flatMap((each) => each.gap ?? []),
  };
}

const started = (name: string) => `what a build starts as ${name}`;

type Digests = Promise<ReadonlyMap<string, string>>;

async function toolchainProgram(
  world: World,
  sysroot: Sysroot,
  name: string,
  digests: Digests,
): Promise<Program | undefined> {
  const program = await findProgram(world, sysroot, name);
  return program && describe(world, program, digests);
}

/** A program that is no part of the toolchain and has a say: the linker, and what starts the toolchain's programs. */
async function systemProgram(
  world: World,
  digests: Digests,
  name: string,
  file?: string,
): Promise<Program | undefined> {
  const found = file ?? (await findOnPath(world, searchPath(world), name));
  if (found === undefined) return undefined;
  return describe(world, { name, kind: 'system', found, starts: await world.files.realPath(found) }, digests);
}

/** For evidence: with the digest of the file that runs, and without its place on this machine. */
async function describe(
  { anchors, files }: World,
  program: Omit<Program, 'sha256'>,
  digests: Digests,
): Promise<Program> {
  const { name, kind, found, starts } = program;
  const shown = (file: string) => portablePath(file, anchors);
  const sha256 = (await digests).get(starts) ?? (await files.digest(starts));
  return { name, kind, found: shown(found), starts: shown(starts), sha256 };
}

/** An override of a folder stands in rustup's settings, where nobody who reads the repository sees it. */
function folderOverride({ chosenBy, toolchain, at }: Sysroot, path: string): Override[] {
  if (chosenBy !== 'override') return [];
  return [{ role: 'toolchain', name: 'rustup override', value: toolchain ?? path, origin: 'outside', at }];
}
