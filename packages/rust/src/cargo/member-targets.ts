import type { World } from '@assay/host';
import * as z from 'zod';
import type { CargoFailure } from '../cargo-failure.js';
import { askMetadata } from '../metadata.js';
import { membersRun } from '../metadata-run.js';

/** Something that Cargo can build of a member. https://doc.rust-lang.org/cargo/reference/cargo-targets.html */
export interface MemberTarget {
  name: string;
  /** `lib`, `bin`, `test`, `bench`, `example`, `custom-build`, `proc-macro`, `cdylib`, … */
  kind: string[];
  /** Its first source file, absolute. */
  source: string;
  /** Without these features Cargo leaves it out, and does not say so unless it is asked for by name. */
  requiredFeatures: string[];
}

/** A workspace member, and what Cargo can build of it. */
export interface MemberWithTargets {
  name: string;
  version: string;
  /** Its Cargo.toml, absolute. */
  manifest: string;
  targets: MemberTarget[];
}

const Members = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      manifest_path: z.string(),
      targets: z.array(
        z.object({
          ...{ name: z.string(), kind: z.array(z.string()), src_path: z.string() },
          'required-features': z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** The members with their targets, or why they are not known. What fails is an outcome; only an interruption throws. */
export async function readMemberTargets(
  world: World,
): Promise<{ members: MemberWithTargets[] } | { failure: CargoFailure }> {
  const outcome = await askMetadata(world, membersRun, Members);
  if ('failure' in outcome) return outcome;
  return {
    members: outcome.metadata.packages.map(({ name, version, manifest_path, targets }) => ({
      ...{ name, version, manifest: manifest_path },
      targets: targets.map(({ name: target, kind, src_path, 'required-features': requiredFeatures }) => {
        return { name: target, kind, source: src_path, requiredFeatures };
      }),
    })),
  };
}
