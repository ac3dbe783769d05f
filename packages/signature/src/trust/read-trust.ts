import { errorMessage, type Mistake, type Place, refuse, UserError } from '@assay/evidence';
import { type KeyPath, parseToml, type TomlDocument } from '@assay/toml';
import type { X509Certificate } from '@sigstore/core';
import { readCertificate } from '../certificate/read.js';
import { type PublicKey, readPublicKey } from '../keys/public-key.js';
import { isPem, pemBlocks } from '../pem.js';
import type { TimestampAuthority } from '../timestamp/verify.js';
import { shapeFaults, TrustDocument } from './shape.js';
import type { Trust, TrustedKey, TrustedWorkflow } from './trust.js';
import { readTrustedRoots } from './trusted-root.js';

/** Reads a file that the trust file names, by that name; what is wrong where it cannot be read. */
export type ReadNamed = (name: string) => Promise<{ text: string } | { fault: string }>;

/** 1 MiB: a trust file with every certificate in it has some ten thousand bytes. */
export const TRUST_LIMIT = 1024 * 1024;

/**
 * Reads a trust file, and the files that it names. Throws UserError with every mistake and its place: it is not TOML, a key is missing, unknown
 * or not in order, a file cannot be read or holds something else, a key stands there twice, or nobody is trusted at all.
 */
export async function readTrust(text: string, path: string, readNamed: ReadNamed): Promise<Trust> {
  const document = parseToml(text, path);
  const parsed = TrustDocument.safeParse(document.value);
  if (!parsed.success) {
    refuse(
      shapeFaults(parsed.error, document.value).map(({ path: keys, ...rest }) => ({
        at: document.placeOf(keys as KeyPath),
        ...rest,
      })),
    );
    throw parsed.error;
  }
  const { data } = parsed;
  const reader = new EntryReader(document, readNamed);
  const trust: Trust = {
    keys: await eachOf(data.key, (table, index) => reader.key(table, index)),
    workflows: await eachOf(data.sigstore, (table, index) => reader.workflow(table, index)),
    authorities: await eachOf(data['timestamp-authority'], (table, index) => reader.authority(table, index)),
  };
  refuse([
    ...reader.mistakes,
    ...repeatedKeys(trust.keys),
    ...(data['timestamp-authority'].length === 0 ? withoutClock(trust.keys) : []),
  ]);
  if (trust.keys.length + trust.workflows.length === 0) {
    throw new UserError('the trust file trusts nobody', {
      at: { path, line: 1 },
      remedy: 'add a [[key]] or a [[sigstore]]: whose signature shall count',
    });
  }
  return trust;
}

async function eachOf<Table, Entry>(
  entries: readonly Table[],
  read: (table: Table, index: number) => Promise<Entry | undefined>,
): Promise<Entry[]> {
  const found = await Promise.all(entries.map(read));
  return found.filter((entry): entry is Awaited<Entry> & {} => entry !== undefined);
}

/** Reads the entries one by one, and gathers what is wrong. */
class EntryReader {
  readonly mistakes: Mistake[] = [];
  readonly #document: TomlDocument;
  readonly #readNamed: ReadNamed;

  constructor(document: TomlDocument, readNamed: ReadNamed) {
    this.#document = document;
    this.#readNamed = readNamed;
  }

  async key(table: TrustDocument['key'][number], index: number): Promise<TrustedKey | undefined> {
    const { 'valid-from': validFrom, 'valid-until': validUntil, timestamp } = table;
    const isBounded = validFrom !== undefined || validUntil !== undefined;
    const place = this.#places('key', index);
    if (isBounded && timestamp === 'optional') {
      this.#mistake(place('timestamp'), 'a key with a first or a last day needs a timestamp', 'leave the line out');
    }
    if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom) {
      this.#mistake(place('valid-until'), 'the last day is before the first', 'correct one of the two');
    }
    const publicKey = await this.#named<PublicKey>(table['public-key'], place('public-key'), (text) => {
      const key = readPublicKey(text);
      return 'fault' in key ? key : { value: key };
    });
    if (publicKey === undefined) return undefined;
    const needsTimestamp = isBounded || timestamp === 'required';
    return { name: table.name, at: place(), publicKey, validFrom, validUntil, needsTimestamp };
  }

  async workflow(table: TrustDocument['sigstore'][number], index: number): Promise<TrustedWorkflow | undefined> {
    const place = this.#places('sigstore', index);
    const roots = await this.#named(table['trusted-root'], place('trusted-root'), readTrustedRoots);
    if (roots === undefined) return undefined;
    const { repository, workflow, ref, caller, issuer, server } = table;
    return {
      ...{ name: table.name ?? repository, at: place(), roots, repository, repositoryId: table['repository-id'] },
      ...{ workflow, ref, caller, issuer, server: server.replace(/\/+$/, '') },
    };
  }

  async authority(
    table: TrustDocument['timestamp-authority'][number],
    index: number,
  ): Promise<TimestampAuthority | undefined> {
    const place = this.#places('timestamp-authority', index)('certificates');
    const certificates = await this.#named(table.certificates, place, readCertificates);
    return certificates && { name: table.name ?? `timestamp authority ${index + 1}`, certificates };
  }

  #places(table: keyof TrustDocument, index: number): (key?: string) => Place {
    return (key) => this.#document.placeOf(key === undefined ? [table, index] : [table, index, key]);
  }

  #mistake(at: Place, message: string, remedy: string): undefined {
    this.mistakes.push({ at, message, remedy });
  }

  /** What stands in the trust file itself as PEM, or in a file that it names. */
  async #named<T>(
    value: string,
    at: Place,
    read: (text: string) => { value: T } | { fault: string },
  ): Promise<T | undefined> {
    const found = isPem(value) ? { text: value } : await this.#readNamed(value);
    const result = 'fault' in found ? found : read(found.text);
    if ('value' in result) return result.value;
    const shown = isPem(value) ? 'what stands here' : value;
    return this.#mistake(
      at,
      `${shown} ${result.fault}`,
      'name a file of PEM or JSON, as docs/signatures.md says, relative to this one',
    );
  }
}

function readCertificates(text: string): { value: X509Certificate[] } | { fault: string } {
  const blocks = pemBlocks(text);
  const other = blocks.find(({ label }) => label !== 'CERTIFICATE');
  if (other !== undefined) return { fault: `has a ${JSON.stringify(other.label)} among its certificates` };
  if (blocks.length === 0) return { fault: 'has no certificate in PEM' };
  try {
    const value = blocks.map(({ der }) => readCertificate(der));
    // Looked at once, so that one that is no certificate is refused here and not when a timestamp is verified.
    for (const certificate of value)
      [certificate.notBefore, certificate.notAfter, certificate.publicKey, certificate.isCA];
    return { value };
  } catch (error) {
    return { fault: `has something else than certificates: ${errorMessage(error)}` };
  }
}

function repeatedKeys(keys: readonly TrustedKey[]): Mistake[] {
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).find(({ publicKey }) => publicKey.sha256 === key.publicKey.sha256);
    if (earlier === undefined) return [];
    const message = `this is the key of ${JSON.stringify(earlier.name)} too`;
    return [{ at: key.at, message, remedy: 'keep one entry: which of two would count is not to be guessed' }];
  });
}

/** A timestamp that is demanded and that nobody can give. */
function withoutClock(keys: readonly TrustedKey[]): Mistake[] {
  return keys
    .filter(({ needsTimestamp }) => needsTimestamp)
    .map(({ name, at }) => ({
      at,
      message: `the key ${JSON.stringify(name)} needs a timestamp, and no clock is trusted`,
      remedy: 'add a [[timestamp-authority]]',
    }));
}
