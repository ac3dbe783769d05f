import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der, tags } from '../timestamp/asn1.js';

/** A key with its certificate, that of whoever the tests play. */
export interface Holder {
  name: string;
  privateKey: KeyObject;
  certificate: Buffer;
}

/** What goes into a certificate. */
export interface CertificateParts {
  name: string;
  publicKey: KeyObject;
  /** Who certifies; itself where there is none. */
  issuer: Pick<Holder, 'name' | 'privateKey'>;
  from: Date;
  until: Date;
  extensions?: readonly Buffer[];
  /** Default 1 and a digest of the name and key. */
  serial?: Buffer;
  /** Sign with SHA-1, as nobody should. */
  sha1?: boolean;
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
const CONSTRUCTED = 0xa0;
const [BIT_STRING, UTF8_STRING, SET, UTC_TIME, GENERALIZED_TIME] = [0x03, 0x0c, 0x31, 0x17, 0x18];

/** A new key on P-256, or of another kind. */
export function newKey(kind: 'P-256' | 'P-384' | 'ed25519' | 'rsa' = 'P-256'): KeyObject {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return generateKeyPairSync('ec', { namedCurve: kind }).privateKey;
}

/** SubjectPublicKeyInfo in DER. */
export function spki(key: KeyObject): Buffer {
  return (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
}

/** TBSCertificate of RFC 5280, section 4.1. */
export function toBeSigned({
  name,
  publicKey,
  issuer,
  from,
  until,
  extensions = [],
  serial,
  sha1,
}: CertificateParts): Buffer {
  const number =
    serial ?? Buffer.concat([Buffer.of(1), sha1Of(Buffer.concat([ascii(name), spki(publicKey)])).subarray(0, 8)]);
  return der(
    tags.sequence,
    der(CONSTRUCTED, der(tags.integer, Buffer.of(2))),
    der(tags.integer, number),
    signatureAlgorithm(sha1),
    distinguishedName(issuer.name),
    der(tags.sequence, time(from), time(until)),
    distinguishedName(name),
    spki(publicKey),
    ...(extensions.length === 0 ? [] : [der(CONSTRUCTED | 3, der(tags.sequence, ...extensions))]),
  );
}

/** A certificate in DER. */
export function certificate(parts: CertificateParts): Buffer {
  const tbs = toBeSigned(parts);
  const signature = sign(parts.sha1 === true ? 'sha1' : 'sha256', tbs, parts.issuer.privateKey);
  return der(tags.sequence, tbs, signatureAlgorithm(parts.sha1), der(BIT_STRING, Buffer.of(0), signature));
}

/** An authority with a new key, certified by another or by itself. */
export function authority(
  name: string,
  { issuer, pathLength, ...parts }: Partial<CertificateParts> & { pathLength?: number; issuer?: Holder } = {},
): Holder {
  const privateKey = newKey();
  const extensions = [
    basicConstraints(pathLength),
    keyUsage('authority'),
    ...keyIdentifiers(privateKey, issuer?.privateKey),
  ];
  const whole: CertificateParts = {
    ...{ name, publicKey: createPublicKey(privateKey), issuer: issuer ?? { name, privateKey } },
    ...{ from: new Date('2020-01-01T00:00:00Z'), until: new Date('2049-12-31T23:59:59Z'), extensions },
    ...parts,
  };
  return { name, privateKey, certificate: certificate(whole) };
}

/** A certificate as OpenSSL reads it. */
export function pem(bytes: Buffer, label = 'CERTIFICATE'): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function oidOf(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

export function extension(oid: string, value: Buffer, { critical = false } = {}): Buffer {
  const flag = critical ? [der(tags.boolean, Buffer.of(0xff))] : [];
  return der(tags.sequence, oidOf(oid), ...flag, der(tags.octets, value));
}

/** An extension whose value is a text. */
export function textExtension(oid: string, text: string): Buffer {
  return extension(oid, der(UTF8_STRING, Buffer.from(text)));
}

/** The subject's other name: an address. */
export function uriName(...addresses: string[]): Buffer {
  return extension('2.5.29.17', der(tags.sequence, ...addresses.map((each) => der(0x86, ascii(each)))), {
    critical: true,
  });
}

export function extendedKeyUsage(usages: readonly string[], critical = true): Buffer {
  return extension('2.5.29.37', der(tags.sequence, ...usages.map(oidOf)), { critical });
}

function basicConstraints(pathLength?: number): Buffer {
  const length = pathLength === undefined ? [] : [der(tags.integer, Buffer.of(pathLength))];
  return extension('2.5.29.19', der(tags.sequence, der(tags.boolean, Buffer.of(0xff)), ...length), { critical: true });
}

export function keyUsage(who: 'authority' | 'signer'): Buffer {
  // keyCertSign and cRLSign; digitalSignature.
  const bits = who === 'authority' ? Buffer.of(1, 0x06) : Buffer.of(7, 0x80);
  return extension('2.5.29.15', der(BIT_STRING, bits), { critical: true });
}

/** By which certificates find their issuer: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.1 */
export function keyIdentifiers(subject: KeyObject, issuer: KeyObject = subject): Buffer[] {
  return [
    extension('2.5.29.14', der(tags.octets, sha1Of(spki(subject)))),
    extension('2.5.29.35', der(tags.sequence, der(0x80, sha1Of(spki(issuer))))),
  ];
}

function signatureAlgorithm(sha1 = false): Buffer {
  return der(tags.sequence, oidOf(sha1 ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
}

function distinguishedName(name: string): Buffer {
  return der(tags.sequence, der(SET, der(tags.sequence, oidOf('2.5.4.3'), der(UTF8_STRING, Buffer.from(name)))));
}

function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-T:]|\.\d+/g, '');
  return at.getUTCFullYear() < 2050 ? der(UTC_TIME, ascii(digits.slice(2))) : der(GENERALIZED_TIME, ascii(digits));
}

function sha1Of(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
