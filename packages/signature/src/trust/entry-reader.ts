import { errorMessage, type Mistake, type Place } from '@assay/evidence';
import type { TomlDocument } from '@assay/toml';
import type { X509Certificate } from '@sigstore/core';
import { readCertificate } from '../certificate/read.js';
import { readPublicKey } from '../keys/public-key.js';
import { isPem, labelled, pemBlocks } from '../pem.js';
import type { Read } from '../read.js';
import type { TimestampAuthority } from '../timestamp/verify.js';
import type { TrustDocument } from './shape.js';
import type { TrustedKey, TrustedWorkflow } from './trust.js';
import { readTrustedRoots } from './trusted-root.js';

/** Reads the text of a file that the trust file names, by that name. */
export type ReadNamed = (name: string) => Promise<Read<string>>;

/** Reads the entries one by one, and gathers what is wrong. */
export class EntryReader {
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
    const publicKey = await this.#named(table['public-key'], place('public-key'), readPublicKey);
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
    return certificates && { name: table.name ?? String(index + 1), certificates };
  }

  #places(table: keyof TrustDocument, index: number): (key?: string) => Place {
    return (key) => this.#document.placeOf(key === undefined ? [table, index] : [table, index, key]);
  }

  #mistake(at: Place, message: string, remedy: string): undefined {
    this.mistakes.push({ at, message, remedy });
  }

  /** What stands in the trust file itself as PEM, or in a file that it names. */
  async #named<T>(value: string, at: Place, read: (text: string) => Read<T>): Promise<T | undefined> {
    const found = isPem(value) ? { value } : await this.#readNamed(value);
    const shown = isPem(value) ? 'what stands here' : value;
    if ('fault' in found) {
      return this.#mistake(at, `${shown} ${found.fault}`, 'name a file that is there, relative to the trust file');
    }
    const result = read(found.value);
    if ('value' in result) return result.value;
    return this.#mistake(at, `${shown} ${result.fault}`, result.remedy ?? `docs/signatures.md says what belongs here`);
  }
}

function readCertificates(text: string): Read<X509Certificate[]> {
  const blocks = pemBlocks(text);
  const other = blocks.find(({ label }) => label !== 'CERTIFICATE');
  if (other !== undefined) return { fault: `has ${labelled(other)} among its certificates` };
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
