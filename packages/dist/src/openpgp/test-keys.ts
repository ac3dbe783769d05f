import {
  armor,
  createMessage,
  enums,
  generateKey,
  type KeyOptions,
  type PrivateKey,
  readPrivateKey,
  SecretKeyPacket,
  sign,
} from 'openpgp';

/** A key of the shape of the real one, by OpenPGP.js: RSA, a subkey that signs. */
export interface TestKey {
  privateKey: PrivateKey;
  armored: string;
  fingerprint: string;
}

export async function newKey(options: Omit<Partial<KeyOptions>, 'format'> = {}): Promise<TestKey> {
  const { privateKey } = await generateKey({
    type: 'rsa',
    rsaBits: 2048,
    userIDs: [{ name: 'A. Tester', email: 'tester@example.com' }],
    subkeys: [{ sign: true }],
    format: 'object',
    ...options,
  });
  return testKey(privateKey);
}

export function testKey(privateKey: PrivateKey): TestKey {
  const publicKey = privateKey.toPublic();
  return { privateKey, armored: publicKey.armor(), fingerprint: publicKey.getFingerprint() };
}

/** The public key, armored, with its subkeys revoked by the primary key. */
export async function revokingSubkeys({ privateKey }: TestKey): Promise<string> {
  const copy = await readPrivateKey({ armoredKey: privateKey.armor() });
  const { keyPacket } = copy;
  if (!(keyPacket instanceof SecretKeyPacket)) throw new Error('not a private key');
  copy.subkeys = await Promise.all(copy.subkeys.map((subkey) => subkey.revoke(keyPacket)));
  return copy.toPublic().armor();
}

/** A detached signature, armored. `date`: when it says that it was made. */
export async function signWith({ privateKey }: TestKey, data: Uint8Array, date?: Date): Promise<string> {
  const message = await createMessage({ binary: data });
  const options = { message, signingKeys: privateKey, detached: true as const };
  return String(await sign(date === undefined ? options : { ...options, date }));
}

/** The bytes of an armored block, whatever it is. */
export function dearmored(text: string): Buffer {
  const [, body = ''] = /\r?\n\r?\n([\s\S]*?)\r?\n(?:=....\r?\n)?-----END/.exec(text) ?? [];
  return Buffer.from(body, 'base64');
}

export function armoredSignature(bytes: Uint8Array): string {
  return armor(enums.armor.signature, bytes);
}

export function armoredKey(bytes: Uint8Array): string {
  return armor(enums.armor.publicKey, bytes);
}
