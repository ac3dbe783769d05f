import * as z from 'zod';

/** The version of the format that this Assay writes, and the newest that it reads. */
export const LOCK_VERSION = 1;

/** What is left out of a lock unless it is asked for: documentation, which compiles nothing. */
export const documentation: readonly string[] = ['share/doc', 'share/man'];

/** A SHA-256 as a lock has it. */
export const SHA256 = /^[0-9a-f]{64}$/;

const Sha256 = z.string().regex(SHA256, { error: 'a SHA-256 in lower-case hexadecimal' });

/**
 * A file of a component: a regular file with its mode in octal (`755`) and the digest of its bytes, or a link with the words of its target. The path is
 * plain, below the sysroot.
 */
export type LockedFile = { path: string; mode: string; sha256: string } | { path: string; link: string };

/** Where a component's digests come from: `installed`, trusted on first use; `dist`, a signed release. */
export const Origin = z.enum(['installed', 'dist']);
export type Origin = z.infer<typeof Origin>;

/** What is stated of a component, besides its files. */
export const StatedComponent = z.strictObject({
  name: z.string().min(1).describe('rustc, cargo, rust-std; `toolchain` where the toolchain knows no components'),
  target: z.string().min(1).describe('a target triple, or * for all'),
  version: z.string().nullable().describe('as the channel manifest states it'),
  origin: Origin,
  hash: Sha256.nullable().describe('of its .tar.gz, as the channel manifest states it'),
  xzHash: Sha256.nullable().describe('of its .tar.xz'),
  bytes: z.int().nonnegative().describe('of all its files'),
  tree: Sha256.describe("in-toto's dirHash1 over its files"),
});

/** One component of a toolchain for one target, as rustup has them; a toolchain that knows none is one component. */
export interface LockedComponent extends z.infer<typeof StatedComponent> {
  /** In the order of their paths. */
  files: LockedFile[];
}

/** The channel manifest that the components come from. */
export const LockedManifest = z.strictObject({
  date: z.iso.date(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{20}([0-9a-f]{44})?$/, { error: 'a SHA-256, or the 20 digits of it that rustup keeps' })
    .nullable()
    .describe('of the manifest as it was served; where it was not seen, the 20 digits that rustup keeps'),
  signedBy: z
    .string()
    .regex(/^[0-9A-F]{40}$/, { error: 'the fingerprint of an OpenPGP key' })
    .nullable()
    .describe('fingerprint of the primary key whose signature was verified; null when none was'),
});
export type LockedManifest = z.infer<typeof LockedManifest>;

/** A toolchain, byte for byte. */
export interface Lock {
  release: string;
  /** The upstream commit; `null` where a distribution's build names none. */
  commit: string | null;
  /** Host triples, sorted. */
  hosts: string[];
  /** What below the sysroot is not locked, sorted. */
  leftOut: string[];
  manifest: LockedManifest | null;
  /** By name and target. */
  components: LockedComponent[];
}

/** Does rustup manage the toolchain that was locked? One that knows no components is locked as one. */
export function isManaged({ components }: { components: readonly Pick<LockedComponent, 'name'>[] }): boolean {
  return components.some(({ name }) => name === 'rustc');
}

/** Does the path stand among what is left out? */
export function isLeftOut(path: string, leftOut: readonly string[]): boolean {
  return leftOut.some((left) => path === left || path.startsWith(`${left}/`));
}
