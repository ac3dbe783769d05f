import { createPublicKey } from 'node:crypto';
import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { readKeychain } from './keychain.js';
import { keyEntry, keysText, makeKey, signText, type VendorKey } from './testing/vendor.js';
import { ferroceneTrustRoot } from './trust-root.js';

const now = Date.parse('2026-11-25T12:00:00Z');
const [root, deputy, packager, stranger] = [makeKey(), makeKey(), makeKey(), makeKey()];

const read = (keys: string, trustRoot = root.publicKey) => readKeychain({ keys, path: 'keys.json', trustRoot, now });
const chain = (...entries: ReturnType<typeof signText>[]) => read(keysText(entries));
const members = (keychain: ReturnType<typeof chain>) => keychain.keys.map(({ id, role }) => [role, id]);

/** Every order of these items. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe('the chain', () => {
  it('holds the trust root and what it signed, in their roles', () => {
    const keychain = chain(keyEntry(packager, 'packages', [root]), keyEntry(stranger, 'releases', [root]));
    expect(members(keychain)).toEqual([
      ['root', root.id],
      ['packages', packager.id],
      ['releases', stranger.id],
    ]);
    expect(keychain.unusable).toEqual([]);
  });

  it('goes through root keys, whatever the order of the file', () => {
    const third = makeKey();
    const entries = [
      keyEntry(deputy, 'root', [root]),
      keyEntry(third, 'root', [deputy]),
      keyEntry(packager, 'packages', [third]),
      keyEntry(stranger, 'redirects', [deputy]),
    ];
    const expected = members(chain(...entries)).sort();
    expect(expected).toHaveLength(5);
    for (const order of orders(entries)) expect(members(chain(...order)).sort()).toEqual(expected);
  });

  it('does not go through keys of another role', () => {
    const keychain = chain(keyEntry(packager, 'packages', [root]), keyEntry(stranger, 'packages', [packager]));
    expect(members(keychain)).toEqual([
      ['root', root.id],
      ['packages', packager.id],
    ]);
    expect(keychain.unusable).toMatchObject([{ at: 'keys[1]', id: null, kind: 'untrusted' }]);
  });

  it('does not begin at a key that only signed itself, nor in a ring', () => {
    const alone = keyEntry(stranger, 'root', [stranger]);
    const ring = [keyEntry(deputy, 'root', [packager]), keyEntry(packager, 'root', [deputy])];
    const keychain = chain(alone, ...ring);
    expect(keychain.keys.map(({ id }) => id)).toEqual([root.id]);
    expect(keychain.unusable.map(({ kind }) => kind)).toEqual(['untrusted', 'untrusted', 'untrusted']);
  });

  it('takes one good signature among others', () => {
    const keychain = chain(keyEntry(packager, 'packages', [stranger, root]));
    expect(keychain.keys[1]?.id).toBe(packager.id);
  });

  it('asks for the signature, not for the name of the signer', () => {
    const entry = keyEntry(packager, 'packages', [stranger]);
    const claimed = { ...entry, signatures: entry.signatures.map((each) => ({ ...each, key_sha256: root.id })) };
    expect(chain(claimed).unusable).toMatchObject([{ kind: 'untrusted' }]);
  });

  it('lets fields of a later CriticalUp be', () => {
    const entry = { ...keyEntry(packager, 'packages', [root]), comment: 'x' };
    const text = JSON.stringify({ version: 1, keys: [entry], revoked_signatures: { signatures: [], signed: '{}' } });
    expect(read(text).keys).toHaveLength(2);
  });
});

describe('a key that cannot be used is listed with the reason', () => {
  const one = (...args: Parameters<typeof keyEntry>) => {
    const { keys, unusable } = chain(keyEntry(...args));
    expect(keys).toHaveLength(1);
    return unusable[0];
  };

  it('expired', () => {
    const expiry = '2026-11-25T12:59:59+01:00';
    expect(one(packager, 'packages', [root], { expiry })).toEqual({
      at: 'keys[0]',
      id: packager.id,
      kind: 'expired',
      why: `it expired at ${expiry}`,
    });
  });

  it('an unknown role', () => {
    expect(one(packager, 'nightlies', [root])).toMatchObject({ kind: 'unknown-role', id: packager.id });
  });

  it('an unknown algorithm', () => {
    expect(one(packager, 'packages', [root], { algorithm: 'ed25519' })).toMatchObject({ kind: 'unknown-algorithm' });
  });

  it('a key on another curve, and bytes that are no key', () => {
    expect(one(makeKey('P-384'), 'packages', [root])).toMatchObject({ kind: 'malformed' });
    expect(one({ ...packager, publicKey: 'AAAA' }, 'packages', [root])).toMatchObject({ kind: 'malformed' });
    const longer = Buffer.concat([Buffer.from(packager.publicKey, 'base64'), Buffer.alloc(1)]).toString('base64');
    expect(one({ ...packager, publicKey: longer }, 'packages', [root])).toMatchObject({ kind: 'malformed' });
  });

  it.each(['not JSON', '[]', '{"role":"root"}', '{"role":"root","algorithm":"x","expiry":"soon","public":""}'])(
    'signed, and not a key: %s',
    (text) => {
      expect(chain(signText(text, root)).unusable).toMatchObject([{ at: 'keys[0]', id: null, kind: 'malformed' }]);
    },
  );

  it('signed by a root key that has expired', () => {
    const expiry = '2020-01-01T00:00:00Z';
    const keychain = chain(keyEntry(deputy, 'root', [root], { expiry }), keyEntry(packager, 'packages', [deputy]));
    expect(keychain.keys).toHaveLength(1);
    expect(keychain.unusable.map(({ kind }) => kind)).toEqual(['expired', 'untrusted']);
  });
});

it('a key is good up to the moment of its expiry', () => {
  const entry = (expiry: string) => keyEntry(packager, 'packages', [root], { expiry });
  expect(chain(entry('2026-11-25T12:00:00Z')).keys).toHaveLength(2);
  expect(chain(entry('2026-11-25T11:59:59.999Z')).keys).toHaveLength(1);
});

describe('what is no keys manifest is refused', () => {
  it.each([
    ['', 'JSON'],
    ['<html>', 'JSON'],
    ['[]', 'expected object'],
    ['{"version":2,"keys":[]}', 'version: '],
    ['{"version":1}', 'keys: '],
    ['{"version":1,"keys":[{"signatures":[],"signed":7}]}', 'keys[0].signed: '],
    ['{"version":1,"keys":[{"signatures":[{"key_sha256":"AA==","signature":""}],"signed":""}]}', 'not 32 bytes'],
    ['{"version":1,"keys":[{"signatures":[],"signed":"\\ud800"}]}', 'not Unicode text'],
  ])('%j', (text, fault) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(fault);
  });

  it('one that asks for too much work, without counting its faults', () => {
    const entry = keyEntry(packager, 'packages', [root]);
    expect(() => chain(...Array<typeof entry>(1001).fill(entry))).toThrow('keys: more than 1000 entries');
    expect(() => read(`{"version":1,"keys":[${'1,'.repeat(1_000_000)}1]}`)).toThrow('keys: more than 1000 entries');
    const many = { ...entry, signatures: Array(17).fill(entry.signatures[0]) };
    expect(() => chain(many)).toThrow('keys[0].signatures: more than 16 entries');
  });
});

describe('the trust root', () => {
  it.each(['', 'AAAA', makeKey('P-384').publicKey, `${root.publicKey} `])('must be a P-256 key: %j', (trustRoot) => {
    expect(() => read(keysText([]), trustRoot)).toThrow('the trust root is not a P-256 public key');
  });

  it("is Ferrocene's when the vendor is Ferrocene", () => {
    const { publicKey } = ferroceneTrustRoot;
    expect(read(keysText([]), publicKey).keys).toMatchObject([{ role: 'root' }]);
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(read(keysText([keyEntry(packager, 'packages', [root])]), publicKey).unusable).toHaveLength(1);
  });
});

it('a manifest of 1000 keys is read in two seconds', () => {
  const keys = Array.from({ length: 500 }, (): VendorKey => makeKey());
  const entries = keys.flatMap((key) => [keyEntry(key, 'root', [root]), keyEntry(key, 'packages', [key])]);
  const start = performance.now();
  expect(chain(...entries).keys).toHaveLength(1001);
  expect(performance.now() - start).toBeLessThan(2000);
});
