import type { Place } from '@assay/evidence';
import type { TrustMaterial } from '@sigstore/verify';
import type { PublicKey } from '../keys/public-key.js';
import type { TimestampAuthority } from '../timestamp/verify.js';

/** Whom an assessor lets vouch for a bundle: one trust file. */
export interface Trust {
  keys: readonly TrustedKey[];
  workflows: readonly TrustedWorkflow[];
  authorities: readonly TimestampAuthority[];
}

/** `[[key]]`: an organisation's key. */
export interface TrustedKey {
  name: string;
  at: Place;
  publicKey: PublicKey;
  /** Days (`YYYY-MM-DD`, UTC), the first and the last on which it signs. A trusted timestamp must tell that it did. */
  validFrom: string | undefined;
  validUntil: string | undefined;
  /** Must a trusted timestamp stand with each of its signatures? Always so where the key has a first or a last day. */
  needsTimestamp: boolean;
}

/** `[[sigstore]]`: a workflow on GitHub, in one repository, by a certificate of Sigstore. */
export interface TrustedWorkflow {
  name: string;
  at: Place;
  /** A file may hold several, as `gh attestation trusted-root` writes it: Sigstore's own and GitHub's. */
  roots: readonly TrustMaterial[];
  /** Where GitHub is: `https://github.com`. */
  server: string;
  /** Who vouches for the identities of workflows. */
  issuer: string;
  /** `OWNER/REPO`: of which the workflow ran. */
  repository: string;
  /** GitHub's number of that repository, which no other is ever given, whatever it is called. */
  repositoryId: string | undefined;
  /** The workflow that signs: `OWNER/REPO/.github/workflows/FILE`, and `@REF` where it must be this one. */
  workflow: string;
  /** The ref that the repository's workflow ran on: `refs/heads/main`. */
  ref: string | undefined;
  /** The workflow of the repository that called: `.github/workflows/assay.yml`. */
  caller: string | undefined;
}
