/** How one package depends on another, in Cargo's words. */
export type DependencyKind = 'normal' | 'build' | 'dev';

/** A dependency as a registry's index states it. https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
export interface IndexDependency {
  /** The name that features and code know it by. */
  name: string;
  /** The package's own name, which differs where the dependency is renamed. */
  package: string;
  /** Cargo's requirement: `^1.2`, `>=1, <3`. */
  requirement: string;
  kind: DependencyKind;
  optional: boolean;
  defaultFeatures: boolean;
  features: readonly string[];
  /** A target triple or `cfg(…)`; `undefined` for every target. */
  target: string | undefined;
  /** URL of the index of another registry; `undefined` for the same one. */
  registry: string | undefined;
}

/** One version of a package, as a registry's index describes it. */
export interface IndexVersion {
  name: string;
  version: string;
  /** SHA-256 of the `.crate` file, in hex, as Cargo.lock has it. */
  checksum: string;
  yanked: boolean;
  /** What it declares, as it is written (`1.85`); `undefined` where it declares nothing. */
  rustVersion: string | undefined;
  /** When it was published, RFC 3339; `undefined` where the index does not say. */
  published: string | undefined;
  /** The native library that only one package of a build may link. */
  links: string | undefined;
  dependencies: readonly IndexDependency[];
  /** `features` and `features2` of the index together. */
  features: Readonly<Record<string, readonly string[]>>;
}
