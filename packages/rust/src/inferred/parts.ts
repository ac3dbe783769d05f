import { editionSince, type ManifestFeatureId, manifestFeature, resolverSince } from '../features.js';

/**
 * A release that a package cannot do without, and what in its manifest shows it. It is a lower bound: it can show that a package needs a
 * newer release, never that an older one will do.
 */
export interface Inferred {
  /** The first Rust release that takes it. */
  rust: string;
  /** What shows it, in words: `edition 2024`, `features with dep:`. */
  by: string;
  /**
   * The tool that has to be of that release. The compiler and Cargo are most often of one release; where a distribution's Cargo is newer
   * than its compiler, what only Cargo reads needs no more than that.
   */
  tool: 'rustc' | 'cargo';
}

/** The release that an edition needs; nothing for the one that every release knows, and for one that is unknown here. */
export function inferFromEdition(edition: string): Inferred[] {
  const rust = editionSince(edition);
  return rust === undefined || rust === '1.0.0' ? [] : [{ rust, by: `edition ${edition}`, tool: 'rustc' }];
}

/** What `[features]` shows. https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies */
export function inferFromFeatures(features: readonly (readonly [string, readonly string[]])[]): Inferred[] {
  const enabled = features.flatMap(([, enables]) => enables);
  return [
    ...(enabled.some((value) => value.startsWith('dep:')) ? inferredBy('namespaced-features') : []),
    ...(enabled.some((value) => value.includes('?/')) ? inferredBy('weak-dependency-features') : []),
  ];
}

/** The release that `resolver = "…"` needs; nothing for a resolver that is unknown here. */
export function inferFromResolver(resolver: string): Inferred[] {
  const rust = resolverSince(resolver);
  return rust === undefined ? [] : [{ rust, by: `resolver = "${resolver}"`, tool: 'cargo' }];
}

/** What a manifest shows by having this; nothing where an older Cargo passes over it. */
export function inferredBy(id: ManifestFeatureId): Inferred[] {
  const { since, feature, below } = manifestFeature(id);
  return below === 'error' ? [{ rust: since, by: feature, tool: 'cargo' }] : [];
}

/** Each once: several targets have one edition. */
export function unique(inferred: readonly Inferred[]): Inferred[] {
  return [...new Map(inferred.map((each) => [each.by, each])).values()];
}
