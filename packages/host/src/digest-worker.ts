/**
 * Digests files of one tree, beside other workers of the same kind; Node starts it as a thread. It stands alone, in the
 * source, in the build and beside the shipped bundle, so that starting one costs nothing but its own few lines.
 */
import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { DigestJob, DigestTrouble } from './digest-job.js';

/** 256 KiB: measured as fast as any larger one, and small enough to stay in the processor's cache. */
const buffer = Buffer.allocUnsafe(256 * 1024);

/** Never through a link, and never waiting for something that is not a regular file. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** As `STATUS_FIELDS` says, which is not imported: that would be a second file to ship. */
const FIELDS = 6;

const { folder, names, next, digests, statuses } = workerData as DigestJob;
const all = names.split('\0');
const counter = new Int32Array(next);
const statusOf = new Float64Array(statuses);
const digestOf = new Uint8Array(digests);

for (let index = take(); index < all.length; index = take()) {
  try {
    if (!digest(index)) report({ index, errno: null });
  } catch (error) {
    const { errno } = error as NodeJS.ErrnoException;
    if (errno === undefined) throw error;
    report({ index, errno });
  }
}

function take(): number {
  return Atomics.add(counter, 0, 1);
}

/** `false` when the file was not the same all the time, so that the digest would be of no file that ever was. */
function digest(index: number): boolean {
  const handle = openSync(pathOf(all[index] ?? ''), flags);
  try {
    const status = fstatSync(handle);
    if (!status.isFile()) return false;
    const digest = status.size <= buffer.length ? digestAtOnce(handle, status) : digestInParts(handle, status);
    if (digest === undefined) return false;
    digestOf.set(digest, 32 * index);
    const { mode, size, ino, mtimeMs, ctimeMs } = status;
    statusOf.set([mode, size, ino, mtimeMs, ctimeMs, 1], FIELDS * index);
    return true;
  } finally {
    closeSync(handle);
  }
}

/** A file that one read takes in has no middle in which to change. */
function digestAtOnce(handle: number, { size }: Stats): Uint8Array | undefined {
  if (size > 0 && readSync(handle, buffer, 0, size, 0) !== size) return undefined;
  return hash('sha256', buffer.subarray(0, size), 'buffer');
}

function digestInParts(handle: number, before: Stats): Uint8Array | undefined {
  const sum = createHash('sha256');
  let left = before.size;
  while (left > 0) {
    const read = readSync(handle, buffer, 0, Math.min(left, buffer.length), null);
    if (read === 0) return undefined;
    sum.update(read === buffer.length ? buffer : buffer.subarray(0, read));
    left -= read;
  }
  const after = fstatSync(handle);
  return after.ctimeMs === before.ctimeMs && after.size === before.size ? sum.digest() : undefined;
}

/** The name as bytes where it is more than ASCII. */
function pathOf(name: string): string | Buffer {
  const file = `${folder}/`;
  return /[\u0080-\u00ff]/.test(name) ? Buffer.concat([Buffer.from(file), Buffer.from(name, 'latin1')]) : file + name;
}

function report(trouble: DigestTrouble): void {
  parentPort?.postMessage(trouble);
}
