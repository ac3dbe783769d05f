import * as z from 'zod';
import data from '../data/cargo-features.json' with { type: 'json' };

const since = z.string().describe('the first Rust release that knows it');
const provenance = { source: z.string(), confidence: z.enum(['confirmed', 'from memory']) };

/** What stands in a manifest and is not in every release of Cargo, by the names of this data. */
export const ManifestFeatureId = z.enum([
  'namespaced-features',
  'weak-dependency-features',
  'workspace-inheritance',
  'optional-version',
  'named-profiles',
  'strip',
  'named-debug',
  'toml-1.1',
  'rust-version',
  'lints',
  'autolib',
  'hints',
]);
export type ManifestFeatureId = z.infer<typeof ManifestFeatureId>;

/** A row on something that stands in a manifest. */
export const ManifestFeature = z.strictObject({
  id: ManifestFeatureId,
  feature: z.string().describe('in words: features with dep:'),
  since,
  below: z.enum(['error', 'ignored']).describe('what an older Cargo does with it'),
  ...provenance,
});
export type ManifestFeature = z.infer<typeof ManifestFeature>;

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const CargoFeatures = z.strictObject({
  collected: z.iso.date(),
  editions: z.array(z.strictObject({ edition: z.string(), since, ...provenance })),
  lockFormats: z.array(z.strictObject({ version: z.int(), since, ...provenance })),
  resolvers: z.array(z.strictObject({ resolver: z.string(), since, ...provenance })),
  gates: z.array(
    z.strictObject({ gate: z.string().describe('as Cargo names a feature that it requires'), since, ...provenance }),
  ),
  manifest: z.array(ManifestFeature),
});

const { editions, lockFormats, resolvers, gates, manifest } = data as z.infer<typeof CargoFeatures>;

/** The first Rust release that knows an edition; `undefined` for an edition that the data does not hold. */
export function editionSince(edition: string): string | undefined {
  return editions.find((row) => row.edition === edition)?.since;
}

/** The format of a Cargo.lock and the first release whose Cargo reads it. */
export interface LockFormat {
  version: number;
  since: string;
}

/** The formats of Cargo.lock that stable releases of Cargo read, oldest first. */
export const knownLockFormats: readonly LockFormat[] = lockFormats;

/** The first Rust release whose Cargo reads a format of Cargo.lock; `undefined` for a format that no stable release reads. */
export function lockFormatSince(version: number): string | undefined {
  return lockFormats.find((row) => row.version === version)?.since;
}

/** The first Rust release whose Cargo takes `resolver = "…"`; `undefined` for a resolver that the data does not hold. */
export function resolverSince(resolver: string): string | undefined {
  return resolvers.find((row) => row.resolver === resolver)?.since;
}

/**
 * The first Rust release whose Cargo has a feature that an older one says is required (`edition2024`); `undefined` for one that is
 * unstable or unknown. https://doc.rust-lang.org/cargo/reference/unstable.html
 */
export function cargoGateSince(gate: string): string | undefined {
  return gates.find((row) => row.gate === gate)?.since;
}

/** What the data holds on something that stands in a manifest. */
export function manifestFeature(id: ManifestFeatureId): ManifestFeature {
  const found = manifest.find((row) => row.id === id);
  if (found === undefined) throw new TypeError(`there is no row ${id}`);
  return found;
}
