import type { z } from 'zod';
import { isSignedBy, type Keychain } from './keychain.js';
import type { PackageManifest } from './package-manifest.js';
import { PackageStatement } from './package-statement.js';
import { readJson } from './signed.js';

/** A package as its vendor signed it. Files with `mode` as `chmod` writes it (`755`) and `sha256` in hexadecimal. */
export interface VerifiedPackage extends z.infer<typeof PackageStatement> {
  /** Where its manifest stands in the toolchain's folder. */
  manifest: string;
  /** The id of the key: SHA-256 of its bytes, in base64. */
  signedBy: string;
}

/** Why a manifest proves nothing. */
export interface PackageFailure {
  kind: 'unsigned' | 'unknown-key' | 'expired-key' | 'wrong-role' | 'mismatch' | 'malformed' | 'misplaced';
  /** Begins with the manifest's path. */
  message: string;
  remedy: string;
}

export type PackageVerification = { package: VerifiedPackage } | { failure: PackageFailure };

const REINSTALL = 'install the toolchain again: criticalup install --reinstall';
const FETCH_KEYS =
  'let CriticalUp fetch its keys again: criticalup verify; if that does not help, ask the vendor which key it is';

const remedies: Readonly<Record<PackageFailure['kind'], string>> = {
  unsigned: REINSTALL,
  'unknown-key': FETCH_KEYS,
  'expired-key': FETCH_KEYS,
  'wrong-role': REINSTALL,
  mismatch: REINSTALL,
  malformed: 'ask the vendor: it is signed like this',
  misplaced: REINSTALL,
};

/**
 * Verifies a package manifest: one signature at least by a key of the role `packages` in the chain, over a statement that can
 * be read and is of the product and the package that the path names. Signatures by strangers beside it do no harm.
 */
export function verifyPackage(manifest: PackageManifest, keychain: Keychain): PackageVerification {
  const signer = keychain.keys.find((key) => key.role === 'packages' && isSignedBy(key, manifest));
  if (signer === undefined) return fail(manifest, ...whyNotSigned(manifest, keychain));

  const read = readJson(manifest.signed, PackageStatement);
  if ('fault' in read)
    return fail(manifest, 'malformed', `is signed, and what is signed is not a package: ${read.fault}`);

  const { product, package: name } = read.value;
  if (product !== manifest.product || name !== manifest.package) {
    return fail(
      manifest,
      'misplaced',
      `is the manifest of ${JSON.stringify(`${product}/${name}`)}, moved here from its own place`,
    );
  }
  return { package: { manifest: manifest.path, ...read.value, signedBy: signer.id } };
}

function fail(manifest: PackageManifest, kind: PackageFailure['kind'], what: string): PackageVerification {
  return { failure: { kind, message: `${manifest.path} ${what}`, remedy: remedies[kind] } };
}

/** Of several signatures the one that came closest is told. */
function whyNotSigned({ signatures }: PackageManifest, keychain: Keychain): [PackageFailure['kind'], string] {
  const ids = signatures.map(({ keyId }) => keyId);
  if (ids.length === 0) return ['unsigned', 'is not signed'];

  const known = keychain.keys.filter(({ id }) => ids.includes(id));
  const packager = known.find(({ role }) => role === 'packages');
  if (packager !== undefined) {
    return ['mismatch', `does not match its signature by key ${packager.id}: one of the two was changed`];
  }
  const unusable = keychain.unusable.find(({ id }) => id !== null && ids.includes(id));
  if (unusable?.kind === 'expired') return ['expired-key', `is signed by key ${unusable.id}, and ${unusable.why}`];

  const [other] = known;
  if (other !== undefined) {
    return [
      'wrong-role',
      `is signed by key ${other.id}, whose role is ${other.role}; packages are signed by keys of the role packages`,
    ];
  }
  const reason = unusable === undefined ? 'which is not in the keychain' : `which cannot be used: ${unusable.why}`;
  return ['unknown-key', `is signed by key ${unusable?.id ?? ids.join(', ')}, ${reason}`];
}
