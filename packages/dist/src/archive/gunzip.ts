import { crc32, createInflateRaw } from 'node:zlib';
import { ArchiveFault } from './fault.js';

/** Bytes that are unpacked at a time: larger than Node's own 16 KiB, for speed. */
const PART = 256 * 1024;

/**
 * Bytes that everything unpacked may have: over ten times the largest component (rustc 1.95.0), and few enough to come to an
 * end.
 */
const UNPACKED_LIMIT = 16 * 1024 ** 3;

/** Bytes of the header, and of what stands after the data: RFC 1952, section 2.3. */
const HEAD = 10;
const TAIL = 8;

/**
 * Unpacks a gzip file (RFC 1952) that is one member and nothing else. rustup stops at the end of the first member, other
 * readers go on: what they would read differently is refused. Whatever is wrong is thrown as an {@link ArchiveFault}, as is
 * what `take` throws.
 */
export class Gunzip {
  readonly #inflater = createInflateRaw({ chunkSize: PART });
  readonly #take: (chunk: Uint8Array) => void;
  /** What has come of the header; `undefined` when it has been read. */
  #head: Uint8Array | undefined = new Uint8Array();
  #tail: Uint8Array = new Uint8Array();
  /** Bytes of packed data and of what follows it. */
  #received = 0;
  #unpacked = 0;
  #crc = 0;
  #ended = false;
  #trouble: unknown;

  /** `take` is given what is unpacked, in order, and holds all of it up until it returns. */
  constructor(take: (chunk: Uint8Array) => void) {
    this.#take = take;
    this.#inflater.on('data', (chunk: Buffer) => this.#forward(chunk));
    this.#inflater.on('end', () => {
      this.#ended = true;
    });
    this.#inflater.on('error', (error) => {
      this.#trouble ??= error;
    });
  }

  /** Resolves when all that can be unpacked of the chunk has been taken. */
  async write(chunk: Uint8Array): Promise<void> {
    const data = this.#head === undefined ? chunk : this.#readHead(Buffer.concat([this.#head, chunk]));
    this.#received += data.length;
    this.#tail = Buffer.concat([this.#tail, data.subarray(-TAIL)]).subarray(-TAIL);
    if (this.#ended || data.length === 0) return;
    await this.#settled((done) => this.#inflater.write(data, done));
  }

  /** To be called when everything has been written. */
  async end(): Promise<void> {
    if (this.#head !== undefined) throw new ArchiveFault('is cut off');
    if (!this.#ended) {
      await this.#settled((done) => {
        this.#inflater.once('end', () => done());
        this.#inflater.end();
      });
    }
    const after = this.#received - this.#inflater.bytesWritten;
    if (after < TAIL) throw new ArchiveFault('is cut off');
    if (after > TAIL)
      throw new ArchiveFault(`goes on for ${after - TAIL} bytes after its end, where rustup does not read`);
    const tail = Buffer.from(this.#tail);
    if (tail.readUInt32LE(0) !== this.#crc || tail.readUInt32LE(4) !== this.#unpacked % 2 ** 32) {
      throw new ArchiveFault('is damaged: what is unpacked does not have its checksum');
    }
  }

  /** To be called in any case. */
  close(): void {
    this.#inflater.destroy();
  }

  /**
   * Takes the header from the front; returns what follows it. Nothing optional may be in it: Rust's archives have nothing there
   * (flate2's `GzEncoder::new`, by rust-installer's compression.rs and promote-release's recompress.rs).
   */
  #readHead(bytes: Uint8Array): Uint8Array {
    this.#head = bytes;
    if (bytes.length < HEAD) return new Uint8Array();
    const [first, second, method, flags] = bytes;
    if (first !== 0x1f || second !== 0x8b) throw new ArchiveFault('is not a gzip file');
    if (method !== 8 || flags !== 0) throw new ArchiveFault('has a gzip header of a kind that is not read');
    this.#head = undefined;
    return bytes.subarray(HEAD);
  }

  #forward(chunk: Buffer): void {
    if (this.#trouble !== undefined) return;
    try {
      this.#unpacked += chunk.length;
      if (this.#unpacked > UNPACKED_LIMIT) throw new ArchiveFault(`unpacks to more than ${UNPACKED_LIMIT} bytes`);
      this.#crc = crc32(chunk, this.#crc);
      this.#take(chunk);
    } catch (error) {
      this.#trouble = error;
      this.#inflater.destroy();
    }
  }

  /** Does something with the inflater, and waits until it is done or there is trouble. */
  async #settled(act: (done: (error?: Error | null) => void) => void): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#inflater.destroyed) return resolve();
      this.#inflater.once('close', resolve);
      act((error) => {
        this.#trouble ??= error ?? undefined;
        this.#inflater.off('close', resolve);
        resolve();
      });
    });
    if (this.#trouble !== undefined) throw inWords(this.#trouble);
  }
}

function inWords(trouble: unknown): unknown {
  if (!(trouble instanceof Error) || !('code' in trouble)) return trouble;
  if (trouble.code === 'Z_BUF_ERROR') return new ArchiveFault('is cut off');
  return new ArchiveFault(`is damaged: ${trouble.message}`);
}
