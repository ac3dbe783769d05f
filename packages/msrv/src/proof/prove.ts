import type { Gap } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import {
  buildFolder,
  type Compilation,
  compareVersions,
  compile,
  type FailureReason,
  type FeatureSet,
  featureSetInWords,
  type Member,
  type PackageId,
  packageKey,
  parseVersion,
  type ReleaseToolchain,
  unselectable,
} from '@assay/rust';
import type { Asked } from '../asked.js';
import { cargoRemedies } from '../gaps.js';
import { baselineToolchain } from './baseline-toolchain.js';
import { type Broken, brokenPackages } from './broken.js';
import { compileOnPinned } from './control.js';
import type { Place } from './place.js';
import { changedMeanwhile, foreignScratch, treeState } from './scratch.js';

/** One run of the baseline's Cargo, and what came of it. */
export interface Run {
  member: Member;
  rust: string;
  toolchain: ReleaseToolchain;
  features: FeatureSet;
  outcome: 'compiled' | 'failed' | 'not-established';
}

/** What compiling showed. */
export interface Proof {
  runs: Run[];
  /** By key of a package: the baselines that it compiled with. */
  proved: ReadonlyMap<string, ReadonlySet<string>>;
  /** What did not compile with a baseline and does with the pinned compiler. */
  broken: BrokenIn[];
  /** What did not compile with either, or could not be tried with the other, and why. */
  excused: (BrokenIn & { why: string })[];
  gaps: Gap[];
}

/** A package that did not compile, and in which run. */
export type BrokenIn = Broken & { run: Run };

/**
 * Compiles every member that must be proved with its own baseline, each in the feature sets that are asked for, in a folder of Assay's
 * own. What fails is compiled with the pinned compiler too: what fails there in the same way is excused. Throws UserError for settings
 * that rustup would refuse; WorldError when interrupted.
 */
export async function prove(world: World, members: readonly Member[], asked: Asked, place: Place): Promise<Proof> {
  const proof = {
    runs: [] as Run[],
    proved: new Map<string, Set<string>>(),
    broken: [] as Proof['broken'],
    excused: [] as Proof['excused'],
    gaps: [] as Gap[],
  };
  const proving = members.filter(({ name }) => asked.isProved(name));
  const foreign = proving.length === 0 ? undefined : await foreignScratch(world);
  if (foreign !== undefined) return { ...proof, gaps: [foreign] };
  const before = proving.length === 0 ? undefined : await treeState(world);
  for (const rust of new Set(proving.map(({ name }) => asked.baselineOf(name)))) {
    const found = await baselineToolchain(world, rust, asked);
    if ('gap' in found) {
      proof.gaps.push(found.gap);
      continue;
    }
    for (const member of proving.filter(({ name }) => asked.baselineOf(name) === rust)) {
      for (const features of asked.featuresOf(member)) {
        await proveOne(world, { member, rust, toolchain: found.toolchain, features }, asked, { place, proof });
      }
    }
  }
  const changed = changedMeanwhile(before, before === undefined ? undefined : await treeState(world));
  if (changed !== undefined) proof.gaps.push(changed);
  return proof;
}

/** What a proof is added to while it is made. */
interface Growing extends Proof {
  proved: Map<string, Set<string>>;
}

async function proveOne(
  world: World,
  build: Omit<Run, 'outcome'>,
  asked: Asked,
  { place, proof }: { place: Place; proof: Growing },
): Promise<void> {
  const compilation = await compileWithBaseline(world, build, asked, place);
  if (compilation.outcome === 'not-established') {
    proof.runs.push({ ...build, outcome: 'not-established' });
    proof.gaps.push(notEstablished(build, compilation.why, compilation.remedy));
    return;
  }
  const errors = compilation.outcome === 'failed' ? compilation.errors : [];
  const broken = brokenPackages(errors, build.member);
  const run: Run = { ...build, outcome: compilation.outcome };
  proof.runs.push(run);
  for (const each of compilation.compiled) addProved(proof.proved, each, broken, build.rust);
  if (broken.length === 0) return;
  const control = await compileOnPinned(world, build, asked, place);
  for (const each of broken) {
    const why = control.excuse(each);
    if (why === undefined) proof.broken.push({ ...each, run });
    else proof.excused.push({ ...each, run, why });
  }
}

type Established = Exclude<Compilation, { outcome: 'refused' }>;
type Unestablished = { outcome: 'not-established'; why: string; remedy: string };

async function compileWithBaseline(
  world: World,
  { member, rust, toolchain, features }: Omit<Run, 'outcome'>,
  asked: Asked,
  place: Place,
): Promise<Established | Unestablished> {
  const activity = `compiling ${member.name} with Rust ${rust} (${featureSetInWords(features)})`;
  world.progress(activity);
  try {
    const compilation = await compile(world, {
      cargo: toolchain.cargo,
      keepGoing: knowsKeepGoing(toolchain),
      member: { ...member, manifest: place.manifestOf(member) },
      features,
      targets: asked.targets,
      flags: [...stableOnly(toolchain), ...(await place.flagsFor(toolchain))],
      buildFolder: buildFolder(place.folder, toolchain.name),
      onProgress: (done) => world.progress(`${activity}: ${done} units so far`),
    });
    if (compilation.outcome !== 'refused') return compilation;
    const { reason, message } = compilation.failure;
    if (!isOwnFault(reason)) return { outcome: 'not-established', why: message, remedy: cargoRemedies[reason] };
    const refusal = { reason, unselectable: unselectable(message) };
    const unplaced = { package: undefined, code: null, message, rendered: null, at: undefined };
    const error = { ...unplaced, by: 'cargo' as const, refusal };
    return { outcome: 'failed', compiled: [], errors: [error] };
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy = 'run again; if it happens again, run cargo check with the baseline by hand';
    return { outcome: 'not-established', why: error.message, remedy };
  }
}

/** Did Cargo refuse what it was given, rather than miss what it needs? An older one reads fewer lock files and manifests. */
function isOwnFault(reason: FailureReason): boolean {
  return ['manifest', 'lock-file', 'lock-create', 'lock-update', 'unresolvable', 'other'].includes(reason);
}

/**
 * Keeps unstable features off also where a configuration of Cargo's would put them on. `--config` is stable since Cargo 1.63.
 * https://doc.rust-lang.org/cargo/reference/config.html#env
 */
function stableOnly(toolchain: ReleaseToolchain): string[] {
  if (!isAtLeast(toolchain, '1.63.0')) return [];
  return ['--config', 'env.RUSTC_BOOTSTRAP.value="0"', '--config', 'env.RUSTC_BOOTSTRAP.force=true'];
}

/** `--keep-going` is stable since Cargo 1.74: https://doc.rust-lang.org/cargo/CHANGELOG.html */
function knowsKeepGoing(toolchain: ReleaseToolchain): boolean {
  return isAtLeast(toolchain, '1.74.0');
}

/** Is it of this release or a newer one? One that does not say its release is taken for older. */
function isAtLeast({ identity }: ReleaseToolchain, release: string): boolean {
  const [own, least] = [parseVersion(identity.release), parseVersion(release)];
  return own !== undefined && least !== undefined && compareVersions(own, least) >= 0;
}

/** A package of which one unit compiled and another did not is not proved. */
function addProved(proved: Map<string, Set<string>>, id: PackageId, broken: readonly Broken[], rust: string): void {
  if (broken.some((each) => each.is(id))) return;
  const key = packageKey(id);
  proved.set(key, new Set([...(proved.get(key) ?? []), rust]));
}

function notEstablished({ member, rust, features }: Omit<Run, 'outcome'>, why: string, remedy: string): Gap {
  return {
    what: `whether ${member.name} compiles with its baseline ${rust} (${featureSetInWords(features)})`,
    why,
    remedy,
  };
}
