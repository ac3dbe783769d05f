import { createHash } from 'node:crypto';
import { der, tags } from './asn1.js';

/** How a timestamp is asked for and answered by HTTP: RFC 3161, section 3.4. */
export const QUERY_TYPE = 'application/timestamp-query';

/** The nonce that a request needs: 64 bits. */
export const NONCE_BYTES = 8;

const VERSION = der(tags.integer, Buffer.from([1]));
/** SHA-256 as an AlgorithmIdentifier: 2.16.840.1.101.3.4.2.1, no parameters. */
const SHA256 = der(
  tags.sequence,
  der(tags.oid, Buffer.from([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01])),
  der(tags.null),
);
/** The authority shall send its certificate along: fifteen years later nobody can ask it. */
const WITH_CERTIFICATE = der(tags.boolean, Buffer.from([0xff]));

/** A request for a timestamp of these bytes (RFC 3161, section 2.4.1), of which only the digest leaves this machine. */
export function timestampRequest(bytes: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = der(tags.sequence, SHA256, der(tags.octets, createHash('sha256').update(bytes).digest()));
  return der(tags.sequence, VERSION, imprint, der(tags.integer, positive(nonce)), WITH_CERTIFICATE);
}

/** The nonce as a number, as a token repeats it. */
export function nonceNumber(nonce: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(nonce).toString('hex')}`);
}

/** The shortest form of a number that is not negative. */
function positive(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const rest = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return (rest[0] ?? 0) < 0x80 ? rest : Buffer.concat([Uint8Array.of(0), rest]);
}
