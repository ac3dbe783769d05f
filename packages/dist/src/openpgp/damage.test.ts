import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rustSigningKey } from '../signing-key.js';
import { readSigningKey, type SigningKey } from './key.js';
import { armoredKey, armoredSignature, dearmored, newKey, signWith, type TestKey } from './test-keys.js';
import { damageText, Gpg, openpgpAccepts, seeded } from './test-oracles.js';
import { verifyDetached } from './verify.js';

/** A key, and a signature of it over the data. */
interface Case {
  key: { armored: string; fingerprint: string };
  signature: string;
}

const data = Buffer.from('manifest-version = "2"\ndate = "2026-04-16"\n');
const cases = new Map<string, Case>();
const gpg = Gpg.present ? new Gpg() : undefined;

beforeAll(async () => {
  const key: TestKey = await newKey();
  cases.set('OpenPGP.js', { key, signature: await signWith(key, data) });
  if (gpg === undefined) return;
  gpg.run(['--import', 'key.asc'], { 'key.asc': key.armored });
  gpg.run(['--quick-gen-key', 'tester@example.com', 'rsa2048', 'cert', 'never']);
  const fingerprint = /^fpr:+(\w+)/m.exec(gpg.run(['--with-colons', '--list-secret-keys']).stdout)?.[1] ?? '';
  gpg.run(['--quick-add-key', fingerprint, 'rsa2048', 'sign', 'never']);
  const armored = gpg.run(['--armor', '--export', fingerprint]).stdout;
  const signature = gpg.run(['--armor', '--output', '-', '--detach-sign', 'data'], { data }).stdout;
  cases.set('gpg', { key: { armored, fingerprint }, signature });
});

afterAll(() => gpg?.close());

const read = ({ armored, fingerprint }: Case['key']) => readSigningKey(armored, fingerprint);

function accepts(of: Buffer, signature: string, key: () => SigningKey): boolean {
  try {
    verifyDetached(of, signature, key(), Date.now());
    return true;
  } catch (error) {
    // Whatever comes in, nothing else is thrown.
    expect(error).toMatchObject({ name: 'UserError', kind: expect.any(String), remedy: expect.any(String) });
    return false;
  }
}

/**
 * The signatures that are accepted; each must be so by the others too. Those refused need no asking: nobody is stricter here.
 */
async function acceptedByAll(signatures: readonly string[], { key }: Case): Promise<string[]> {
  const whole = read(key);
  const accepted = signatures.filter((signature) => accepts(data, signature, () => whole));
  for (const signature of accepted) {
    expect(await openpgpAccepts(data, signature, key.armored), signature).toBe(true);
    if (gpg !== undefined) expect(gpg.accepts(data, signature), signature).toBe(true);
  }
  return accepted;
}

const withBitChanged = (bytes: Buffer, bit: number) => {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
};

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe.each(Gpg.present ? ['OpenPGP.js', 'gpg'] : ['OpenPGP.js'])(
  'a signature by %s',
  { timeout: 60_000 },
  (maker) => {
    const given = () => {
      const found = cases.get(maker);
      if (found === undefined) throw new Error(`${maker} made none`);
      return found;
    };

    it('is accepted by everyone when whole', async () => {
      const { signature } = given();
      const unchecked = signature.replace(/^=....\n/m, '');
      const variants = [
        signature,
        unchecked,
        signature.replaceAll('\n', '\r\n'),
        signature.replace('\n\n', '\nComment: a\n\n'),
      ];
      expect(await acceptedByAll(variants, given())).toEqual(variants);
    });

    it('is refused with any single bit changed, and cut off anywhere', async () => {
      const bytes = dearmored(given().signature);
      const changed = upTo(bytes.length * 8).map((bit) => armoredSignature(withBitChanged(bytes, bit)));
      const cut = upTo(bytes.length).map((length) => armoredSignature(bytes.subarray(0, length)));
      expect(changed.length).toBeGreaterThan(2000);
      expect(await acceptedByAll([...changed, ...cut], given())).toEqual([]);
    });

    it('is accepted with its armor damaged only by who accepts all that the others do', async () => {
      const next = seeded(1);
      const damaged = upTo(3000).map(() => damageText(given().signature, next));
      const accepted = await acceptedByAll(damaged, given());
      expect(accepted.length).toBeGreaterThan(0);
      expect(accepted.length).toBeLessThan(300);
    });

    it('is refused over data with any bit changed, cut or added to', () => {
      const changed = upTo(data.length * 8).map((bit) => withBitChanged(data, bit));
      const others = [
        ...changed,
        ...upTo(data.length).map((length) => data.subarray(0, length)),
        Buffer.concat([data, data]),
      ];
      const { signature, key } = given();
      const whole = read(key);
      expect(others.filter((other) => accepts(other, signature, () => whole))).toEqual([]);
    });

    it('is refused by its key with a bit changed, or cut off', async () => {
      const { key, signature } = given();
      const bytes = dearmored(key.armored);
      const next = seeded(2);
      const changed = upTo(1000).map(() => withBitChanged(bytes, next(bytes.length * 8)));
      const cut = upTo(200).map(() => bytes.subarray(0, next(bytes.length)));
      const keys = [...changed, ...cut].map((damaged) => ({ ...key, armored: armoredKey(damaged) }));
      const accepted = keys.filter((candidate) => accepts(data, signature, () => read(candidate)));
      for (const { armored } of accepted) {
        expect(await openpgpAccepts(data, signature, armored)).toBe(true);
        if (gpg !== undefined) expect(Gpg.acceptsWith(armored, data, signature)).toBe(true);
      }
      expect(accepted.length).toBeLessThan(30);
    });
  },
);

describe('the key of Rust', { timeout: 60_000 }, () => {
  it('lets no one else sign with a bit changed, or cut off', () => {
    const bytes = dearmored(rustSigningKey.armored.join('\n'));
    const next = seeded(3);
    const damaged = [
      ...upTo(500).map(() => withBitChanged(bytes, next(bytes.length * 8))),
      ...upTo(100).map(() => bytes.subarray(0, next(bytes.length))),
    ];
    const signers = damaged.flatMap((candidate) => {
      try {
        return [signersOf(armoredKey(candidate))];
      } catch {
        return [];
      }
    });
    // What still reads has lost a part that nothing depends on: the subkey for encryption, or the last packets.
    const whole = signersOf(rustSigningKey.armored.join('\n'));
    expect(signers.length).toBeLessThan(30);
    for (const readable of signers) expect(whole).toEqual(expect.arrayContaining(readable));
  });
});

function signersOf(armored: string) {
  const { signers } = readSigningKey(armored, rustSigningKey.fingerprint);
  return signers.map(({ key, expires, revoked }) => ({ fingerprint: key.fingerprint, expires, revoked }));
}
