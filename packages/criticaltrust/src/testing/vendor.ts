import { generateKeyPairSync, sign } from 'node:crypto';
import { ALGORITHM, keyId } from '../public-key.js';

/** A key of a vendor that the tests play. */
export interface VendorKey {
  id: string;
  /** SPKI in DER, in base64. */
  publicKey: string;
  sign(text: string): { key_sha256: string; signature: string };
}

/** What a root key may say of another key; absent is what a good key says. */
export interface KeyClaims {
  algorithm?: string;
  /** Default `null`: never. */
  expiry?: string | null;
}

/** A file as package manifests name it. */
export interface NamedFile {
  path: string;
  'posix-mode': number;
  /** In base64. */
  sha256: string;
  'needs-proxy': boolean;
}

/** What a package manifest signs. */
export interface PackageClaims {
  product: string;
  package: string;
  commit: string;
  files: NamedFile[];
  'managed-prefixes': string[];
}

/** A new key on a curve that Node names; CriticalUp knows P-256 alone. */
export function makeKey(namedCurve = 'P-256'): VendorKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const bytes = publicKey.export({ format: 'der', type: 'spki' });
  const id = keyId(bytes);
  return {
    id,
    publicKey: bytes.toString('base64'),
    sign: (text) => ({
      key_sha256: id,
      signature: sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'der' }).toString('base64'),
    }),
  };
}

/** A text with the signatures of these keys. */
export function signText(signed: string, ...signers: VendorKey[]) {
  return { signatures: signers.map((signer) => signer.sign(signed)), signed };
}

/** A key as an entry of the keys manifest, vouched for by these signers. */
export function keyEntry(key: VendorKey, role: string, signers: VendorKey[], claims: KeyClaims = {}) {
  const statement = { role, algorithm: ALGORITHM, expiry: null, public: key.publicKey, ...claims };
  return signText(JSON.stringify(statement), ...signers);
}

/** The text of a keys manifest. */
export function keysText(entries: readonly ReturnType<typeof signText>[]): string {
  return JSON.stringify({ version: 1, keys: entries });
}

/** The text of a package manifest. */
export function packageText(claims: PackageClaims, ...signers: VendorKey[]): string {
  return JSON.stringify({ version: 1, ...signText(JSON.stringify(claims), ...signers) });
}
