import { errorMessage, jsonPath, type Problem, quote } from '@assay/evidence';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { MEDIA_TYPE, PAYLOAD_TYPE } from './envelope.js';
import { readJson } from './json.js';
import { SignedStatement } from './statement.js';

/** 4 MiB: a signature has some ten thousand bytes, most of them GitHub's provenance and certificates. */
export const SIGNATURE_LIMIT = 4 * 1024 * 1024;

/** Log entries and timestamps of one signature that are looked at; real ones have one of each. */
const MOST_WITNESSES = 8;

/** A signature file in its form, none of it believed yet. */
export interface SignatureFile {
  bundle: Bundle;
  payload: Buffer;
  signature: Buffer;
  statement: SignedStatement;
  /** By what it says that it was signed: a key, named by a hint, or a certificate in DER. */
  signer: { kind: 'key'; hint: string } | { kind: 'certificate'; der: Buffer };
  /** Answers of timestamp authorities, in DER. */
  timestamps: Buffer[];
}

/** Reads a signature file, or says why it is none that Assay looks at. Never throws for anything in it. */
export function readSignature(bytes: Uint8Array): SignatureFile | { problems: Problem[] } {
  const refuse = (what: string, where = 'signature', remedy?: string) => ({
    problems: [{ where, what, ...(remedy === undefined ? {} : { remedy }) }],
  });
  if (bytes.length > SIGNATURE_LIMIT) return refuse(`is larger than ${SIGNATURE_LIMIT} bytes`);
  const json = readJson(bytes);
  if ('fault' in json) return refuse(json.fault);
  const unclear = ambiguity(json.value);
  if (unclear !== undefined) return refuse(unclear);
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(json.value);
  } catch (error) {
    return refuse(`is no Sigstore bundle: ${errorMessage(error)}`);
  }
  const { content, verificationMaterial, mediaType } = bundle;
  if (!MEDIA_TYPES.includes(mediaType)) return refuse(`has the media type ${quote(mediaType)}, not ${MEDIA_TYPE}`);
  if (content.$case !== 'dsseEnvelope')
    return refuse('signs a digest alone, not a statement (DSSE envelope) about the bundle');
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  const [signature] = signatures;
  if (signature === undefined || signatures.length > 1)
    return refuse(`has ${signatures.length} signatures, and one is wanted`);
  if (payloadType !== PAYLOAD_TYPE) {
    return refuse(`is ${quote(payloadType)}, not ${PAYLOAD_TYPE}`, 'signature:dsseEnvelope.payloadType');
  }
  const signer = signerOf(verificationMaterial);
  if (signer === undefined) return refuse('names neither a key nor a certificate');
  const timestamps = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  if (Math.max(timestamps.length, verificationMaterial.tlogEntries.length) > MOST_WITNESSES) {
    return refuse(`has more than ${MOST_WITNESSES} timestamps or log entries`);
  }
  const statement = readStatement(payload);
  if ('problems' in statement) return statement;
  return {
    ...{ bundle, payload, signature: signature.sig, statement: statement.value, signer },
    timestamps: timestamps.map(({ signedTimestamp }) => signedTimestamp),
  };
}

/** Both spellings of version 0.3. */
const MEDIA_TYPES = [MEDIA_TYPE, 'application/vnd.dev.sigstore.bundle+json;version=0.3'];

/** Of what the format allows one, a file must not have two: readers would choose differently. */
const ONE_OF = [
  ['verificationMaterial', ['publicKey', 'certificate', 'x509CertificateChain']],
  ['', ['dsseEnvelope', 'messageSignature']],
] as const;

function ambiguity(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'is no JSON object';
  for (const [name, keys] of ONE_OF) {
    const object = name === '' ? json : (json as Record<string, unknown>)[name];
    const present = keys.filter((key) => typeof object === 'object' && object !== null && key in object);
    if (present.length > 1) return `has ${present.join(' and ')}, of which readers choose different ones`;
  }
  return undefined;
}

function signerOf({ content }: Bundle['verificationMaterial']): SignatureFile['signer'] | undefined {
  if (content.$case === 'publicKey') return { kind: 'key', hint: content.publicKey.hint };
  return content.$case === 'certificate' ? { kind: 'certificate', der: content.certificate.rawBytes } : undefined;
}

function readStatement(payload: Buffer): { value: SignedStatement } | { problems: Problem[] } {
  const where = 'signature:dsseEnvelope.payload';
  const json = readJson(payload);
  if ('fault' in json) return { problems: [{ where, what: json.fault }] };
  const { success, data, error } = SignedStatement.safeParse(json.value);
  if (success) return { value: data };
  const [issue] = error.issues;
  const path = jsonPath(issue?.path ?? []) || '(whole)';
  return {
    problems: [{ where: `${where}:${path}`, what: `is not what an in-toto statement has here: ${issue?.message}` }],
  };
}
