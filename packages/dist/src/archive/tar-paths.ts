import { foldersAbove, isPlainEverywhere } from '@assay/sysroot';
import { ArchiveFault, quote } from './fault.js';

/** Entries that an archive may have: the largest component (rust-docs 1.95.0) has some 52,000. */
const ENTRY_LIMIT = 500_000;

/** The paths of an archive's entries. No two entries have one path, and nothing stands in a file. */
export class TarPaths {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  /** Folders that are there because something stands in them. */
  readonly #implied = new Set<string>();

  /** Throws {@link ArchiveFault}. */
  add(kind: 'file' | 'folder', path: string): void {
    if (!isPlainEverywhere(path)) throw new ArchiveFault(`holds an entry whose path is not plain, ${quote(path)}`);
    if (this.#files.size + this.#folders.size === ENTRY_LIMIT) {
      throw new ArchiveFault(`holds more than ${ENTRY_LIMIT} entries`);
    }
    const twice = this.#files.has(path) || this.#folders.has(path) || (kind === 'file' && this.#implied.has(path));
    if (twice) throw new ArchiveFault(`holds two entries for one path, ${quote(path)}`);
    for (const folder of foldersAbove(path)) {
      if (this.#files.has(folder)) throw new ArchiveFault(`holds ${quote(path)} inside of what is a file`);
      if (this.#implied.has(folder)) break;
      this.#implied.add(folder);
    }
    (kind === 'file' ? this.#files : this.#folders).add(path);
  }
}
