import { createHash } from 'node:crypto';
import { errorMessage } from '@assay/evidence';
import type { X509Certificate } from '@sigstore/core';
import { keyOf } from '../certificate/read.js';
import { Asn1Error } from './asn1.js';
import { leadsToTrusted, signerOf, whyNoTimestamping } from './chain.js';
import { readTimestamp, type TimestampToken } from './token.js';

/** Somebody whose clock is trusted. */
export interface TimestampAuthority {
  name: string;
  /** One of these must be the authority's certificate, or above it. */
  certificates: readonly X509Certificate[];
}

/** A timestamp that holds, or why it does not. `time`: milliseconds since the epoch. */
export type TimestampVerification = { time: number; authority: TimestampAuthority } | { fault: string };

/**
 * Verifies a timestamp of these bytes, offline, as RFC 3161 (section 2.3, 2.4.2) and RFC 5816 want it: that it is over them, whose it is, and that
 * the authority was one of the trusted ones at the time that it states. Never throws for anything in the timestamp.
 */
export function verifyTimestamp(
  response: Uint8Array,
  bytes: Uint8Array,
  authorities: readonly TimestampAuthority[],
): TimestampVerification {
  return saying(() => {
    const token = readTimestamp(response);
    const fault = whyNotOver(token, bytes);
    if (fault !== undefined) return { fault };
    const looked = authorities.map((authority) => ({ authority, fault: whyNotOf(token, authority.certificates) }));
    const vouching = looked.find((each) => each.fault === undefined);
    if (vouching !== undefined) return { time: token.time, authority: vouching.authority };
    if (looked.length === 0) return { fault: 'no authority is trusted' };
    const why = looked.map((each) => `${each.authority.name}: ${each.fault}`).join('; ');
    return { fault: `it is of none of the trusted authorities (${why})` };
  });
}

/**
 * Why a server's answer to a request is no good, before it is kept; `undefined` when it is. Whether the authority is to be trusted is for whoever
 * verifies it.
 */
export function whyNotAnswer(response: Uint8Array, bytes: Uint8Array, nonce: bigint): string | undefined {
  const answer = saying(() => {
    const token = readTimestamp(response);
    const other = token.nonce === nonce ? undefined : 'it answers another request: its nonce is another';
    return { fault: whyNotOver(token, bytes) ?? other ?? whyNotSigned(token, token.certificates) };
  });
  return answer.fault;
}

/** The answer of what may meet anything in a timestamp. The readers throw; that is a fault of the timestamp. */
function saying<T>(look: () => T): T | { fault: string } {
  try {
    return look();
  } catch (error) {
    return { fault: error instanceof Asn1Error ? `it ${error.message}` : `it cannot be read: ${errorMessage(error)}` };
  }
}

function whyNotOver({ imprint }: TimestampToken, bytes: Uint8Array): string | undefined {
  const digest = createHash(imprint.algorithm).update(bytes).digest();
  return digest.equals(imprint.digest) ? undefined : 'it is over something else than this signature';
}

function whyNotOf(token: TimestampToken, trusted: readonly X509Certificate[]): string | undefined {
  const given = [...trusted, ...token.certificates];
  const signer = signerOf(token, given);
  return (
    whyNotSigned(token, given) ??
    (signer === undefined ? undefined : leadsToTrusted(signer, token.certificates, trusted, token.time))
  );
}

function whyNotSigned(token: TimestampToken, certificates: readonly X509Certificate[]): string | undefined {
  const signer = signerOf(token, certificates);
  if (signer === undefined) return 'the certificate that it names is not there';
  if (!token.isSignedBy(keyOf(signer))) return 'its signature does not match';
  return whyNoTimestamping(signer);
}
