import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import * as z from 'zod';
import type { CargoFailure } from '../cargo-failure.js';
import { askMetadata } from '../metadata.js';
import { membersRun } from '../metadata-run.js';

/** A workspace member as its own manifest describes it. */
export interface Member {
  /** Cargo's own id. */
  id: string;
  name: string;
  version: string;
  /** Its Cargo.toml, absolute. */
  manifest: string;
  /** Names of its features, those of optional dependencies among them; sorted as Cargo has them. */
  features: string[];
}

const Members = z.object({
  packages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      manifest_path: z.string(),
      features: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** The members of the workspace, or why they are not known. What fails is an outcome; only an interruption throws. */
export async function readMembers(world: World): Promise<{ members: Member[] } | { failure: CargoFailure }> {
  const outcome = await askMetadata(world, membersRun, Members);
  if ('failure' in outcome) return outcome;
  return {
    members: outcome.metadata.packages.map(({ id, name, version, manifest_path, features }) => {
      return { id, name, version, manifest: manifest_path, features: Object.keys(features) };
    }),
  };
}

/** The gap that a failure to read the members leaves. */
export function membersGap({ message, at }: Pick<CargoFailure, 'message' | 'at'>): Gap {
  return {
    what: 'which members the workspace has (cargo metadata --no-deps)',
    why: message,
    remedy: 'repair what cargo names until cargo metadata --no-deps succeeds',
    ...(at === undefined ? {} : { at }),
  };
}
