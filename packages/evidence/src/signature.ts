import type { Place } from './finding.js';

/** What the file is called that holds the signature over a bundle: it stands beside it. */
export function signatureFileOf(bundle: string): string {
  return `${bundle}.sigstore.json`;
}

/** 4 MiB: a signature has some ten thousand bytes, most of them GitHub's provenance and certificates. */
export const SIGNATURE_LIMIT = 4 * 1024 * 1024;

/** A signature over a bundle that an entry of the assessor's trust file admits: who, when, and what was signed. */
export interface VerifiedSignature {
  /** The entry of the trust file. */
  admittedBy: { table: 'key' | 'sigstore'; name: string; at: Place };
  signer: KeySigner | WorkflowSigner;
  /** When it was there at the latest, by the earliest clock that the trust file vouches for; `null` when none does. */
  time: TrustedTime | null;
  /** What kind of statement was signed: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
  predicateType: string;
}

/** The holder of a private key. */
export interface KeySigner {
  kind: 'key';
  algorithm: string;
  /** SHA-256 of the public key (SubjectPublicKeyInfo in DER), in hex. */
  sha256: string;
}

/** A workflow on GitHub, by the certificate that Sigstore gave it: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
export interface WorkflowSigner {
  kind: 'workflow';
  /** Who vouched for the workflow's identity. */
  issuer: string;
  /** The workflow that signed, with its ref: `https://github.com/OWNER/REPO/.github/workflows/FILE@REF`. */
  workflow: string;
  /** The repository in which it ran: the caller's, where it is a reusable workflow. */
  repository: string;
  /** Of that repository, where the certificate says so: the commit and the ref that it ran on, the workflow that called, and the run. */
  commit?: string;
  ref?: string;
  caller?: string;
  run?: string;
}

export interface TrustedTime {
  /** ISO 8601, UTC. */
  at: string;
  /** Whose clock: `timestamp authority NAME`, `transparency log`, … */
  by: string;
}
