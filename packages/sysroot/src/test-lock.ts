import { sha256 } from '@assay/evidence';
import type { TreeEntry } from '@assay/host';
import { treeDigest } from './digest.js';
import type { Lock, LockedComponent, LockedFile } from './lock.js';

/** A file as a tree has it, whose bytes are its path unless told otherwise. For tests. */
export function fileEntry(path: string, change: Partial<TreeEntry> & { content?: string } = {}): TreeEntry {
  const { content = path, ...rest } = change;
  return { path, kind: 'file', mode: 0o644, size: content.length, sha256: sha256(content), ...rest };
}

/** A component of these files, which are what {@link fileEntry} makes of their paths. */
export function component(name: string, files: readonly (string | LockedFile)[], target = 'x86_64-unknown-linux-gnu') {
  const all = files.map((file) =>
    typeof file === 'string' ? { path: file, mode: '644', sha256: sha256(file) } : file,
  );
  const locked: LockedComponent = {
    ...{ name, target, version: '1.95.0 (59807616e 2026-04-14)', origin: 'installed', hash: null, xzHash: null },
    ...{ bytes: all.reduce((sum, { path }) => sum + path.length, 0), tree: treeDigest(all), files: all },
  };
  return locked;
}

/** A lock of these components, of 1.95.0. */
export function lock(components: readonly LockedComponent[], change: Partial<Lock> = {}): Lock {
  return {
    release: '1.95.0',
    commit: '59807616e1fa2540724bfbac14d7976d7e4a3860',
    hosts: ['x86_64-unknown-linux-gnu'],
    leftOut: ['share/doc', 'share/man'],
    manifest: { date: '2026-04-16', sha256: null, signedBy: null },
    components: [...components],
    ...change,
  };
}
