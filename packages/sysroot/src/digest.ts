import { byCodeUnit, sha256 } from '@assay/evidence';
import type { LockedFile } from './lock.js';

/**
 * in-toto's `dirHash1` over a component's files, in hexadecimal: the SHA-256 of what `sha256sum` prints for them in the order of
 * their paths (golang.org/x/mod/sumdb/dirhash, Hash1). Of a link, the digest is that of its target's words.
 */
export function treeDigest(files: readonly LockedFile[]): string {
  const sorted = [...files].sort((a, b) => byCodeUnit(a.path, b.path));
  return sha256(sorted.map((file) => `${fileDigest(file)}  ${file.path}\n`).join(''));
}

/** The SHA-256 of a file's bytes, or of the words of a link's target. */
export function fileDigest(file: LockedFile): string {
  return 'link' in file ? sha256(file.link) : file.sha256;
}
