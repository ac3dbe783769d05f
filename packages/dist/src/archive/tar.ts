import { ArchiveFault, quote } from './fault.js';
import { BLOCK, nameText, readHeader } from './tar-header.js';
import { TarPaths } from './tar-paths.js';

/** Is given the bytes of a file, in order. */
export interface FileSink {
  take(chunk: Uint8Array): void;
  end(): void;
}

/** Is told of each file, its path, permission bits and bytes, and says what takes its content. */
export type OnFile = (path: string, mode: number, size: number) => FileSink;

/** Bytes of a long name: Linux's PATH_MAX. */
const NAME_LIMIT = 4096;

/**
 * Reads a tar as it comes. Only files, folders and GNU's long names are accepted: rust-installer writes no others (its
 * tarballer.rs) but for symbolic links, which no component of 1.95.0 has. Everything that readers are known to read differently is
 * refused: entries after the end marker or no marker, links, devices, sparse files, pax headers, unknown kinds, two entries for
 * one path, paths that are not plain. Whatever is wrong is an {@link ArchiveFault}.
 */
export class TarReader {
  readonly #onFile: OnFile;
  readonly #paths = new TarPaths();
  /** What has come of a block that is still short. */
  #block: Uint8Array = new Uint8Array();
  #sink: FileSink = nothing;
  /** Bytes of the content and of the padding after it that are still to come. */
  #content = 0;
  #padding = 0;
  #longName: string | undefined;
  /** Blocks of zeros in a row: two are the end marker. */
  #zeroBlocks = 0;

  constructor(onFile: OnFile) {
    this.#onFile = onFile;
  }

  take(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) rest = rest.subarray(this.#step(rest));
  }

  /** To be called when everything has been taken. */
  end(): void {
    if (this.#content > 0 || this.#padding > 0 || this.#block.length > 0)
      throw new ArchiveFault('ends inside of an entry');
    if (this.#zeroBlocks < 2) throw new ArchiveFault('has no end-of-archive marker: it is cut off');
  }

  /** Takes some bytes from the front; returns how many. */
  #step(bytes: Uint8Array): number {
    if (this.#content > 0) {
      const part = bytes.subarray(0, this.#content);
      this.#sink.take(part);
      this.#content -= part.length;
      if (this.#content === 0) this.#sink.end();
      return part.length;
    }
    if (this.#padding > 0) {
      const length = Math.min(this.#padding, bytes.length);
      this.#padding -= length;
      return length;
    }
    const part = bytes.subarray(0, BLOCK - this.#block.length);
    const block = this.#block.length === 0 ? part : Buffer.concat([this.#block, part]);
    // A copy, because what is left over of a chunk is used again for the next one.
    this.#block = block.length === BLOCK ? new Uint8Array() : Uint8Array.from(block);
    if (block.length === BLOCK) this.#take(block);
    return part.length;
  }

  /** Takes a block that stands where a header should. */
  #take(block: Uint8Array): void {
    if (block.every((byte) => byte === 0)) {
      if (this.#longName !== undefined) throw new ArchiveFault('ends after a long name that belongs to nothing');
      this.#zeroBlocks += 1;
      return;
    }
    if (this.#zeroBlocks > 0)
      throw new ArchiveFault('goes on after its end-of-archive marker, where rustup does not read');
    const { name, mode, size, type } = readHeader(block);
    this.#sink = this.#open(type, this.#longName ?? name, mode, size);
    this.#content = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (size === 0) this.#sink.end();
  }

  #open(type: string, name: string, mode: number, size: number): FileSink {
    if (type === 'L') return this.#openLongName(size);
    this.#longName = undefined;
    if (type === '0') {
      this.#paths.add('file', name);
      return this.#onFile(name, mode, size);
    }
    if (type !== '5') throw new ArchiveFault(`holds ${kinds[type] ?? 'an entry of an unknown kind'}, ${quote(name)}`);
    this.#paths.add('folder', name.replace(/\/$/, ''));
    if (size !== 0) throw new ArchiveFault(`holds a folder with content, ${quote(name)}`);
    return nothing;
  }

  /** A long name ends with the only zero byte in it. */
  #openLongName(size: number): FileSink {
    if (this.#longName !== undefined) throw new ArchiveFault('holds two long names for one entry');
    if (size < 2 || size > NAME_LIMIT) throw new ArchiveFault(`holds a name of ${size} bytes`);
    const parts: Buffer[] = [];
    return {
      take: (chunk) => parts.push(Buffer.from(chunk)),
      end: () => {
        const bytes = Buffer.concat(parts);
        if (bytes.indexOf(0) !== bytes.length - 1)
          throw new ArchiveFault('holds a long name that does not end where it should');
        this.#longName = nameText(bytes);
      },
    };
  }
}

const nothing: FileSink = { take: () => undefined, end: () => undefined };

/** Kinds of entries that are refused, in words: POSIX.1-2017 and the GNU tar manual, "Basic Tar Format". */
const kinds: Readonly<Record<string, string>> = {
  '\0': 'a file in the form of before 1988',
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a device',
  4: 'a device',
  6: 'a named pipe',
  7: 'a contiguous file',
  x: 'a pax header',
  g: 'a pax header',
  K: 'a long link name',
  S: 'a sparse file',
};
