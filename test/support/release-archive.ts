import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import type { Component } from './release-components.js';

/** A file of a component, or any other entry of a tar. */
export interface ArchiveEntry {
  name: string;
  body?: string | Buffer;
  /** Default 0644, folders 0755. */
  mode?: number;
  /** Default `file`. */
  type?: tar.Header['type'];
  /** Where a link leads. */
  linkname?: string;
}

/** What a test makes wrong with archives. */
export interface ArchiveEdits {
  /**
   * Edits the entries of a component's archive, before its digest enters the manifest. `archive`: `rustc-1.95.0-…`, no ending.
   */
  editEntries?(entries: ArchiveEntry[], archive: string): ArchiveEntry[];
  /** Edits the bytes of a component's archive, before its digest enters the manifest. */
  editArchive?(bytes: Buffer, archive: string): Buffer;
}

/**
 * The archive of a component in the layout of rust-installer, version 3: folders before what is in them, as rustup wants it.
 */
export async function pack(component: Component, archive: string, options: ArchiveEdits): Promise<Buffer> {
  const { name, files, folders = [] } = component;
  const { editEntries = (entries) => entries, editArchive = (bytes) => bytes } = options;
  const claims = [
    ...files
      .filter((file) => !folders.some((folder) => file.name.startsWith(`${folder}/`)))
      .map((file) => `file:${file.name}`),
    ...folders.map((folder) => `dir:${folder}`),
  ];
  const entries: ArchiveEntry[] = [
    { name: `${archive}/components`, body: `${name}\n` },
    { name: `${archive}/rust-installer-version`, body: '3\n' },
    { name: `${archive}/${name}/manifest.in`, body: claims.map((claim) => `${claim}\n`).join('') },
    ...files.map((file) => ({ ...file, name: `${archive}/${name}/${file.name}` })),
  ];
  return editArchive(await targz(editEntries([...foldersOf(entries), ...entries], archive)), archive);
}

function foldersOf(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  const above = entries.flatMap(({ name }) => {
    const steps = name.split('/').slice(0, -1);
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  });
  return [...new Set(above)].sort().map((name) => ({ name, type: 'directory' }));
}

/** A `.tar.gz` of entries. The same entries give the same bytes. */
export async function targz(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const packed = tar.pack();
  for (const { name, body = '', type = 'file', mode = type === 'directory' ? 0o755 : 0o644, linkname } of entries) {
    packed.entry({ name, type, mode, mtime: new Date(0), ...(linkname === undefined ? {} : { linkname }) }, body);
  }
  packed.finalize();
  return gzipSync(await buffer(packed), { level: 9 });
}
