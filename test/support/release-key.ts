import { newKey, signWith, type TestKey } from '@assay/dist/testing';

/** A key that signs releases, of the shape of Rust's own: a primary key, and a subkey that signs. `fingerprint` in upper-case hex. */
export type ReleaseKey = TestKey;

/** A new key. `date`: when it was made, default now; it expires after so many seconds, by default never. */
export async function newReleaseKey(options: { date?: Date; keyExpirationTime?: number } = {}): Promise<ReleaseKey> {
  const key = await newKey(options);
  return { ...key, fingerprint: key.fingerprint.toUpperCase() };
}

/** A detached signature, armored, by the key's signing subkey. */
export function signDetached(data: Uint8Array, key: ReleaseKey, date = new Date()): Promise<string> {
  return signWith(key, data, date);
}
