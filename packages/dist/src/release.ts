import { sha256, UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import { explaining, fetchWhole } from './fetch.js';
import { type ChannelManifest, readManifest } from './manifest.js';
import { SignatureError } from './openpgp/error.js';
import type { SigningKey } from './openpgp/key.js';
import { type Verified, verifyDetached } from './openpgp/verify.js';
import type { ReleaseSource } from './source.js';

/** A release whose manifest is signed by the key, and is the one that was asked for. */
export interface VerifiedRelease {
  /** `1.95.0`. */
  release: string;
  /** Of the manifest: `2026-04-16`. */
  date: string;
  /** That the release was built from; `undefined` where the manifest does not say. */
  commit: string | undefined;
  /** Of the manifest's bytes, lower-case hex. */
  manifestSha256: string;
  signature: Verified;
  manifest: ChannelManifest;
}

export interface ReleaseRequest {
  /** An exact release: `1.95.0`. */
  release: string;
  key: SigningKey;
  /** Milliseconds since the epoch. */
  now: number;
  /** The date that the manifest must have, where it is known: `2026-04-16`. */
  date?: string;
}

/** 16 MiB: the manifest of 1.95.0 has less than one. */
const MANIFEST_LIMIT = 16 * 1024 ** 2;
/** 64 KiB: a signature has less than one. */
const SIGNATURE_LIMIT = 64 * 1024;

/**
 * Fetches the manifest of a release and proves it: signed by the key, and the one for this release and date, not another that
 * the same key signed, under a new name. Throws UserError, of which {@link SignatureError} is one, for all that is wrong;
 * WorldError only when interrupted.
 */
export function readRelease(source: ReleaseSource, request: ReleaseRequest): Promise<VerifiedRelease> {
  return explaining(source, async () => {
    const { release } = request;
    const path = manifestPath(release);
    const bytes = await fetchManifest(source, path, release);
    const signature = prove(bytes, await fetchSignature(source, path), path, request);
    const manifest = readManifest(decode(bytes, path), path);
    const { version, commit } = manifest.packages.get('rust') ?? { version: 'of no version', commit: undefined };
    if (version.split(' ')[0] !== release)
      throw notAsked(path, `is that of Rust ${version}, and ${release} was asked for`);
    checkDate(manifest.date, path, request);
    return { release, date: manifest.date, commit, manifestSha256: sha256(bytes), signature, manifest };
  });
}

function manifestPath(release: string): string {
  if (/^\d+\.\d+\.\d+$/.test(release)) return `dist/channel-rust-${release}.toml`;
  throw new UserError(`${JSON.stringify(release)} is not an exact release`, {
    remedy: 'name all three numbers, as in 1.95.0: beta, nightly and stable change under the same name',
  });
}

async function fetchManifest(source: ReleaseSource, path: string, release: string): Promise<Uint8Array> {
  try {
    return await fetchWhole(source, path, MANIFEST_LIMIT);
  } catch (cause) {
    if (!isWorldError(cause, 'not-found')) throw cause;
    throw new UserError(`${source.name} has no Rust ${release}: there is no ${path}`, {
      remedy: 'name a release that exists, or use a server or folder that holds it',
      cause,
    });
  }
}

async function fetchSignature(source: ReleaseSource, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await fetchWhole(source, `${path}.asc`, SIGNATURE_LIMIT));
  } catch (cause) {
    if (!isWorldError(cause, 'not-found')) throw cause;
    throw new SignatureError('unsigned', `${path} is not signed: ${source.name} has no ${path}.asc`);
  }
}

/** Verifies the signature, and says of which file it is when it does not hold. */
function prove(bytes: Uint8Array, signature: string, path: string, { key, now }: ReleaseRequest): Verified {
  try {
    return verifyDetached(bytes, signature, key, now);
  } catch (error) {
    throw error instanceof SignatureError ? new SignatureError(error.kind, `${path}.asc: ${error.message}`) : error;
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notAsked(path, 'is signed, but is not UTF-8 text');
  }
}

function checkDate(date: string, path: string, { now, date: expected }: ReleaseRequest): void {
  const today = new Date(now).toISOString().slice(0, 10);
  if (!isCalendarDate(date)) throw notAsked(path, `has the date ${JSON.stringify(date)}, which is none`);
  if (date > today) throw notAsked(path, `has the date ${date}, which is in the future`);
  if (expected !== undefined && date !== expected) throw notAsked(path, `has the date ${date}, and not ${expected}`);
}

function isCalendarDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A manifest that is signed, and not the one that was asked for: somebody has put another in its place. */
function notAsked(path: string, what: string): UserError {
  return new UserError(`${path} ${what}`, {
    remedy: 'do not use this server or folder: what it holds under this name is something else, although it is signed',
  });
}
