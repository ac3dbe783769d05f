import { createHash, type KeyObject, verify } from 'node:crypto';
import { quote } from '@assay/evidence';
import type { ASN1Obj, X509Certificate } from '@sigstore/core';
import { readCertificate } from '../certificate/read.js';
import { Asn1Error, integer, octets, oid, part, readDer, tagged } from './asn1.js';

/** What an authority says: these bytes were there at this time. Nothing of it is believed yet. */
export interface TimestampToken {
  /** Milliseconds since the epoch. */
  time: number;
  /** The digest of what was there. */
  imprint: { algorithm: Digest; digest: Buffer };
  nonce: bigint | undefined;
  /** The certificates that came along, in no order. */
  certificates: X509Certificate[];
  signer: { issuer: Buffer; serial: Buffer; certificateDigest: { algorithm: string; digest: Buffer } };
  /** Is what the token says signed by this key? */
  isSignedBy(key: KeyObject): boolean;
}

/** The digests that are accepted, by object identifier. SHA-1 is none: two contents with one digest can be made. */
const digests = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
} as const;
export type Digest = (typeof digests)[keyof typeof digests];

/** Signature algorithms by object identifier, with the digest that each names; `undefined`: the one that stands beside it. */
const algorithms: Readonly<Record<string, { keys: readonly string[]; digest: Digest | undefined }>> = {
  '1.2.840.113549.1.1.1': { keys: ['rsa'], digest: undefined },
  '1.2.840.113549.1.1.11': { keys: ['rsa'], digest: 'sha256' },
  '1.2.840.113549.1.1.12': { keys: ['rsa'], digest: 'sha384' },
  '1.2.840.113549.1.1.13': { keys: ['rsa'], digest: 'sha512' },
  '1.2.840.10045.4.3.2': { keys: ['ec'], digest: 'sha256' },
  '1.2.840.10045.4.3.3': { keys: ['ec'], digest: 'sha384' },
  '1.2.840.10045.4.3.4': { keys: ['ec'], digest: 'sha512' },
};

/** Bits of the smallest RSA key that is accepted: https://doi.org/10.6028/NIST.SP.800-131Ar2, section 3. */
const SMALLEST_RSA = 2048;

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Bytes and certificates of one token that are read; real ones have some thousands and two or three. */
const [LARGEST, MOST_CERTIFICATES] = [256 * 1024, 16];

/** Answers to a request that bring a token: granted, granted with modifications (RFC 3161, section 2.4.2). */
const GRANTED = [0n, 1n];

/** Reads a server's answer, TimeStampResp of RFC 3161, section 2.4.2, with the token in it. Throws {@link Asn1Error}. */
export function readTimestamp(response: Uint8Array): TimestampToken {
  if (response.length > LARGEST) throw new Asn1Error(`is larger than ${LARGEST} bytes`);
  const root = readDer(response);
  const status = part(root, 0, 'status');
  const granted = integer(part(status, 0, 'status'));
  if (!GRANTED.includes(granted)) throw new Asn1Error(`says that it was refused (status ${granted}${words(status)})`);
  return readToken(part(root, 1, 'token'));
}

/** What the server says of a refusal, where it says something. */
function words(status: ASN1Obj): string {
  const [text] = status.subs.slice(1).flatMap(({ subs }) => subs);
  return text === undefined ? '' : `: ${quote(text.value.toString('utf8'))}`;
}

/** A token: SignedData of RFC 5652, section 5, over TSTInfo of RFC 3161, section 2.4.2. */
function readToken(contentInfo: ASN1Obj): TimestampToken {
  expectOid(part(contentInfo, 0, 'content type'), oids.signedData);
  const signedData = part(part(contentInfo, 1, 'content'), 0, 'signed data');
  const content = part(signedData, 2, 'content');
  expectOid(part(content, 0, 'content type'), oids.tstInfo);
  const info = octets(part(part(content, 1, 'content'), 0, 'content'));
  const signerInfos = signedData.subs.at(-1)?.subs ?? [];
  const [signerInfo] = signerInfos;
  if (signerInfo === undefined || signerInfos.length > 1) throw new Asn1Error(`has ${signerInfos.length} signers`);
  return {
    ...readInfo(readDer(info)),
    certificates: readCertificates(tagged(signedData, 0)),
    ...readSigner(signerInfo, info),
  };
}

function readInfo(info: ASN1Obj): Pick<TimestampToken, 'time' | 'imprint' | 'nonce'> {
  const imprint = part(info, 2, 'imprint');
  const after = info.subs.slice(5);
  const extensions = after.find(({ tag }) => tag.isContextSpecific(1));
  if (extensions?.subs.some(({ subs }) => subs.length === 3) === true) {
    throw new Asn1Error('has an extension that must be understood and is not');
  }
  const nonce = after.find(({ tag }) => tag.isInteger());
  return {
    time: readTime(part(info, 4, 'time')),
    imprint: {
      algorithm: readDigest(part(part(imprint, 0, 'digest algorithm'), 0, 'digest algorithm')),
      digest: octets(part(imprint, 1, 'digest')),
    },
    nonce: nonce === undefined ? undefined : integer(nonce),
  };
}

/** GeneralizedTime as RFC 3161 restricts it: UTC, seconds, a fraction of any length. */
function readTime({ tag, value }: ASN1Obj): number {
  const text = value.toString('latin1');
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d+)?Z$/.exec(text) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (!tag.isGeneralizedTime() || Number.isNaN(time)) throw new Asn1Error('has no time');
  return time;
}

function readCertificates(set: ASN1Obj | undefined): X509Certificate[] {
  // Other kinds of certificates have a tag of their own.
  const certificates = set?.subs.filter(({ tag }) => tag.isUniversal()) ?? [];
  if (certificates.length > MOST_CERTIFICATES) throw new Asn1Error(`has more than ${MOST_CERTIFICATES} certificates`);
  return certificates.map((each) => readCertificate(each.toDER()));
}

function readSigner(signerInfo: ASN1Obj, info: Buffer): Pick<TimestampToken, 'signer' | 'isSignedBy'> {
  const id = part(signerInfo, 1, 'signer');
  // Other ways to name the signer have a tag of their own.
  if (!id.tag.isUniversal()) throw new Asn1Error('does not name its signer by issuer and serial number');
  const digest = readDigest(part(part(signerInfo, 2, 'digest algorithm'), 0, 'digest algorithm'));
  const signed = part(signerInfo, 3, 'signed attributes');
  if (!signed.tag.isContextSpecific(0)) throw new Asn1Error('has no signed attributes');
  const attributes = readAttributes(signed);
  expectOid(attribute(attributes, oids.contentType), oids.tstInfo);
  const stated = octets(attribute(attributes, oids.messageDigest));
  if (!createHash(digest).update(info).digest().equals(stated)) {
    throw new Asn1Error('is not what its authority signed: its content has another digest');
  }
  const algorithm = oid(part(part(signerInfo, 4, 'signature algorithm'), 0, 'signature algorithm'));
  const signature = octets(part(signerInfo, 5, 'signature'));
  return {
    signer: {
      issuer: part(id, 0, 'issuer').toDER(),
      serial: part(id, 1, 'serial number').value,
      certificateDigest: readCertificateDigest(attributes),
    },
    isSignedBy: (key) => isSigned(asSet(signed), { algorithm, digest, signature, key }),
  };
}

/** Signed attributes by name, each with its one value. */
type Attributes = ReadonlyMap<string, ASN1Obj>;

/** Each may stand there once, with one value (RFC 5652, section 11). */
function readAttributes(signed: ASN1Obj): Attributes {
  const attributes = new Map<string, ASN1Obj>();
  for (const attribute of signed.subs) {
    const name = oid(part(attribute, 0, 'attribute type'));
    const values = part(attribute, 1, 'attribute value');
    if (attributes.has(name) || values.subs.length > 1) throw new Asn1Error(`has the signed attribute ${name} twice`);
    attributes.set(name, part(values, 0, 'attribute value'));
  }
  return attributes;
}

function attribute(attributes: Attributes, name: string): ASN1Obj {
  const value = attributes.get(name);
  if (value === undefined) throw new Asn1Error(`does not have the signed attribute ${name}`);
  return value;
}

/**
 * The digest of the certificate that the signer meant: ESSCertIDv2 of RFC 5816 (SHA-256 unless it says otherwise), or ESSCertID of RFC 2634
 * (SHA-1, which suffices here: it only tells certificates apart, each of which must lead to the trusted ones all the same).
 */
function readCertificateDigest(attributes: Attributes): TimestampToken['signer']['certificateDigest'] {
  const second = attributes.get(oids.signingCertificateV2);
  const value = second ?? attribute(attributes, oids.signingCertificate);
  const id = part(part(value, 0, 'certificate'), 0, 'certificate');
  const first = part(id, 0, 'digest of the certificate');
  if (second === undefined) return { algorithm: 'sha1', digest: octets(first) };
  if (first.tag.isOctetString()) return { algorithm: 'sha256', digest: octets(first) };
  const algorithm = readDigest(part(first, 0, 'digest algorithm'));
  return { algorithm, digest: octets(part(id, 1, 'digest of the certificate')) };
}

/** Signed attributes are signed as the SET that they are, not under the tag that they stand with (RFC 5652, section 5.4). */
function asSet(signed: ASN1Obj): Buffer {
  const bytes = signed.toDER();
  bytes[0] = 0x31;
  return bytes;
}

interface Signed {
  algorithm: string;
  digest: Digest;
  signature: Buffer;
  key: KeyObject;
}

function isSigned(bytes: Buffer, { algorithm, digest, signature, key }: Signed): boolean {
  const known = algorithms[algorithm];
  if (known === undefined || !known.keys.includes(key.asymmetricKeyType ?? '')) return false;
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA) return false;
  return verify(known.digest ?? digest, bytes, { key, dsaEncoding: 'der' }, signature);
}

function readDigest(algorithm: ASN1Obj): Digest {
  const name = oid(algorithm);
  const digest = Object.hasOwn(digests, name) ? digests[name as keyof typeof digests] : undefined;
  if (digest === undefined) throw new Asn1Error(`uses the digest ${name}, which is not accepted`);
  return digest;
}

function expectOid(found: ASN1Obj, expected: string): void {
  const name = oid(found);
  if (name !== expected) throw new Asn1Error(`has ${name} where ${expected} should be`);
}
