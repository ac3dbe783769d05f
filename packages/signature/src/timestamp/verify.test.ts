import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../certificate/read.js';
import { pemBlocks } from '../pem.js';
import { authority, extendedKeyUsage, keyIdentifiers, keyUsage, newKey } from '../testing/certificate.js';
import { folderOf, openssl } from '../testing/test-openssl.js';
import { type AuthorityOptions, TIMESTAMPING, timestampAuthority } from '../testing/test-timestamp-authority.js';
import { whyNoTimestamping } from './chain.js';
import { nonceNumber, timestampRequest } from './request.js';
import { type TimestampAuthority, verifyTimestamp, whyNotAnswer } from './verify.js';

const signature = Buffer.from('the bytes of a signature');
const nonce = randomBytes(8);
const request = timestampRequest(signature, nonce);
const trusting = (...certificates: string[]): TimestampAuthority[] => [
  { name: 'Clock', certificates: certificates.flatMap((pem) => pemBlocks(pem).map(({ der }) => readCertificate(der))) },
];
const clock = timestampAuthority();
const answer = clock.answer(request);

describe('a request', () => {
  it('is what OpenSSL makes of it', () => {
    const text = openssl(['ts', '-query', '-in', 'request', '-text'], undefined, folderOf({ request })).toString();
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
    expect(BigInt(/Nonce: (0x[0-9A-F]+)/.exec(text)?.[1] ?? '')).toBe(nonceNumber(nonce));
  });

  it.each(['0000000000000000', '0000000000000080', '00000000000000ff', '7fffffffffffffff', 'ffffffffffffffff'])(
    'has a nonce that comes back: %s',
    (hex) => {
      const special = Buffer.from(hex, 'hex');
      const answered = clock.answer(timestampRequest(signature, special));
      expect(whyNotAnswer(answered, signature, nonceNumber(special))).toBeUndefined();
    },
  );
});

describe('a timestamp', () => {
  it('holds when it leads to a trusted certificate: a root, one between, or its own', () => {
    const around = Date.now();
    for (const certificate of [clock.root, clock.own]) {
      const verified = verifyTimestamp(answer, signature, trusting(certificate));
      expect(verified).toMatchObject({ authority: { name: 'Clock' } });
      expect(Math.abs(('time' in verified ? verified.time : 0) - around)).toBeLessThan(60_000);
    }
  });

  it('that Assay asked for verifies with openssl ts', () => {
    const place = folderOf({ answer, signature, 'root.pem': clock.root, 'own.pem': clock.own });
    const chain = ['-CAfile', 'root.pem', '-untrusted', 'own.pem'];
    const verify = ['ts', '-verify', '-in', 'answer', '-data', 'signature', ...chain];
    expect(openssl(verify, undefined, place).toString()).toContain('Verification: OK');
  });

  const top = authority('Top');
  const between = authority('Between', { issuer: top, pathLength: 0 });
  it.each<[string, AuthorityOptions]>([
    ['signed with RSA', { key: newKey('rsa') }],
    ['signed with RSA and SHA-512', { key: newKey('rsa'), configuration: { signer_digest: 'sha512' } }],
    ['signed on P-384 with SHA-384', { key: newKey('P-384'), configuration: { signer_digest: 'sha384' } }],
    ['that names its certificate by SHA-1', { configuration: { ess_cert_id_alg: 'sha1' } }],
    ['that names its certificate by SHA-512', { configuration: { ess_cert_id_alg: 'sha512' } }],
    ['that names the whole chain', { configuration: { ess_cert_id_chain: 'yes' } }],
    ['with fractions of a second', { configuration: { clock_precision_digits: '6' } }],
    ['of an authority below another', { issuer: between, along: [between.certificate, top.certificate] }],
    ['that brings the root alone', { issuer: between, along: [top.certificate, between.certificate, top.certificate] }],
  ])('holds %s', (_, options) => {
    const { answer: ask, root } = timestampAuthority({ issuer: top, ...options });
    const trusted = options.issuer === undefined ? root : pemOf(top.certificate);
    expect(verifyTimestamp(ask(request), signature, trusting(trusted))).toHaveProperty('time');
  });

  it('holds without certificates, when the trust file has the authority’s own', () => {
    const bare = openssl(['ts', '-query', '-data', 'signature', '-sha256'], undefined, folderOf({ signature }));
    const answered = clock.answer(bare);
    expect(verifyTimestamp(answered, signature, trusting(clock.own))).toHaveProperty('time');
    expect(verifyTimestamp(answered, signature, trusting(clock.root))).toEqual({
      fault: expect.stringContaining('the certificate that it names is not there'),
    });
  });

  const stranger = authority('Stranger');
  const expired = { from: new Date('2020-01-01T00:00:00Z'), until: new Date('2021-01-01T00:00:00Z') };
  const old = authority('Old', { ...expired });
  const shallow = authority('Shallow', { pathLength: 0 });
  const below = authority('Below', { issuer: shallow });
  const noAuthority = { ...top, name: 'No authority', certificate: leafOf('No authority') };
  const weak = authority('Weak', { issuer: top, sha1: true });

  it.each<[string, AuthorityOptions, string, RegExp]>([
    ['of an authority that is not trusted', {}, pemOf(stranger.certificate), /does not lead to one of the trusted/],
    ['whose certificate had run out', { certificate: expired }, '', /was not valid at that time/],
    ['whose root had run out', { issuer: old }, '', /was not valid at that time/],
    [
      'whose certificate is below one that may have none below',
      { issuer: below, along: [below.certificate] },
      pemOf(shallow.certificate),
      /does not lead/,
    ],
    ['whose issuer is no authority', { issuer: noAuthority }, '', /does not lead/],
    [
      'on the way to which SHA-1 was used',
      { issuer: weak, along: [weak.certificate] },
      pemOf(top.certificate),
      /does not lead/,
    ],
  ])('is refused %s', (_, options, trusted, message) => {
    const played = timestampAuthority(options);
    const verified = verifyTimestamp(played.answer(request), signature, trusting(trusted || played.root));
    expect(verified).toEqual({ fault: expect.stringMatching(message) });
  });

  // OpenSSL signs no timestamps with such certificates.
  it.each([
    ['for something else', ['1.3.6.1.5.5.7.3.3'], true],
    ['for other things as well', [TIMESTAMPING, '1.3.6.1.5.5.7.3.3'], true],
    ['of which readers may pass over what it is for', [TIMESTAMPING], false],
    ['for anything', [], false],
  ])('is refused with a certificate %s', (_, usages, critical) => {
    const extensions = usages.length === 0 ? [] : [extendedKeyUsage(usages, critical)];
    const { certificate } = authority('Clock', { extensions: [keyUsage('signer'), ...extensions] });
    expect(whyNoTimestamping(readCertificate(certificate))).toContain('not for timestamps alone');
  });

  it('is refused over something else', () => {
    expect(verifyTimestamp(answer, Buffer.from('another signature'), trusting(clock.root))).toEqual({
      fault: 'it is over something else than this signature',
    });
  });

  it('is refused with any byte changed, and nothing is thrown', () => {
    const trusted = trusting(clock.root);
    const untouched = verifyTimestamp(answer, signature, trusted);
    let refusals = 0;
    for (let at = 0; at < answer.length; at += 7) {
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const verified = verifyTimestamp(changed, signature, trusted);
      // No signature covers the copy of the root, which is not needed, and names of algorithms that stand there for readers.
      if ('fault' in verified) refusals += 1;
      else expect(verified).toEqual(untouched);
    }
    expect(refusals).toBeGreaterThan(answer.length / 7 / 2);
  });

  it('is refused cut off at any length, and nothing is thrown', () => {
    for (let length = 0; length < answer.length; length += 7) {
      expect(verifyTimestamp(answer.subarray(0, length), signature, trusting(clock.root))).toHaveProperty('fault');
    }
  });

  it('is refused that is too large, or nested without end', () => {
    expect(verifyTimestamp(Buffer.alloc(300_000, 0x30), signature, trusting(clock.root))).toHaveProperty('fault');
    expect(verifyTimestamp(Buffer.from('3080'.repeat(4000), 'hex'), signature, trusting(clock.root))).toHaveProperty(
      'fault',
    );
  });
});

describe('an answer to a request', () => {
  it('is good when it repeats nonce and digest', () => {
    expect(whyNotAnswer(answer, signature, nonceNumber(nonce))).toBeUndefined();
  });

  it('is not good for another request, another signature, or as a refusal', () => {
    expect(whyNotAnswer(answer, signature, 1n)).toContain('its nonce is another');
    expect(whyNotAnswer(answer, Buffer.from('x'), nonceNumber(nonce))).toContain('over something else');
    const refusing = timestampAuthority({ configuration: { digests: 'sha512' } }).answer(request);
    expect(whyNotAnswer(refusing, signature, nonceNumber(nonce))).toMatch(/refused \(status 2: ".*not supported.*"\)/);
    expect(whyNotAnswer(Buffer.from('<html>'), signature, nonceNumber(nonce))).toBe('it is not DER');
  });
});

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

/** A certificate that may not issue any, with the key of {@link top}. */
function leafOf(name: string): Buffer {
  const { certificate } = authority(name, { extensions: [keyUsage('signer'), ...keyIdentifiers(newKey())] });
  return certificate;
}
