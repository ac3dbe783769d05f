import { createHash } from 'node:crypto';
import { byCodeUnit, sha256 } from '@assay/evidence';
import { type ComponentName, componentText, readClaims, recordOf } from '@assay/sysroot';
import { claimed } from './claimed.js';
import { ArchiveFault, quote } from './fault.js';
import type { FileSink } from './tar.js';

/** A file that a component puts into a toolchain. */
export interface ComponentFile {
  /** Below the sysroot, with `/`. */
  path: string;
  /** Permission bits, as rustup sets them: `0o755`. */
  mode: number;
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** The layout of rust-installer that is read. */
const LAYOUT = '3';

/** Bytes of the lists in an archive: the longest manifest.in of 1.95.0 has some thousands. */
const TEXT_LIMIT = 16 * 1024 * 1024;

/**
 * Gathers one component out of the entries of a rust-installer archive: `<archive>/components`,
 * `<archive>/rust-installer-version` and `<archive>/<component>/manifest.in` with the files beside it, in any order. The
 * component's folder has the target in its name or not. Of the files, those are installed which manifest.in claims; the others
 * are dropped, as rustup drops them.
 */
export class ComponentReader {
  readonly #component: ComponentName;
  /** The names that the component's folder may have. */
  readonly #folders: readonly string[];
  /** The archive's one top folder, which rustup takes off whatever it is called. */
  #top: string | undefined;
  /** By the path below the top folder. */
  readonly #texts = new Map<string, Buffer>();
  /** By the component's folder and the path below it. */
  readonly #files: ReadonlyMap<string, Map<string, ComponentFile>>;

  constructor(component: ComponentName) {
    this.#component = component;
    this.#folders = [...new Set([componentText(component), component.name])];
    this.#files = new Map(this.#folders.map((folder) => [folder, new Map()]));
  }

  /** What takes the content of an entry. Throws {@link ArchiveFault}. */
  open(entry: string, mode: number, size: number): FileSink {
    const [top = '', first, ...rest] = entry.split('/');
    this.#top ??= top;
    if (first === undefined || top !== this.#top)
      throw new ArchiveFault(`holds ${quote(entry)} outside of its top folder`);
    const path = [first, ...rest].join('/');
    const below = rest.join('/');
    const component = this.#files.get(first);
    if (this.#isText(path)) return this.#keep(path, size);
    if (component === undefined || below === '') return dropped;
    const hash = createHash('sha256');
    return {
      take: (chunk) => void hash.update(chunk),
      end: () =>
        void component.set(below, { path: below, mode: installedMode(mode), size, sha256: hash.digest('hex') }),
    };
  }

  /** The component's files by path, when all entries have been read, with the record that rustup makes of its manifest.in. */
  files(): ComponentFile[] {
    const layout = this.#text('rust-installer-version').trim();
    if (layout !== LAYOUT) throw new ArchiveFault(`is of rust-installer's layout ${quote(layout)}, and only 3 is read`);
    const listed = this.#text('components').trimEnd();
    if (!this.#folders.includes(listed)) {
      throw new ArchiveFault(`says that it holds ${quote(listed)}, and not ${this.#folders.join(' or ')} alone`);
    }
    const list = `${listed}/manifest.in`;
    const read = readClaims(this.#text(list));
    if ('fault' in read) throw new ArchiveFault(`has a manifest.in that ${read.fault}`);
    const files = claimed(this.#files.get(listed) ?? new Map(), read.claims);
    return [...files, this.#record(list)].sort((a, b) => byCodeUnit(a.path, b.path));
  }

  #isText(path: string): boolean {
    return (
      ['components', 'rust-installer-version'].includes(path) ||
      this.#folders.some((folder) => path === `${folder}/manifest.in`)
    );
  }

  #keep(path: string, size: number): FileSink {
    if (size > TEXT_LIMIT) throw new ArchiveFault(`has a ${quote(path)} of ${size} bytes`);
    const parts: Buffer[] = [];
    return {
      take: (chunk) => void parts.push(Buffer.from(chunk)),
      end: () => void this.#texts.set(path, Buffer.concat(parts)),
    };
  }

  #bytes(path: string): Buffer {
    const bytes = this.#texts.get(path);
    if (bytes === undefined) throw new ArchiveFault(`has no ${quote(path)}`);
    return bytes;
  }

  #text(path: string): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#bytes(path));
    } catch (error) {
      if (error instanceof ArchiveFault) throw error;
      throw new ArchiveFault(`has a ${quote(path)} that is not UTF-8`);
    }
  }

  #record(list: string): ComponentFile {
    const bytes = this.#bytes(list);
    return { path: recordOf(this.#component), mode: 0o644, size: bytes.length, sha256: sha256(bytes) };
  }
}

const dropped: FileSink = { take: () => undefined, end: () => undefined };

/** rustup's rule: the owner's bits stay, the others may read and execute what the owner may, and setuid never survives. */
function installedMode(mode: number): number {
  const others = mode & 0o500;
  return (mode & 0o700) | (others >> 3) | (others >> 6);
}
