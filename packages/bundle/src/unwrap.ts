import { crc32, inflateRawSync } from 'node:zlib';
import { count, errorMessage, quote, quoteSome } from '@assay/evidence';
import { SUMS } from './entry.js';
import { type DirectoryRecord, readDirectory } from './zip-directory.js';
import { LOCAL_SIGNATURE, LOCAL_SIZE } from './zip-write.js';

/** A file out of an artifact, or why there is none. */
export type Unwrapped = { content: Uint8Array } | { fault: string };

/** Names that a message lists. */
const NAMED = 5;

/**
 * The one file of an artifact, which GitHub hands out as a zip of what was uploaded, compressed. `name`: what it must be called; no name out of the zip is
 * ever used as one. A bundle that was uploaded as it is, without a zip around it, is handed back. Never throws, and expands to no more than
 * `maxBytes`, whatever the zip says.
 */
export function unwrapArtifact(bytes: Uint8Array, name: string, maxBytes: number): Unwrapped {
  const { records, problems } = readDirectory(bytes);
  const [problem] = problems;
  if (problem !== undefined) return { fault: problem.what };
  if (records.some((record) => record.name === SUMS)) return { content: bytes };
  const [record, ...others] = records.filter((each) => each.name === name);
  if (record === undefined || records.length > 1) return { fault: otherFiles(records, name, others.length) };
  return expand(bytes, record, maxBytes);
}

function otherFiles(records: readonly DirectoryRecord[], name: string, again: number): string {
  if (again > 0) return `holds ${quote(name)} more than once`;
  const names = records.map((record) => record.name);
  const held = names.length === 0 ? 'nothing' : `${count(names.length, 'file')}: ${quoteSome(names, NAMED)}`;
  return `does not hold ${quote(name)} alone, but ${held}`;
}

function expand(bytes: Uint8Array, record: DirectoryRecord, maxBytes: number): Unwrapped {
  const { encrypted, method, size, crc } = record;
  if (encrypted) return { fault: 'is encrypted' };
  if (size > maxBytes) return { fault: `holds a file of ${size} bytes; at most ${maxBytes} are read` };
  const packed = packedBytes(bytes, record);
  if (packed === undefined) return { fault: 'is damaged: a header is not where its directory says' };
  const content = method === 0 ? packed : method === 8 ? inflated(packed, size) : undefined;
  if (content === undefined) return { fault: `is compressed in a way that is not known (method ${method})` };
  if (typeof content === 'string') return { fault: `is damaged: ${content}` };
  if (content.length !== size || crc32(content) !== crc)
    return { fault: 'is damaged: its content is not what it states' };
  return { content };
}

function packedBytes(bytes: Uint8Array, { offset, packed }: DirectoryRecord): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) return undefined;
  // The local header has a name and an extra field of its own.
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + packed > bytes.length ? undefined : bytes.subarray(start, start + packed);
}

/** The content, or what is wrong with it. zlib stops at the size that is stated. */
function inflated(packed: Uint8Array, size: number): Uint8Array | string {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    return errorMessage(error);
  }
}
