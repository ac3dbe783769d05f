import { canonicalJson, UserError } from '@assay/evidence';
import { MEDIA_TYPE, PAYLOAD_TYPE, signedBytes } from './envelope.js';
import type { SigningKey } from './keys/signing-key.js';
import { bundleStatement, type KnownBundle } from './statement.js';
import { nonceNumber, timestampRequest } from './timestamp/request.js';
import { whyNotAnswer } from './timestamp/verify.js';

/** Asks a timestamp authority: its answer to a request in DER, both by RFC 3161. `name`: the authority's, for messages. */
export interface TimestampServer {
  name: string;
  /** Bytes that nobody can foresee, of which the answer must repeat what it was asked. */
  nonce: Uint8Array;
  ask(request: Uint8Array): Promise<Uint8Array>;
}

/**
 * Signs a bundle: the text of the signature file. Throws UserError where the timestamp server's answer is no timestamp of this signature, and
 * what asking it throws.
 */
export async function signBundle(
  bundle: Required<KnownBundle>,
  key: SigningKey,
  server?: TimestampServer,
): Promise<string> {
  const payload = Buffer.from(canonicalJson(bundleStatement(bundle)));
  const signature = key.sign(signedBytes(payload));
  const timestamps = server === undefined ? [] : [await timestamp(signature, server)];
  return canonicalJson({
    mediaType: MEDIA_TYPE,
    verificationMaterial: {
      publicKey: { hint: key.publicKey.sha256 },
      timestampVerificationData: { rfc3161Timestamps: timestamps.map((each) => ({ signedTimestamp: base64(each) })) },
    },
    dsseEnvelope: { payload: base64(payload), payloadType: PAYLOAD_TYPE, signatures: [{ sig: base64(signature) }] },
  });
}

async function timestamp(signature: Uint8Array, { name, nonce, ask }: TimestampServer): Promise<Uint8Array> {
  const response = await ask(timestampRequest(signature, nonce));
  const fault = whyNotAnswer(response, signature, nonceNumber(nonce));
  if (fault === undefined) return response;
  throw new UserError(`the answer of the timestamp server ${name} is no timestamp of this signature: ${fault}`, {
    remedy: 'ask another server with --timestamp-server, or leave it out and sign without a timestamp',
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
