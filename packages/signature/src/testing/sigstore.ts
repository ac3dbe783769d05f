import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { json } from '@sigstore/core';
import { MEDIA_TYPE, PAYLOAD_TYPE, signedBytes } from '../envelope.js';
import { der, tags } from '../timestamp/asn1.js';
import {
  authority,
  type CertificateParts,
  certificate,
  extendedKeyUsage,
  extension,
  keyIdentifiers,
  keyUsage,
  newKey,
  pem,
  spki,
  textExtension,
  toBeSigned,
  uriName,
} from './certificate.js';

/** What a certificate says of the workflow, by the number of Fulcio's extension; absent where there is none. */
export type Extensions = Readonly<Record<number, string | undefined>>;

export interface SigningOptions {
  at: Date;
  /** The workflow that signs: the certificate's other name. */
  workflow: string;
  extensions: Extensions;
  /** The signer's key. Default: a new one on P-256. */
  key?: KeyObject;
  /** What to leave out. */
  without?: readonly ('certificate log' | 'transparency log')[];
  /** When the transparency log has it, by its own clock. Default: a second later. */
  loggedAt?: Date;
  /** More that goes into the certificate. */
  more?: readonly Buffer[];
}

/** A Sigstore of the tests' own: authority, certificate log, transparency log. */
export interface PlayedSigstore {
  /** Its trusted root, as an assessor would have it in a file. */
  root: TrustedRootJson;
  /** A payload signed by a workflow, as `gh attestation download` writes it. */
  sign(payload: Uint8Array, options: SigningOptions): SignedJson;
}

export type TrustedRootJson = ReturnType<typeof trustedRoot>;
// biome-ignore lint/suspicious/noExplicitAny: tests change what they like in it.
export type SignedJson = any;

const [START, VALIDITY] = [new Date('2020-01-01T00:00:00Z'), 10 * 60 * 1000];
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const HOST = 'log.sigstore.example';

export function playedSigstore(): PlayedSigstore {
  const top = authority('Sigstore');
  const issuer = authority('Sigstore intermediate', { issuer: top, pathLength: 0 });
  const [certificateLog, log] = [newKey(), newKey()];
  return {
    root: trustedRoot([issuer.certificate, top.certificate], certificateLog, log),
    sign(
      payload,
      { at, loggedAt = new Date(at.getTime() + 1000), workflow, extensions, key = newKey(), without = [], more = [] },
    ) {
      const texts = Object.entries(extensions).flatMap(([number, text]) =>
        text === undefined ? [] : [textExtension(`1.3.6.1.4.1.57264.1.${number}`, text)],
      );
      const parts: CertificateParts = {
        ...{ name: '', publicKey: createPublicKey(key), issuer, from: at, until: new Date(at.getTime() + VALIDITY) },
        extensions: [
          ...[keyUsage('signer'), extendedKeyUsage([CODE_SIGNING], false), ...keyIdentifiers(key, issuer.privateKey)],
          ...[uriName(workflow), ...texts, ...more],
        ],
      };
      const logged = without.includes('certificate log')
        ? []
        : [certificateTimestamp(parts, issuer.privateKey, certificateLog)];
      const own = certificate({ ...parts, extensions: [...(parts.extensions ?? []), ...logged] });
      const signature = sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', signedBytes(payload), key);
      const entry = logEntry(payload, signature, own, loggedAt, log);
      return {
        mediaType: MEDIA_TYPE,
        verificationMaterial: {
          tlogEntries: without.includes('transparency log') ? [] : [entry],
          timestampVerificationData: {},
          certificate: { rawBytes: own.toString('base64') },
        },
        dsseEnvelope: {
          payload: Buffer.from(payload).toString('base64'),
          payloadType: PAYLOAD_TYPE,
          signatures: [{ sig: signature.toString('base64') }],
        },
      };
    },
  };
}

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto */
function trustedRoot(chain: readonly Buffer[], certificateLog: KeyObject, log: KeyObject) {
  const validFor = { start: START.toISOString() };
  const instance = (name: string, key: KeyObject) => ({
    baseUrl: `https://${name}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: spki(key).toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: idOf(key).toString('base64') },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [instance(HOST, log)],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.example', commonName: 'sigstore' },
        uri: 'https://ca.sigstore.example',
        certChain: { certificates: chain.map((each) => ({ rawBytes: each.toString('base64') })) },
        validFor,
      },
    ],
    ctlogs: [instance('ct.sigstore.example', certificateLog)],
    timestampAuthorities: [] as unknown[],
  };
}

/** By which a log's key is known: https://www.rfc-editor.org/rfc/rfc6962#section-3.2 */
function idOf(key: KeyObject): Buffer {
  return createHash('sha256').update(spki(key)).digest();
}

/** The log's word that it has the certificate, as an extension: https://www.rfc-editor.org/rfc/rfc6962#section-3.3 */
function certificateTimestamp(parts: CertificateParts, issuer: KeyObject, log: KeyObject): Buffer {
  const tbs = toBeSigned(parts);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(parts.from.getTime()));
  const none = uint(0, 2);
  const signed = [uint(0, 1), uint(0, 1), time, uint(1, 2), idOf(issuer), uint(tbs.length, 3), tbs, none];
  const signature = sign('sha256', Buffer.concat(signed), log);
  const ecdsaWithSha256 = Buffer.of(4, 3);
  const entry = Buffer.concat([
    uint(0, 1),
    idOf(log),
    time,
    none,
    ecdsaWithSha256,
    uint(signature.length, 2),
    signature,
  ]);
  const list = Buffer.concat([uint(entry.length + 2, 2), uint(entry.length, 2), entry]);
  return extension('1.3.6.1.4.1.11129.2.4.2', der(tags.octets, list));
}

function uint(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

const hash = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** An entry of the transparency log, the first of two: https://docs.sigstore.dev/logging/overview/ */
function logEntry(payload: Uint8Array, signature: Buffer, own: Buffer, at: Date, log: KeyObject) {
  const body = {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      payloadHash: { algorithm: 'sha256', value: hash(payload).toString('hex') },
      signatures: [{ signature: signature.toString('base64'), verifier: Buffer.from(pem(own)).toString('base64') }],
    },
  };
  const canonical = Buffer.from(json.canonicalize(body) ?? '');
  const integratedTime = Math.floor(at.getTime() / 1000);
  const promise = { body: canonical.toString('base64'), integratedTime, logID: idOf(log).toString('hex'), logIndex: 0 };
  const other = hash(Buffer.of(0), Buffer.from('another entry'));
  const rootHash = hash(Buffer.of(1), hash(Buffer.of(0), canonical), other);
  const note = `${HOST}\n2\n${rootHash.toString('base64')}\n`;
  const noteSignature = Buffer.concat([idOf(log).subarray(0, 4), sign('sha256', Buffer.from(note), log)]);
  return {
    logIndex: '0',
    logId: { keyId: idOf(log).toString('base64') },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: sign('sha256', Buffer.from(json.canonicalize(promise) ?? ''), log).toString('base64'),
    },
    inclusionProof: {
      logIndex: '0',
      rootHash: rootHash.toString('base64'),
      treeSize: '2',
      hashes: [other.toString('base64')],
      checkpoint: { envelope: `${note}\n— ${HOST} ${noteSignature.toString('base64')}\n` },
    },
    canonicalizedBody: canonical.toString('base64'),
  };
}
