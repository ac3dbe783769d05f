import { type CrateVersion, compareCrateVersions, parseCrateVersion } from './crate-version.js';

/** A version in a file of the index cache, its JSON not yet looked at. */
export interface CachedVersion {
  version: CrateVersion;
  json: Uint8Array;
}

/** The versions that a file of the index cache holds, newest first, or why it cannot be read. */
export type CacheFile = { versions: readonly CachedVersion[] } | { why: string };

/** The form of the file, its first byte. Other forms are other releases' of Cargo. */
const CACHE_FORM = 3;

/** The form of the index that the file was made from, a little-endian number of 32 bits. */
const INDEX_FORM = 2;

/** Bytes before the first text. */
const HEAD = 5;

const CUT_SHORT = 'it is cut short';

/**
 * Splits a file of Cargo's index cache: the two forms, then texts that end with a zero byte each: which state of the index it
 * is, and every version with its JSON. Facts: files that Cargo 1.63 to 1.95 wrote; a test lets Cargo write one.
 */
export function parseCacheFile(content: Uint8Array): CacheFile {
  if (content.length <= HEAD) return { why: CUT_SHORT };
  const indexForm = new DataView(content.buffer, content.byteOffset, content.byteLength).getUint32(1, true);
  if (content[0] !== CACHE_FORM) return { why: otherForm('it', content[0] ?? 0, CACHE_FORM) };
  if (indexForm !== INDEX_FORM) return { why: otherForm('its index', indexForm, INDEX_FORM) };
  if (content.at(-1) !== 0) return { why: CUT_SHORT };
  const [, ...texts] = textsIn(content.subarray(HEAD));
  return texts.length % 2 === 1 ? { why: CUT_SHORT } : pairUp(texts);
}

function otherForm(what: string, found: number, known: number): string {
  return `${what} has form ${found}, and only form ${known} is known: another release of Cargo wrote it`;
}

/** What stands before each zero byte. */
function textsIn(content: Uint8Array): Uint8Array[] {
  const texts: Uint8Array[] = [];
  for (let start = 0, end = content.indexOf(0); end !== -1; start = end + 1, end = content.indexOf(0, start)) {
    texts.push(content.subarray(start, end));
  }
  return texts;
}

/** Cargo takes the later of two entries for one version. */
function pairUp(texts: readonly Uint8Array[]): CacheFile {
  const decoder = new TextDecoder();
  const versions = new Map<string, CachedVersion>();
  for (let index = 0; index + 1 < texts.length; index += 2) {
    const version = parseCrateVersion(decoder.decode(texts[index]));
    if (version === undefined) return { why: `its entry ${index / 2 + 1} does not begin with a version` };
    versions.set(version.raw, { version, json: texts[index + 1] ?? new Uint8Array() });
  }
  if (versions.size === 0) return { why: 'it holds no version' };
  return { versions: [...versions.values()].sort((a, b) => compareCrateVersions(b.version, a.version)) };
}
