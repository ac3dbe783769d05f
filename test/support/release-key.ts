import { createMessage, generateKey, type PrivateKey, sign } from 'openpgp';

/** A key that signs releases, of the shape of Rust's own: a primary key, and a subkey that signs. */
export interface ReleaseKey {
  privateKey: PrivateKey;
  /** The public key, armored. */
  armored: string;
  /** Of the primary key, upper-case hex. */
  fingerprint: string;
}

/** A new key. `date`: when it was made, default now; it expires after so many seconds, by default never. */
export async function newReleaseKey(options: { date?: Date; keyExpirationTime?: number } = {}): Promise<ReleaseKey> {
  const { privateKey, publicKey } = await generateKey({
    type: 'rsa',
    rsaBits: 2048,
    userIDs: [{ name: 'Test Release Signing Key', email: 'release@example.com' }],
    subkeys: [{ sign: true }],
    format: 'object',
    ...options,
  });
  return { privateKey, armored: publicKey.armor(), fingerprint: publicKey.getFingerprint().toUpperCase() };
}

/** A detached signature, armored, by the key's signing subkey. */
export async function signDetached(data: Uint8Array, key: ReleaseKey, date = new Date()): Promise<string> {
  const signed = await sign({
    message: await createMessage({ binary: data }),
    signingKeys: key.privateKey,
    detached: true,
    date,
  });
  return String(signed);
}
