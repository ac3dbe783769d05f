import { X509Certificate as Certificate, createHash } from 'node:crypto';
import type { X509Certificate } from '@sigstore/core';
import type { TimestampToken } from './token.js';

/** Certificates between an authority's own and a trusted one; real chains have one or two. */
const LONGEST = 8;

/** RFC 3161, section 2.3: the only purpose of the key. */
const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/** Signature algorithms of certificates that are accepted: RSA and ECDSA with SHA-256, SHA-384 or SHA-512; Ed25519. None with SHA-1. */
const ACCEPTED = new Set([
  ...['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'],
  ...['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'],
  '1.3.101.112',
]);

/** The certificate of those at hand that a token names as its signer's; `undefined` when it is not among them. */
export function signerOf(
  { signer }: Pick<TimestampToken, 'signer'>,
  certificates: readonly X509Certificate[],
): X509Certificate | undefined {
  const { issuer, serial, certificateDigest } = signer;
  return certificates.find((certificate) => {
    const bytes = certificate.root.toDER();
    const digest = createHash(certificateDigest.algorithm).update(bytes).digest();
    return (
      certificate.root.subs[0]?.subs[3]?.toDER().equals(issuer) === true &&
      certificate.serialNumber.equals(serial) &&
      digest.equals(certificateDigest.digest)
    );
  });
}

/**
 * Does the certificate lead to one of the trusted ones, each on the way valid at this time (milliseconds since the epoch)? The reason when it
 * does not. Whether one was revoked is not asked: that takes a network.
 */
export function leadsToTrusted(
  leaf: X509Certificate,
  given: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  time: number,
): string | undefined {
  let why = 'its certificate does not lead to one of the trusted ones';
  // The shortest ways first, and each certificate once: authorities that certify each other in all directions make no more work.
  const reached = [{ certificate: leaf, below: 0 }];
  for (const { certificate, below } of reached) {
    if (!isValidAt(certificate, time)) {
      why = 'a certificate on the way to a trusted one was not valid at that time';
      continue;
    }
    if (trusted.some((each) => each.equals(certificate))) return undefined;
    if (below >= LONGEST) continue;
    const issuers = [...trusted, ...given].filter((issuer) => mayHaveIssued(issuer, certificate, below));
    const further = issuers.filter((issuer) => !reached.some((each) => each.certificate.equals(issuer)));
    reached.push(...further.map((issuer) => ({ certificate: issuer, below: below + 1 })));
  }
  return why;
}

/** Why a certificate may not sign timestamps; `undefined` when it may. */
export function whyNoTimestamping(certificate: X509Certificate): string | undefined {
  const usage = nodeCertificate(certificate).keyUsage ?? [];
  const isOnly = usage.length === 1 && usage[0] === TIMESTAMPING;
  if (!isOnly || certificate.extension(EXTENDED_KEY_USAGE)?.critical !== true) {
    return 'its certificate is not for timestamps alone';
  }
  return undefined;
}

/** `below`: how many certificates stand between the issuer and the end of the chain. */
function mayHaveIssued(issuer: X509Certificate, certificate: X509Certificate, below: number): boolean {
  const [above, here] = [nodeCertificate(issuer), nodeCertificate(certificate)];
  const most = issuer.extBasicConstraints?.pathLenConstraint;
  return (
    above.ca &&
    (most === undefined || below <= most) &&
    ACCEPTED.has(certificate.root.subs[1]?.subs[0]?.toOID() ?? '') &&
    here.checkIssued(above) &&
    here.verify(above.publicKey)
  );
}

function isValidAt({ notBefore, notAfter }: X509Certificate, time: number): boolean {
  return notBefore.getTime() <= time && time <= notAfter.getTime();
}

/** OpenSSL's view of the certificate, which knows the rules of who may issue. */
function nodeCertificate(certificate: X509Certificate): Certificate {
  return new Certificate(certificate.root.toDER());
}
