import { revokeKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRustSigningKey, rustSigningKey } from '../signing-key.js';
import type { SignatureErrorKind } from './error.js';
import { readSigningKey } from './key.js';
import {
  armoredKey,
  armoredSignature,
  dearmored,
  newKey,
  revokingSubkeys,
  signWith,
  type TestKey,
} from './test-keys.js';
import { Gpg } from './test-oracles.js';
import { verifyDetached } from './verify.js';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const now = Date.now();
const data = Buffer.from('manifest-version = "2"\n');

let key: TestKey;
let signature: string;

beforeAll(async () => {
  key = await newKey({ date: new Date(now - 10 * DAY) });
  signature = await signWith(key, data);
});

const read = ({ armored, fingerprint }: TestKey = key) => readSigningKey(armored, fingerprint);

/** What a signature over `data` is refused for. */
function refusal(of: () => unknown): { kind: SignatureErrorKind; message: string } {
  try {
    of();
  } catch (error) {
    return error as { kind: SignatureErrorKind; message: string };
  }
  throw new Error('it was accepted');
}

describe('the key of Rust', () => {
  it('is the one of its fingerprint, and signs with a subkey that agreed to it', () => {
    const { fingerprint, created, expires, signers } = readRustSigningKey();
    expect(fingerprint).toBe('108F66205EAEB0AAA8DD5E1C85AB96E6FA1BE5FE');
    expect([created, expires]).toEqual(['2013-09-26T23:18:33Z', undefined]);
    expect(signers.map((signer) => signer.key.fingerprint)).toEqual([
      '108f66205eaeb0aaa8dd5e1c85ab96e6fa1be5fe',
      'c13466b7e169a085188632165cb4a9347b3b09dc',
    ]);
  });

  it('is no other key under its fingerprint', () => {
    expect(refusal(() => readSigningKey(key.armored, rustSigningKey.fingerprint)).kind).toBe('other-key');
  });
});

describe('verifyDetached', () => {
  it('accepts a good signature, and says who made it and when', () => {
    const { signedBy, hash, created } = verifyDetached(data, signature, read(), Date.now());
    expect(signedBy).toBe(key.privateKey.getSubkeys()[0]?.getFingerprint().toUpperCase());
    expect(hash).toBe('SHA512');
    expect(Math.abs(Date.parse(created) - now)).toBeLessThan(60 * SECOND);
  });

  it.each([
    ['lines that end as on Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['blank lines around it', (text: string) => `\n \t\n${text}\n\n`],
    ['no checksum', (text: string) => text.replace(/^=....\n/m, '')],
    ['a comment', (text: string) => text.replace('\n\n', '\nComment: by hand\n\n')],
  ])('accepts %s', (_, edit) => {
    expect(edit(signature)).not.toBe(signature);
    expect(verifyDetached(data, edit(signature), read(), Date.now()).hash).toBe('SHA512');
  });

  it.each([
    ['empty', () => ' \n', 'unsigned', 'holds no signature'],
    ['a page', () => '<!doctype html>\n', 'malformed', 'does not begin with'],
    ['cut off', (text: string) => text.slice(0, 300), 'malformed', 'cut off'],
    ['with a wrong checksum', (text: string) => text.replace(/^=..../m, '=AAAA'), 'malformed', 'checksum'],
    ['with text before it', (text: string) => `see:\n${text}`, 'malformed', 'does not begin with'],
    ['twice in the file', (text: string) => text + text, 'malformed', ''],
    ['a key', () => key.armored, 'malformed', 'does not begin with'],
    ['without packets', () => armoredSignature(new Uint8Array()), 'unsigned', 'holds no signature'],
    [
      'followed by bytes',
      (text: string) => armoredSignature(Buffer.concat([dearmored(text), Buffer.of(0)])),
      'malformed',
      '',
    ],
    ['with a key inside', () => armoredSignature(dearmored(key.armored)), 'malformed', 'something else'],
  ] as const)('refuses what is %s', (_, edit, kind, message) => {
    const error = refusal(() => verifyDetached(data, edit(signature), read(), Date.now()));
    expect(error).toMatchObject({ name: 'UserError', kind, message: expect.stringContaining(message) });
  });

  it('refuses it over other bytes', () => {
    for (const other of ['', 'manifest-version = "2"', 'manifest-version = "2"\r\n', 'manifest-version = "3"\n']) {
      expect(refusal(() => verifyDetached(Buffer.from(other), signature, read(), Date.now())).kind).toBe('changed');
    }
  });

  it('refuses one by another key, but not a stranger beside the right one', async () => {
    const stranger = await signWith(await newKey(), data);
    const error = refusal(() => verifyDetached(data, stranger, read(), Date.now()));
    expect(error).toMatchObject({ kind: 'other-key', message: expect.stringContaining(key.fingerprint.toUpperCase()) });
    const both = armoredSignature(Buffer.concat([dearmored(stranger), dearmored(signature)]));
    expect(verifyDetached(data, both, read(), Date.now()).hash).toBe('SHA512');
    const wrong = await signWith(key, Buffer.from('other'));
    const mixed = armoredSignature(Buffer.concat([dearmored(signature), dearmored(wrong)]));
    expect(refusal(() => verifyDetached(data, mixed, read(), Date.now())).kind).toBe('changed');
  });

  it('refuses one from the future', async () => {
    const later = await signWith(key, data, new Date(now + DAY));
    expect(refusal(() => verifyDetached(data, later, read(), now))).toMatchObject({ kind: 'future' });
    expect(refusal(() => verifyDetached(data, signature, read(), now - 5 * DAY)).kind).toBe('future');
  });

  it('refuses a key that has expired since it signed', async () => {
    const expired = await newKey({ date: new Date(now - 10 * DAY), keyExpirationTime: 5 * 86_400 });
    const made = await signWith(expired, data, new Date(now - 8 * DAY));
    expect(refusal(() => verifyDetached(data, made, read(expired), now))).toMatchObject({
      kind: 'key-expired',
      message: expect.stringContaining('was made before'),
    });
    expect(verifyDetached(data, made, read(expired), now - 7 * DAY).hash).toBe('SHA512');
  });

  it('refuses a revoked key, a key with a private part, a short key and a short text', async () => {
    const { publicKey } = await revokeKey({ key: key.privateKey, format: 'object' });
    expect(refusal(() => readSigningKey(publicKey.armor(), key.fingerprint))).toMatchObject({ kind: 'key-revoked' });
    expect(refusal(() => readSigningKey(key.privateKey.armor(), key.fingerprint)).kind).toBe('private-key');
    const inside = armoredKey(dearmored(key.privateKey.armor()));
    expect(refusal(() => readSigningKey(inside, key.fingerprint)).kind).toBe('private-key');
    const short = await newKey({ rsaBits: 1024, config: { minRSABits: 1024 } });
    expect(refusal(() => read(short)).kind).toBe('weak');
    expect(refusal(() => readSigningKey('', key.fingerprint))).toMatchObject({ kind: 'malformed' });
  });

  it('refuses a revoked subkey', async () => {
    const reread = readSigningKey(await revokingSubkeys(key), key.fingerprint);
    expect(refusal(() => verifyDetached(data, signature, reread, Date.now())).kind).toBe('key-revoked');
  });

  it('refuses a subkey that the primary key did not bind', async () => {
    const other = await newKey();
    const [own, foreign] = [dearmored(key.armored), dearmored(other.armored)];
    const subkeyAt = (bytes: Buffer) => bytes.indexOf(Buffer.of(0xce));
    const mixed = Buffer.concat([own, foreign.subarray(subkeyAt(foreign))]);
    const made = await signWith(other, data);
    expect(
      refusal(() => verifyDetached(data, made, readSigningKey(armoredKey(mixed), key.fingerprint), now + DAY)).kind,
    ).toMatch(/other-key|malformed/);
  });
});

describe.skipIf(!Gpg.present)('with gpg', () => {
  const gpg = new Gpg();
  afterAll(() => gpg.close());
  const make = (time: string, ...args: string[]) => gpg.run(['--faked-system-time', time, ...args]);
  const fingerprintOf = (name: string) =>
    /^fpr:+(\w+)/m.exec(gpg.run(['--with-colons', '--list-keys', name]).stdout)?.[1] ?? '';
  const exported = (fingerprint: string) => gpg.run(['--armor', '--export', fingerprint]).stdout;
  const signed = (time: string, name: string, ...options: string[]) =>
    gpg.run(
      [
        '--faked-system-time',
        time,
        '--local-user',
        name,
        '--armor',
        '--output',
        '-',
        ...options,
        '--detach-sign',
        'data',
      ],
      { data },
    ).stdout;

  it('agrees on a key with a signing subkey, and refuses SHA-1 over data', () => {
    make('20250101T000000', '--quick-gen-key', 'good@example.com', 'rsa2048', 'sign', 'never');
    const fingerprint = fingerprintOf('good@example.com');
    make('20250102T000000', '--quick-add-key', fingerprint, 'rsa3072', 'sign', 'never');
    const own = readSigningKey(exported(fingerprint), fingerprint);
    const made = signed('20250103T000000', fingerprint);
    expect(verifyDetached(data, made, own, now)).toMatchObject({ created: expect.stringContaining('2025-01-03T') });
    expect(verifyDetached(data, signed('20250103T000000', `${fingerprint}!`), own, now).signedBy).toBe(fingerprint);
    const weak = signed('20250103T000000', fingerprint, '--allow-weak-digest-algos', '--digest-algo', 'SHA1');
    expect(refusal(() => verifyDetached(data, weak, own, now)).kind).toBe('weak');
    const text = signed('20250103T000000', fingerprint, '--textmode');
    expect(refusal(() => verifyDetached(data, text, own, now))).toMatchObject({
      message: expect.stringContaining('type 1'),
    });
    const brief = signed('20250103T000000', fingerprint, '--default-sig-expire', '5d');
    expect(refusal(() => verifyDetached(data, brief, own, now)).kind).toBe('expired');
  });

  it('knows a subkey that was bound, or expired, at another time than the key', () => {
    make('20250101T000000', '--quick-gen-key', 'brief@example.com', 'rsa2048', 'sign', 'never');
    const fingerprint = fingerprintOf('brief@example.com');
    make('20250110T000000', '--quick-add-key', fingerprint, 'rsa2048', 'sign', '10d');
    const made = signed('20250112T000000', fingerprint);
    const own = readSigningKey(exported(fingerprint), fingerprint);
    expect(own.expires).toBeUndefined();
    expect(verifyDetached(data, made, own, Date.parse('2025-01-15')).hash).toBe('SHA512');
    expect(refusal(() => verifyDetached(data, made, own, now)).kind).toBe('key-expired');
    make('20250115T000000', '--quick-set-expire', fingerprint, '30d', '*');
    const longer = readSigningKey(exported(fingerprint), fingerprint);
    expect(verifyDetached(data, signed('20250116T000000', fingerprint), longer, Date.parse('2025-02-10')).hash).toBe(
      'SHA512',
    );
    // gpg keeps the newest binding alone, so that nothing shows any more that the subkey could sign before.
    expect(refusal(() => verifyDetached(data, made, longer, Date.parse('2025-02-10'))).kind).toBe('before-key');
  });

  it('refuses a key that had expired when it signed', () => {
    make('20250101T000000', '--quick-gen-key', 'late@example.com', 'rsa2048', 'sign', 'never');
    const fingerprint = fingerprintOf('late@example.com');
    const made = signed('20250120T000000', fingerprint);
    make('20250105T000000', '--quick-set-expire', fingerprint, '5d');
    const own = readSigningKey(exported(fingerprint), fingerprint);
    expect(own.expires).toBe('2025-01-10T00:00:00Z');
    const error = refusal(() => verifyDetached(data, made, own, now));
    expect(error).toMatchObject({ kind: 'key-expired-then', message: expect.stringContaining('had expired') });
  });
});
