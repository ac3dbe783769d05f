import { type Problem, quote, SIGNATURE_LIMIT } from '@assay/evidence';
import { type Bundle, bundleFromJSON, ValidationError } from '@sigstore/bundle';
import { refused } from './admission.js';
import { MEDIA_TYPE, PAYLOAD_TYPE } from './envelope.js';
import { readJson } from './json.js';
import type { Read } from './read.js';

/** Log entries and timestamps of one signature that are looked at; real ones have one of each. */
const MOST_WITNESSES = 8;

/** Both spellings of the format's version. */
const MEDIA_TYPES = [MEDIA_TYPE, 'application/vnd.dev.sigstore.bundle+json;version=0.3'];

/** A signature file in its form, none of it believed yet. */
export interface SignatureFile {
  bundle: Bundle;
  /** What was signed; it is read when it is known by whom. */
  payload: Buffer;
  signature: Buffer;
  /** By what it says that it was signed: a key, named by a hint, or a certificate in DER. */
  signer: { kind: 'key'; hint: string } | { kind: 'certificate'; der: Buffer };
  /** Answers of timestamp authorities, in DER. */
  timestamps: Buffer[];
}

const NAME_IT =
  'name the file of the signature with --signature: it is called after the bundle, with .sigstore.json at its end';

/** Reads a signature file, or says why it is none that Assay looks at. Never throws for anything in it. */
export function readSignature(bytes: Uint8Array): SignatureFile | { problems: Problem[] } {
  const parsed = parseBundle(bytes);
  if ('fault' in parsed) return refused(parsed.fault, NAME_IT);
  const { content, verificationMaterial, mediaType } = parsed.value;
  if (!MEDIA_TYPES.includes(mediaType)) return refused(`has the media type ${quote(mediaType)}, not ${MEDIA_TYPE}`);
  if (content.$case !== 'dsseEnvelope') {
    return refused('signs a digest alone, not a statement (DSSE envelope) about the bundle');
  }
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  const [signature] = signatures;
  const signer = signerOf(verificationMaterial);
  const timestamps = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  if (payloadType !== PAYLOAD_TYPE) return refused(`signs ${quote(payloadType)}, not ${PAYLOAD_TYPE}`);
  if (signature === undefined || signer === undefined) return refused('has no signature by a key or a certificate');
  if (Math.max(timestamps.length, verificationMaterial.tlogEntries.length) > MOST_WITNESSES) {
    return refused(`has more than ${MOST_WITNESSES} timestamps or log entries`);
  }
  return {
    ...{ bundle: parsed.value, payload, signature: signature.sig, signer },
    timestamps: timestamps.map(({ signedTimestamp }) => signedTimestamp),
  };
}

/** Sigstore's own reader takes what is well formed, and one signature alone. */
function parseBundle(bytes: Uint8Array): Read<Bundle> {
  if (bytes.length > SIGNATURE_LIMIT) return { fault: `is larger than ${SIGNATURE_LIMIT} bytes` };
  const json = readJson(bytes);
  if ('fault' in json) return json;
  const fault = ambiguity(json.value);
  if (fault !== undefined) return { fault };
  try {
    return { value: bundleFromJSON(json.value) };
  } catch (error) {
    const lacking = error instanceof ValidationError ? `: ${error.fields.join(', ')} not in order` : '';
    return { fault: `is no Sigstore bundle${lacking}` };
  }
}

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
