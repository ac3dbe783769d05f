import type { World } from '@assay/host';
import * as z from 'zod';
import type { CargoFailure } from '../cargo-failure.js';
import { askMetadata } from '../metadata.js';
import { metadataRun } from '../metadata-run.js';

const Dependency = z.object({
  name: z.string(),
  rename: z.string().nullish(),
  req: z.string(),
  kind: z.enum(['build', 'dev']).nullable(),
  optional: z.boolean(),
  uses_default_features: z.boolean(),
  features: z.array(z.string()),
  target: z.string().nullable(),
  registry: z.string().nullish(),
  source: z.string().nullable(),
  path: z.string().nullish(),
});

/** What a manifest says of a dependency, as `cargo metadata` prints it: `source` is `null` for a path. */
export type ManifestDependency = z.infer<typeof Dependency>;

const Detailed = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  source: z.string().nullable(),
  rust_version: z.string().nullable(),
  links: z.string().nullish(),
  manifest_path: z.string(),
  features: z.record(z.string(), z.array(z.string())),
  dependencies: z.array(Dependency),
});

/** A package with what its manifest says of its dependencies. */
export type DetailedPackage = z.infer<typeof Detailed>;

/** Packages of registries are many, and their index says the same: only the others are read in detail. */
const Registered = z.object({ source: z.string().regex(/^(?:registry|sparse)\+/), manifest_path: z.string() });

const Local = z.object({
  packages: z.array(z.union([Registered, Detailed])),
  workspace_members: z.array(z.string()),
});

/** The packages of the locked graph that no registry has: members, those in folders, those from git. */
export interface LocalPackages {
  members: DetailedPackage[];
  others: DetailedPackage[];
  /** Where Cargo takes every package of the graph from; `null` for one in a folder. */
  taken: { source: string | null; manifest_path: string }[];
}

/** Reads them with the lock file as it stands. What fails is an outcome; only an interruption throws. */
export async function readLocalPackages(world: World): Promise<LocalPackages | { failure: CargoFailure }> {
  const outcome = await askMetadata(world, metadataRun, Local);
  if ('failure' in outcome) return outcome;
  const { packages, workspace_members: ids } = outcome.metadata;
  const local = packages.filter((each): each is DetailedPackage => 'dependencies' in each);
  const isMember = ({ id }: DetailedPackage) => ids.includes(id);
  return { members: local.filter(isMember), others: local.filter((each) => !isMember(each)), taken: packages };
}
