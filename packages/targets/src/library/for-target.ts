import { isBelow } from '@assay/host';
import type { CargoArtifact } from '@assay/rust';

/** Kinds of Cargo target that are no part of what a package gives to the target. */
const apart = ['custom-build', 'proc-macro', 'test', 'bench', 'example'];

/**
 * Is it a library or a program of the target? Cargo keeps what it builds for the host (build scripts, procedural macros and what they
 * depend on) outside the folder that has the target's name, also where host and target are the same, as long as it was told `--target`.
 * `targetFolder`: that folder, absolute. https://doc.rust-lang.org/cargo/reference/build-cache.html
 */
export function isForTarget({ target, test, files }: CargoArtifact, targetFolder: string): boolean {
  if (test || target.kind.some((kind) => apart.includes(kind))) return false;
  return files.length > 0 && files.every((file) => isBelow(targetFolder, file));
}

/** Is it a crate of the standard library that Cargo's `-Z build-std` compiled from the sources that rustup installs as `rust-src`? */
export function isOfToolchain({ manifest }: CargoArtifact): boolean {
  return /[\\/]lib[\\/]rustlib[\\/]src[\\/]rust[\\/]library[\\/]/.test(manifest);
}

/**
 * The file that holds the metadata of its crate: `.rmeta` where there is one, because it is smaller than the library; `undefined` for
 * programs, `cdylib` and `staticlib`, which have none.
 */
export function metadataFile({ target, files }: CargoArtifact): string | undefined {
  if (!target.kind.some((kind) => ['lib', 'rlib', 'dylib'].includes(kind))) return undefined;
  return files.find((file) => file.endsWith('.rmeta')) ?? files.find((file) => file.endsWith('.rlib')) ?? files[0];
}
