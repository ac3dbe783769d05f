import { createPublicKey } from 'node:crypto';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier } from '@sigstore/verify';
import { describe, expect, it } from 'vitest';
import { type Algorithm, readPublicKey } from './keys/public-key.js';
import { readSigningKey } from './keys/signing-key.js';
import { signBundle } from './sign.js';
import { known } from './testing/known-bundle.js';
import { folderOf, openssl } from './testing/test-openssl.js';
import type { Trust, TrustedKey } from './trust/trust.js';
import { verifySignature } from './verify.js';

const kinds = {
  Ed25519: ['-algorithm', 'ed25519'],
  'ECDSA P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
} as const satisfies Record<Algorithm, readonly string[]>;
const names = Object.keys(kinds) as Algorithm[];

/** A private and a public key, made by OpenSSL. */
function keyPair(kind: Algorithm): { secret: string; open: string } {
  const secret = openssl(['genpkey', ...kinds[kind]]);
  return { secret: secret.toString(), open: openssl(['pkey', '-pubout'], secret).toString() };
}

function trusting(pem: string): Trust {
  const publicKey = readPublicKey(pem);
  if ('fault' in publicKey) throw new Error(publicKey.fault);
  const bounds = { validFrom: undefined, validUntil: undefined, needsTimestamp: false };
  const key: TrustedKey = {
    name: 'release',
    at: { path: 'assay-trust.toml', line: 1 },
    publicKey: publicKey.value,
    ...bounds,
  };
  return { keys: [key], workflows: [], authorities: [] };
}

describe.each(names)('a signature with %s', (kind) => {
  const { secret, open } = keyPair(kind);
  const signing = readSigningKey(secret, 'key.pem', undefined);

  it('is admitted by the key, and by no other', async () => {
    const file = Buffer.from(await signBundle(known, signing));
    expect(verifySignature(file, known, trusting(open))).toMatchObject({
      signature: {
        admittedBy: { table: 'key', name: 'release' },
        signer: { kind: 'key', algorithm: kind },
        time: null,
        predicateType: 'https://assay-rs.github.io/bundle/v1',
      },
      problems: [],
    });
    expect(verifySignature(file, known, trusting(keyPair(kind).open)).problems).toHaveLength(1);
  });

  it('is known by the digest that sha256sum gives of the key', async () => {
    const der = openssl(['pkey', '-pubin', '-outform', 'DER'], Buffer.from(open));
    const [digest] = openssl(['dgst', '-sha256', '-r'], der).toString().split(' ');
    expect(signing.publicKey.sha256).toBe(digest);
    expect(JSON.parse(await signBundle(known, signing)).verificationMaterial.publicKey.hint).toBe(digest);
  });

  it('verifies with OpenSSL, over the bytes that DSSE lays down', async () => {
    const { dsseEnvelope } = JSON.parse(await signBundle(known, signing));
    const payload = Buffer.from(dsseEnvelope.payload, 'base64');
    const { payloadType } = dsseEnvelope;
    // Made here by hand: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
    const bytes = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} ${payload}`);
    const signature = Buffer.from(dsseEnvelope.signatures[0].sig, 'base64');
    const files = { signature, 'public.pem': open, bytes };
    const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', 'public.pem', '-rawin', '-in', 'bytes'];
    const digest = kind === 'Ed25519' ? [] : ['-digest', 'sha256'];
    const args = [...verify, ...digest, '-sigfile', 'signature'];
    expect(openssl(args, undefined, folderOf(files)).toString()).toContain('Verified Successfully');
    const changed = folderOf({ ...files, bytes: `${bytes} ` });
    expect(() => openssl(args, undefined, changed)).toThrow('Verification Failure');
  });

  it('that OpenSSL made is admitted', async () => {
    const file = JSON.parse(await signBundle(known, signing));
    const payload = Buffer.from(file.dsseEnvelope.payload, 'base64');
    const bytes = Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} ${payload}`);
    const place = folderOf({ 'key.pem': secret, bytes });
    const digest = kind === 'Ed25519' ? [] : ['-digest', 'sha256'];
    const sig = openssl(
      ['pkeyutl', '-sign', '-inkey', 'key.pem', '-rawin', '-in', 'bytes', ...digest],
      undefined,
      place,
    );
    const { hint } = file.verificationMaterial.publicKey;
    const other = { ...file, dsseEnvelope: { ...file.dsseEnvelope, signatures: [{ sig: sig.toString('base64') }] } };
    const { signature, problems } = verifySignature(Buffer.from(JSON.stringify(other)), known, trusting(open));
    expect(problems).toEqual([]);
    expect(signature?.signer).toEqual({ kind: 'key', algorithm: kind, sha256: hint });
  });

  it('is accepted by Sigstore’s own verifier', async () => {
    const bundle = bundleFromJSON(JSON.parse(await signBundle(known, signing)));
    const { key, sha256 } = signing.publicKey;
    const none = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
    const thresholds = { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 };
    const find = (hint: string) => {
      expect(hint).toBe(sha256);
      return { publicKey: key, validFor: () => true };
    };
    const verifier = new Verifier({ ...none, publicKey: find }, thresholds);
    expect(verifier.verify(toSignedEntity(bundle)).key).toBe(key);
  });

  it('is there twice with the same bytes, or for ECDSA with another number in it', async () => {
    const [first, second] = [await signBundle(known, signing), await signBundle(known, signing)];
    expect(first === second).toBe(kind === 'Ed25519');
  });
});

describe('a signing key', () => {
  const encrypted = (secret: string) =>
    openssl(['pkcs8', '-topk8', '-passout', 'pass:correct horse'], Buffer.from(secret)).toString();
  const { secret, open } = keyPair('Ed25519');

  it('that is protected is opened with its passphrase', () => {
    const key = readSigningKey(encrypted(secret), 'key.pem', 'correct horse');
    expect(key.publicKey.key.equals(createPublicKey(open))).toBe(true);
  });

  it.each([
    [
      'protected, and no passphrase is given',
      () => encrypted(secret),
      undefined,
      /protected.*\n.*ASSAY_SIGNING_PASSPHRASE/,
    ],
    ['protected by another passphrase', () => encrypted(secret), 'wrong', /cannot be opened with the passphrase/],
    ['protected, and the passphrase is empty', () => encrypted(secret), '', /cannot be opened with the passphrase/],
    ['a public key', () => open, undefined, /"PUBLIC KEY", not a private key/],
    ['in the form SEC 1', () => sec1(), undefined, /this is an "EC PRIVATE KEY".*PKCS#8\n.*openssl pkcs8 -topk8/],
    [
      'in the form of OpenSSH, which OpenSSL cannot convert',
      () => '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n',
      undefined,
      /this is an "OPENSSH PRIVATE KEY".*\n.*openssl cannot read this form; make one: openssl genpkey/,
    ],
    [
      'RSA',
      () => openssl(['genpkey', '-algorithm', 'RSA']).toString(),
      undefined,
      /kind rsa; .*Ed25519 or ECDSA P-256/,
    ],
    ['on P-384', () => ec('P-384'), undefined, /kind ec secp384r1; /],
    ['on secp256k1', () => ec('secp256k1'), undefined, /kind ec secp256k1; /],
    ['Ed448', () => openssl(['genpkey', '-algorithm', 'ed448']).toString(), undefined, /kind ed448; /],
    [
      'X25519, which signs nothing',
      () => openssl(['genpkey', '-algorithm', 'x25519']).toString(),
      undefined,
      /kind x25519; /,
    ],
    ['two keys', () => secret + secret, undefined, /2 blocks of PEM/],
    ['no PEM', () => 'secret', undefined, /0 blocks of PEM/],
    [
      'cut off',
      () => secret.replace(/(BEGIN PRIVATE KEY-----\n.{20}).*/, '$1'),
      undefined,
      /no private key that OpenSSL can read/,
    ],
  ])('is refused that is %s', (_, pem, passphrase, message) => {
    const told = () => readSigningKey(pem(), 'keys/key.pem', passphrase);
    expect(told).toThrow(expect.objectContaining({ name: 'UserError', at: { path: 'keys/key.pem' } }));
    try {
      told();
    } catch (error) {
      const text = (error as { describe(): string }).describe();
      expect(text).toMatch(message);
      expect(text).not.toContain(secret.split('\n')[1]);
    }
    expect.assertions(3);
  });

  function ec(curve: string): string {
    return openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`]).toString();
  }
  function sec1(): string {
    return openssl(['ec'], Buffer.from(ec('P-256'))).toString();
  }
});
