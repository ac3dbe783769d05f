import { errorMessage } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import * as z from 'zod';
import { type CargoFailure, readCargoFailure } from '../cargo-failure.js';
import { plainWords } from '../metadata-run.js';
import { cargo } from '../tools.js';
import { type FeatureSet, featureFlags, featureSetInWords } from './features.js';
import type { Member } from './members.js';
import { type PackageId, parsePackageId } from './package-id.js';

/** What would be built. */
export interface BuildRequest {
  /** The member's name, version, and Cargo.toml (absolute). */
  member: Pick<Member, 'name' | 'version' | 'manifest'>;
  features: FeatureSet;
  /** Target triples; none for what Cargo builds when it is told no target. */
  targets: readonly string[];
  /** Tests, examples and benches too. */
  withTests?: boolean;
}

/** The packages of a build, each once, or why they are not known. */
export type BuildOutcome = { packages: PackageId[] } | { failure: CargoFailure };

/**
 * Version 1 of the unit graph: the part of it that is read.
 * https://doc.rust-lang.org/cargo/reference/unstable.html#unit-graph
 */
const UnitGraph = z.object({ version: z.literal(1), units: z.array(z.object({ pkg_id: z.string() })) });

/**
 * The packages that Cargo would compile for a member, host and target alike: exact, by Cargo's own plan, which compiles nothing and
 * needs no standard library of the target. The plan is an unstable option that has been the same from 1.85 to 1.96; the
 * variable that permits it reaches nothing but Cargo and `rustc --print`. What fails is an outcome; only an interruption throws.
 */
export async function packagesBuilt(world: World, request: BuildRequest): Promise<BuildOutcome> {
  try {
    const env = { ...plainWords, RUSTC_BOOTSTRAP: '1' };
    const { status, stdout, stderr } = await world.tools.run(cargo, unitGraphArgs(request), { env });
    if (status !== 0) return { failure: readCargoFailure(stderr, world.anchors) };
    return readUnitGraph(stdout, request);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { failure: { reason: error.kind === 'tool-missing' ? 'tool-missing' : 'ended', message: error.message } };
  }
}

function unitGraphArgs({ member, features, targets, withTests = false }: BuildRequest): string[] {
  return [
    // What a package declares is looked at elsewhere; here it must not keep Cargo from answering.
    ...['build', '--locked', '--ignore-rust-version', '--manifest-path', member.manifest],
    ...['-p', `${member.name}@${member.version}`],
    ...(withTests ? ['--all-targets'] : []),
    ...featureFlags(features),
    ...targets.flatMap((target) => ['--target', target]),
    ...['--unit-graph', '-Zunstable-options'],
  ];
}

function readUnitGraph(stdout: string, { member, features }: BuildRequest): BuildOutcome {
  try {
    const { units } = UnitGraph.parse(JSON.parse(stdout));
    const ids = new Set(units.map(({ pkg_id }) => pkg_id));
    const packages = [...ids].map((id) => parsePackageId(id));
    if (packages.length === 0) {
      const message = `nothing of ${member.name} is built with ${featureSetInWords(features)}`;
      return { failure: { reason: 'nothing-built', message } };
    }
    if (packages.includes(undefined)) return notUnderstood('a package id of another form');
    return { packages: packages.filter((id) => id !== undefined) };
  } catch (error) {
    return notUnderstood(errorMessage(error).slice(0, 200));
  }
}

function notUnderstood(detail: string): BuildOutcome {
  const message = `cargo printed a plan of the build that is not understood (${detail})`;
  return { failure: { reason: 'not-understood', message } };
}
