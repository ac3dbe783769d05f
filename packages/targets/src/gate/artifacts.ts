import path from 'node:path';
import { byCodeUnit, type Gap, sha256 } from '@assay/evidence';
import { isBelow, isWorldError, type World } from '@assay/host';
import { type BuiltFile, describeFile, holdsBitcodeOnly, panicSymbols } from '@assay/objects';
import type { CargoArtifact } from '@assay/rust';
import { BITCODE } from '../artifacts.js';
import type { Artifact } from '../facts.js';
import { cargoFolder, type GateRequest } from './request.js';

/** A built file and what it is. */
export interface BuiltArtifact {
  /** Absolute. Another build with the same profile may overwrite it. */
  path: string;
  /** Is it a program of tests? */
  test: boolean;
  artifact: Artifact;
}

/** 2 GiB less one: the largest that Node takes in one piece. */
const MAX_BYTES = 2 ** 31 - 1;

/** What runs in the compiler: for the host, whatever the target. */
const forHost = ['proc-macro', 'custom-build'];

/** Describes what Cargo built of the members for the target, in the order of names and members. Throws WorldError when interrupted. */
export async function artifactsOf(
  world: World,
  request: GateRequest,
  units: readonly CargoArtifact[],
): Promise<{ artifacts: BuiltArtifact[]; gaps: Gap[] }> {
  const [artifacts, gaps]: [BuiltArtifact[], Gap[]] = [[], []];
  for (const unit of ownUnits(world, request, units)) {
    for (const file of filesOf(unit)) {
      const described = await describe(world, request, unit, file);
      if ('gap' in described) gaps.push(described.gap);
      else artifacts.push(described);
    }
  }
  artifacts.sort((a, b) => byCodeUnit(keyOf(a.artifact), keyOf(b.artifact)));
  return { artifacts, gaps };
}

function keyOf({ name, member, kind, sha256: digest }: Artifact): string {
  return [name, member, kind, digest].join('\0');
}

/** What was built of the members for the target; a member that a build script needs was built for the host too. */
function ownUnits(world: World, request: GateRequest, units: readonly CargoArtifact[]): CargoArtifact[] {
  const manifests = new Set(request.members.map(({ manifest }) => manifest));
  const folder = path.join(cargoFolder(world, request), request.name);
  return units.filter(
    ({ manifest, target, files, executable }) =>
      manifests.has(manifest) &&
      !target.kind.some((kind) => forHost.includes(kind)) &&
      // Of a program that the linker left out Cargo lists no file, and tells where it should be.
      [...files, ...(executable === null ? [] : [executable])].some((file) => isBelow(folder, file)),
  );
}

/** Without what only the compiler reads, and what only a debugger does. */
function filesOf({ files, executable }: CargoArtifact): string[] {
  return executable === null ? files.filter((file) => !/\.(?:rmeta|d|pdb|dwp|dSYM)$/.test(file)) : [executable];
}

async function describe(
  world: World,
  request: GateRequest,
  { package: owner, target, test }: CargoArtifact,
  file: string,
): Promise<BuiltArtifact | { gap: Gap }> {
  const name = path.basename(file).replace(/-[0-9a-f]{16}(?=\.|$)/, '');
  try {
    const bytes = await world.files.read(file, { maxBytes: MAX_BYTES, isBuilt: true });
    const found = describeFile(bytes);
    return {
      ...{ path: file, test },
      artifact: {
        ...{ name, member: owner?.name ?? '', kind: test ? 'test' : target.kind.join(', ') },
        ...{
          sha256: sha256(bytes),
          size: bytes.length,
          format: found?.format ?? (holdsBitcodeOnly(bytes) ? BITCODE : null),
        },
        ...{ architecture: found?.architecture ?? null, pointerWidth: found?.pointerWidth ?? null },
        ...{ fits: found === undefined ? null : fits(found, request.record) },
        sections: found?.sections.map(({ name: section, size }) => ({ name: section, size })) ?? [],
        panics: found?.symbols === undefined ? null : panicSymbols(found.symbols),
      },
    };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy = 'see that nothing removes or locks what Cargo builds, and run the check again';
    return { gap: { what: `the artifact ${name}`, why: error.message, remedy } };
  }
}

/** Is it for the target? `null` where something is not known and nothing else contradicts. */
function fits({ architecture, pointerWidth, endian }: BuiltFile, record: GateRequest['record']): boolean | null {
  const compared = [
    [architecture, record.architecture.value],
    [pointerWidth, record.pointerWidth.value],
    [endian, record.endian.value],
  ] as const;
  if (architecture === 'mixed') return false;
  if (compared.some(([found, wanted]) => wanted !== null && found !== undefined && found !== wanted)) return false;
  return compared.every(([found, wanted]) => wanted !== null && found !== undefined) ? true : null;
}
