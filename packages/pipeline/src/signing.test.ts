import { signatureFileOf } from '@assay/evidence';
import { type Host, WorldError } from '@assay/host';
import { newKey, pem, spki, timestampAuthority } from '@assay/signature/testing';
import { describe, expect, it } from 'vitest';
import { bundleEvidence } from './bundle-evidence.js';
import { withPolicyCheck } from './checks.js';
import { qualify } from './qualify.js';
import { runCheck } from './run-check.js';
import { signBundleFile } from './sign-bundle.js';
import { at, workshop } from './testing/workshop.js';
import { verifyEvidence } from './verify-evidence.js';

const key = newKey('ed25519');
const clock = timestampAuthority();
const KEY = at('key.pem');
const BUNDLE = at('target/assay/bundle.zip');
const SIGNATURE = signatureFileOf(BUNDLE);
const TRUST = at('audit/assay-trust.toml');
const server = 'http://tsa.example/tsr';

/** The request with another nonce, which stands before the last three bytes. */
function withOtherNonce(request: Uint8Array): Uint8Array {
  return request.map((byte, index) => (index === request.length - 4 ? byte + 1 : byte));
}

/** A workshop with a key, a trust file that trusts it, and a timestamp server. */
function smithy(answer: (request: Uint8Array) => Uint8Array = clock.answer) {
  const made = workshop({
    wanted: true,
    files: {
      'key.pem': key.export({ format: 'pem', type: 'pkcs8' }),
      'audit/assay-trust.toml': `[[key]]\nname = "release"\npublic-key = "../public.pem"\n[[timestamp-authority]]\nname = "Clock"\ncertificates = "clock.pem"\n`,
      'audit/clock.pem': clock.root,
      'public.pem': pem(spki(key), 'PUBLIC KEY'),
    },
  });
  const asked: string[] = [];
  const host: Host = {
    ...made.host,
    randomBytes: (count) => new Uint8Array(count).fill(7),
    network: {
      open: () => Promise.reject(new Error('nothing is fetched')),
      async post(url, { bytes, type }) {
        asked.push(`${url} ${type}`);
        return answer(bytes);
      },
    },
  };
  const bundled = async (signing?: { key: string; timestampServer?: string }) => {
    for (const name of ['bolts', 'gears']) await runCheck(host, name, made.request);
    return bundleEvidence(host, { ...made.request, signing });
  };
  const checks = withPolicyCheck(made.request.checks);
  const verified = (vouching = {}) => verifyEvidence(host, BUNDLE, { checks, ...vouching });
  const signed = (more = {}) => signBundleFile(host, { bundle: BUNDLE, key: KEY, checks, ...more });
  return { ...made, host, asked, bundled, verified, signed };
}

describe('a bundle that is signed when it is made', () => {
  it('is vouched for by the key, at the time that the clock tells', async () => {
    const { asked, bundled, verified } = smithy();
    const { signature } = await bundled({ key: KEY, timestampServer: server });
    expect(signature).toMatchObject({ path: SIGNATURE, algorithm: 'Ed25519', isTimestamped: true });
    expect(asked).toEqual([`${server} application/timestamp-query`]);
    const verification = await verified({ trust: TRUST });
    expect(verification).toMatchObject({
      verdict: 'pass',
      problems: [],
      notes: [],
      signature: {
        admittedBy: { table: 'key', name: 'release', at: { path: TRUST, line: 1 } },
        time: { by: 'timestamp authority Clock' },
      },
    });
  });

  it.each<[string, (request: Uint8Array) => Uint8Array, RegExp]>([
    [
      'cannot be reached',
      () => {
        throw new WorldError('unreachable', server, 'connection refused');
      },
      /there is no timestamp: connection refused/,
    ],
    [
      'keeps silent until the user interrupts',
      () => {
        throw new WorldError('interrupted', server, 'fetching was interrupted');
      },
      /^fetching was interrupted/,
    ],
    [
      'answers something else',
      () => Buffer.from('<html>'),
      /tsa\.example\/tsr is no timestamp of this signature: it is not DER/,
    ],
    ['answers another request', (request) => clock.answer(withOtherNonce(request)), /its nonce is another/],
  ])('is not written, nor its signature, when the server %s', async (_, answer, message) => {
    const { files, bundled } = smithy(answer);
    await expect(bundled({ key: KEY, timestampServer: server })).rejects.toThrow(message);
    expect([BUNDLE, SIGNATURE].filter((file) => files.has(file))).toEqual([]);
  });

  it.each([
    ['the key is not there', { key: at('gone.pem') }, /gone\.pem: there is no such file/],
    ['the key is none', { key: at('bolts.txt') }, /0 blocks of PEM/],
    [
      'the server has no address',
      { key: KEY, timestampServer: 'tsa.example' },
      /"tsa\.example" is no address of a timestamp server/,
    ],
    ['the server is a file', { key: KEY, timestampServer: 'file:///etc/passwd' }, /is no address/],
  ])('is not made when %s', async (_, signing, message) => {
    const { files, bundled } = smithy();
    await expect(bundled(signing)).rejects.toThrow(message);
    expect(files.has(BUNDLE)).toBe(false);
  });

  it('leaves no signature of an earlier bundle beside one that is not signed', async () => {
    const { files, host, request, bundled } = smithy();
    await bundled({ key: KEY });
    expect(files.has(SIGNATURE)).toBe(true);
    await qualify(host, request);
    expect(files.has(SIGNATURE)).toBe(false);
  });
});

describe('a bundle that is there already', () => {
  it('is signed beside it, once', async () => {
    const { files, bundled, verified, signed } = smithy();
    await bundled();
    const outcome = await signed();
    expect(outcome).toMatchObject({ path: SIGNATURE, isTimestamped: false, verification: { claimed: 'pass' } });
    const first = files.get(SIGNATURE);
    await expect(signed()).rejects.toThrow('is there already');
    expect(files.get(SIGNATURE)).toBe(first);
    await signed({ output: at('second.json') });
    const named = { trust: TRUST, signature: at('second.json') };
    expect((await verified(named)).signature?.time).toBeNull();
  });

  it('is not signed when it is not what it claims', async () => {
    const { files, bundled, signed } = smithy();
    await bundled();
    const bytes = files.get(BUNDLE) as Uint8Array;
    files.set(BUNDLE, bytes.subarray(0, bytes.length - 1));
    await expect(signed()).rejects.toThrow(/bundle\.zip is not an intact bundle, and is not signed/);
    expect(files.has(SIGNATURE)).toBe(false);
  });
});

describe('whoever verifies', () => {
  it('is told that nobody was asked for, and is held to nothing', async () => {
    const { bundled, verified } = smithy();
    await bundled();
    const { verdict, notes, signature } = await verified();
    expect({ verdict, signature }).toEqual({ verdict: 'pass', signature: undefined });
    expect(notes).toEqual([expect.stringContaining('where the bundle comes from is not known')]);
  });

  it('must name whom to trust with a signature', async () => {
    const { bundled, verified } = smithy();
    await bundled({ key: KEY });
    await expect(verified({ signature: SIGNATURE })).rejects.toThrow('nobody whose signature would count');
  });

  it.each<[string, (files: Map<string, string | Uint8Array>) => void, RegExp]>([
    [
      'there is no signature',
      (files) => files.delete(SIGNATURE),
      /the bundle is not signed: there is no bundle\.zip\.sigstore\.json beside it/,
    ],
    [
      'the signature is too large',
      (files) => files.set(SIGNATURE, new Uint8Array(5_000_000)),
      /is larger than 4194304 bytes/,
    ],
    [
      'the key is another',
      (files) => files.set(at('public.pem'), pem(spki(newKey('ed25519')), 'PUBLIC KEY')),
      /none of the trust file's/,
    ],
  ])('fails with a trust file when %s, and the bundle is told to be intact', async (_, change, message) => {
    const { files, bundled, verified } = smithy();
    await bundled({ key: KEY });
    change(files);
    const { verdict, reason, problems, signature } = await verified({ trust: TRUST });
    expect({ verdict, reason, signature }).toEqual({
      verdict: 'fail',
      reason: 'the bundle is intact, and nobody who is trusted vouches for it: 1 problem',
      signature: undefined,
    });
    expect(problems).toEqual([expect.objectContaining({ where: 'signature', what: expect.stringMatching(message) })]);
  });

  it('is told of a bundle that was changed after it was signed, by both', async () => {
    const { files, bundled, verified } = smithy();
    await bundled({ key: KEY });
    files.set(BUNDLE, new Uint8Array([...(files.get(BUNDLE) as Uint8Array), 0]));
    const { reason, problems } = await verified({ trust: TRUST });
    expect(reason).toMatch(/the bundle is not what it claims/);
    expect(problems.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['bundle', 'signature:dsseEnvelope.payload:subject']),
    );
  });

  it.each([
    ['a trust file that is not there', { trust: at('gone.toml') }, /gone\.toml: .*does not exist/],
    ['a signature that is not there', { trust: TRUST, signature: at('gone.json') }, /gone\.json: .*does not exist/],
    ['a trust file that names what is not there', { trust: at('trust.toml') }, /gone\.pem does not exist/],
  ])('is told of %s', async (_, vouching, message) => {
    const { files, bundled, verified } = smithy();
    await bundled({ key: KEY });
    files.set(at('trust.toml'), '[[key]]\nname = "x"\npublic-key = "gone.pem"\n');
    await expect(verified(vouching)).rejects.toThrow(message);
  });
});
