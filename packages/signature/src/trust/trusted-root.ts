import { errorMessage } from '@assay/evidence';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import type { Read } from '../read.js';

/** The forms of a trusted root that the library reads. */
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.1|\.v0\.2\+json)$/;

/**
 * Reads Sigstore's trust roots: one JSON document, or one a line, as `gh attestation trusted-root` writes them. Says what is wrong where one is
 * none, or names no certificate authority.
 */
export function readTrustedRoots(text: string): Read<TrustMaterial[]> {
  try {
    const value = documents(text).map(readRoot);
    return value.length === 0 ? { fault: 'holds no trusted root' } : { value };
  } catch (error) {
    return { fault: `is no Sigstore trusted root: ${errorMessage(error)}` };
  }
}

function documents(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  }
}

function readRoot(json: unknown): TrustMaterial {
  const root = TrustedRoot.fromJSON(json);
  if (!MEDIA_TYPE.test(root.mediaType)) throw new Error(`its media type is ${JSON.stringify(root.mediaType)}`);
  if (root.certificateAuthorities.length === 0) throw new Error('it names no certificate authority');
  // Keys have entries of their own in the trust file.
  return toTrustMaterial(root, {});
}
