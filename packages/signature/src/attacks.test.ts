import { createHash, type KeyObject, sign } from 'node:crypto';
import { SIGNATURE_LIMIT } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { signedBytes } from './envelope.js';
import { readPublicKey } from './keys/public-key.js';
import { readSigningKey } from './keys/signing-key.js';
import { signBundle } from './sign.js';
import { authority, certificate, newKey, pem, spki, textExtension, uriName } from './testing/certificate.js';
import { commit, known } from './testing/known-bundle.js';
import { playedSigstore, type SignedJson } from './testing/sigstore.js';
import { timestampAuthority } from './testing/test-timestamp-authority.js';
import { timestampRequest } from './timestamp/request.js';
import { readTrust } from './trust/read-trust.js';
import { verifySignature } from './verify.js';

/*
 * What somebody might do to a signature, or put in its place. Nothing of it is admitted, nothing throws, and each is told for what it is.
 */

const [key, second, stranger] = [newKey('ed25519'), newKey(), newKey('ed25519')];
const [clock, strangeClock] = [timestampAuthority(), timestampAuthority()];
const sigstore = playedSigstore();
const publicPem = (of: KeyObject) => pem(spki(of), 'PUBLIC KEY');
const hintOf = (of: KeyObject) => createHash('sha256').update(spki(of)).digest('hex');

const KEYS = `[[key]]\nname = "first"\npublic-key = """\n${publicPem(key)}"""\n[[key]]\nname = "second"\npublic-key = """\n${publicPem(second)}"""\n`;
const CLOCK = `[[timestamp-authority]]\nname = "Clock"\ncertificates = """\n${clock.root}"""\n`;
const WORKFLOW =
  '[[sigstore]]\ntrusted-root = "root.json"\nrepository = "acme/motor"\nworkflow = "assay-rs/assay/.github/workflows/attest.yml"\n';
const trusting = (text: string) =>
  readTrust(text, 'assay-trust.toml', async () => ({ value: JSON.stringify(sigstore.root) }));
const trust = await trusting(KEYS + CLOCK + WORKFLOW);

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'bundle.zip', digest: { sha256: known.sha256 } }],
  predicateType: 'https://assay-rs.github.io/bundle/v1',
  predicate: known.claims,
};

/** A file that a key signed, over any payload, with any of its parts another. */
function byKey(
  changes: { payload?: string | Buffer; by?: KeyObject; hint?: string; bytes?: (payload: Buffer) => Buffer } = {},
): SignedJson {
  const { by = key, hint = hintOf(by), bytes = signedBytes } = changes;
  const payload = Buffer.from(changes.payload ?? JSON.stringify(statement));
  const signature = sign(by.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes(payload), by);
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint }, timestampVerificationData: { rfc3161Timestamps: [] } },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: signature.toString('base64') }],
    },
  };
}

const stating = (changes: object) => byKey({ payload: JSON.stringify({ ...statement, ...changes }) });
const claiming = (changes: object) => stating({ predicate: { ...known.claims, ...changes } });

const at = new Date('2026-11-23T10:00:00Z');
const workflow = 'https://github.com/assay-rs/assay/.github/workflows/attest.yml@refs/tags/v1.0.0';
const extensions = {
  8: 'https://token.actions.githubusercontent.com',
  12: 'https://github.com/acme/motor',
  13: commit,
};
function byWorkflow(by = sigstore, payload: object = statement): SignedJson {
  return by.sign(Buffer.from(JSON.stringify(payload)), { at, workflow, extensions });
}

/** The file, changed. */
function changed(file: SignedJson, change: (file: SignedJson) => void): SignedJson {
  change(file);
  return file;
}
const textOf = (file: SignedJson) => JSON.stringify(file);
const told = async (file: SignedJson | string | Buffer, by = trust, bundle = known) => {
  const bytes = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === 'string' ? file : textOf(file));
  const { signature, problems } = verifySignature(bytes, bundle, by);
  expect(problems.every(({ where, what }) => where.startsWith('signature') && what.length > 10)).toBe(true);
  return { signature, what: problems.map(({ what }) => what).join('\n') };
};

function flipped(base64: string, at = 10): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

it('what is attacked is admitted untouched', async () => {
  expect((await told(byKey())).signature?.admittedBy.name).toBe('first');
  expect((await told(byKey({ by: second }))).signature?.admittedBy.name).toBe('second');
  expect((await told(byWorkflow())).signature?.admittedBy.table).toBe('sigstore');
});

describe('the file', () => {
  const file = byKey();
  const { payload } = file.dsseEnvelope;
  const doubled = (from: string, to: string) => textOf(byKey()).replace(from, () => to);
  it.each<[string, SignedJson | string | Buffer, RegExp]>([
    ['is empty', '', /is not JSON/],
    ['is not UTF-8', Buffer.from([0xff, 0xfe, 0x7b]), /is not UTF-8/],
    ['is cut off', textOf(file).slice(0, 200), /is not JSON/],
    ['is a list', '[]', /is no JSON object/],
    ['is null', 'null', /is no JSON object/],
    ['is a number', '1', /is no JSON object/],
    ['is an empty object', '{}', /is no Sigstore bundle/],
    ['is larger than 4 MiB', Buffer.alloc(SIGNATURE_LIMIT + 1, 0x20), /is larger than 4194304 bytes/],
    ['nests without end', '['.repeat(100_000) + ']'.repeat(100_000), /nests deeper than 100 levels/],
    [
      'has the payload twice',
      doubled('"payload":', `"payload":"${payload}","payload":`),
      /has the key "payload" twice/,
    ],
    [
      'has the payload twice, once in disguise',
      doubled('"payload":', `"p\\u0061yload":"e30=","payload":`),
      /has the key "payload" twice/,
    ],
    [
      'has the key twice',
      doubled('"publicKey":', `"publicKey":{"hint":"x"},"publicKey":`),
      /has the key "publicKey" twice/,
    ],
    [
      'names a key and a certificate',
      changed(byWorkflow(), (it) => Object.assign(it.verificationMaterial, { publicKey: { hint: hintOf(key) } })),
      /has publicKey and certificate/,
    ],
    [
      'signs a statement and a digest',
      changed(byKey(), (it) => Object.assign(it, { messageSignature: {} })),
      /has dsseEnvelope and messageSignature/,
    ],
    [
      'signs a digest alone',
      changed(byKey(), (it) =>
        Object.assign(it, {
          dsseEnvelope: undefined,
          messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' },
        }),
      ),
      /signs a digest alone/,
    ],
    [
      'brings a chain of certificates',
      changed(byWorkflow(), ({ verificationMaterial: it }) =>
        Object.assign(it, { x509CertificateChain: { certificates: [it.certificate] }, certificate: undefined }),
      ),
      /is no Sigstore bundle/,
    ],
    [
      'is of version 0.1',
      changed(byKey(), (it) =>
        Object.assign(it, { mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1' }),
      ),
      /media type/,
    ],
    [
      'is of version 0.2',
      changed(byKey(), (it) =>
        Object.assign(it, { mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2' }),
      ),
      /media type/,
    ],
    [
      'is of a later version',
      changed(byKey(), (it) => Object.assign(it, { mediaType: 'application/vnd.dev.sigstore.bundle.v0.9+json' })),
      /media type/,
    ],
    [
      'says nothing of its version',
      changed(byKey(), (it) => Object.assign(it, { mediaType: undefined })),
      /is no Sigstore bundle/,
    ],
    [
      'names nobody',
      changed(byKey(), (it) => Object.assign(it, { verificationMaterial: {} })),
      /is no Sigstore bundle/,
    ],
    [
      'has lists where objects belong',
      '{"mediaType":[],"verificationMaterial":[[]],"dsseEnvelope":[1]}',
      /is no Sigstore bundle/,
    ],
    [
      'has objects where texts belong',
      changed(byKey(), (it) => Object.assign(it.dsseEnvelope, { payload: {}, payloadType: {} })),
      /is no Sigstore bundle/,
    ],
    [
      'has nine timestamps',
      changed(byKey(), (it) =>
        Object.assign(it.verificationMaterial.timestampVerificationData, {
          rfc3161Timestamps: Array(9).fill({ signedTimestamp: 'AAAA' }),
        }),
      ),
      /more than 8/,
    ],
    [
      'has a thousand log entries',
      changed(byWorkflow(), ({ verificationMaterial: it }) =>
        Object.assign(it, { tlogEntries: Array(1000).fill(it.tlogEntries[0]) }),
      ),
      /more than 8/,
    ],
  ])('%s', async (_, attacked, message) => {
    const { signature, what } = await told(attacked);
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });
});

describe('the envelope', () => {
  const { sig } = byKey().dsseEnvelope.signatures[0];
  const other = byKey({ by: stranger, hint: 'x' }).dsseEnvelope.signatures[0];
  const inEnvelope = (changes: object) => changed(byKey(), (it) => Object.assign(it.dsseEnvelope, changes));
  const mismatch = /does not match the key "first", which it names/;
  it.each<[string, SignedJson, RegExp]>([
    ['has no signature', inEnvelope({ signatures: [] }), /is no Sigstore bundle/],
    ['has an empty signature', inEnvelope({ signatures: [{ sig: '' }] }), /is no Sigstore bundle/],
    ['has a second signature', inEnvelope({ signatures: [{ sig }, other] }), /is no Sigstore bundle/],
    [
      'has a stranger’s signature before the good one',
      inEnvelope({ signatures: [other, { sig }] }),
      /is no Sigstore bundle/,
    ],
    ['has a changed signature', inEnvelope({ signatures: [{ sig: flipped(sig) }] }), mismatch],
    [
      'has a signature of nothing but zeros',
      inEnvelope({ signatures: [{ sig: Buffer.alloc(64).toString('base64') }] }),
      mismatch,
    ],
    [
      'has a longer signature',
      inEnvelope({
        signatures: [{ sig: Buffer.concat([Buffer.from(sig, 'base64'), Buffer.of(0)]).toString('base64') }],
      }),
      mismatch,
    ],
    ['has a changed payload', inEnvelope({ payload: flipped(byKey().dsseEnvelope.payload, 300) }), mismatch],
    [
      'has another verdict in the payload',
      inEnvelope({ payload: Buffer.from(JSON.stringify(statement).replace('"pass"', '"fail"')).toString('base64') }),
      mismatch,
    ],
    [
      'is said to be something else',
      inEnvelope({ payloadType: 'text/plain' }),
      /signs "text\/plain", not application\/vnd\.in-toto\+json/,
    ],
    [
      'was signed as something else',
      byKey({ bytes: (payload) => Buffer.from(`DSSEv1 10 text/plain ${payload.length} ${payload}`) }),
      mismatch,
    ],
    ['was signed without its type', byKey({ bytes: (payload) => payload }), mismatch],
    [
      'was signed by digest',
      byKey({ bytes: (payload) => createHash('sha256').update(signedBytes(payload)).digest() }),
      mismatch,
    ],
    ['has no payload', inEnvelope({ payload: '' }), /is no Sigstore bundle/],
    ['has no JSON in it', byKey({ payload: 'PK\u0003\u0004' }), /is not JSON/],
    [
      'has a statement that readers read differently',
      byKey({ payload: JSON.stringify(statement).replace('"subject":', '"subject":[],"subject":') }),
      /has the key "subject" twice/,
    ],
  ])('%s', async (_, attacked, message) => {
    const { signature, what } = await told(attacked);
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });
});

describe('what a trusted key signed', () => {
  it.each<[string, SignedJson, RegExp]>([
    [
      'is another bundle',
      stating({ subject: [{ digest: { sha256: 'c'.repeat(64) } }] }),
      /over another file \("c+"\); the bundle has SHA-256 b+/,
    ],
    [
      'is the bundle by another digest alone',
      stating({ subject: [{ digest: { sha512: known.sha256 } }] }),
      /over another file \("no SHA-256"\)/,
    ],
    [
      'is the bundle in capitals',
      stating({ subject: [{ digest: { sha256: known.sha256.toUpperCase() } }] }),
      /over another file/,
    ],
    ['is nothing', stating({ subject: [] }), /payload|in-toto statement/],
    ['is no list of subjects', stating({ subject: { digest: { sha256: known.sha256 } } }), /in-toto statement/],
    ['is no statement', stating({ _type: 'https://example.com' }), /in-toto statement/],
    ['is of no kind', stating({ predicateType: '' }), /in-toto statement/],
    [
      'is a review that rejects it',
      stating({ predicateType: 'https://acme.example/review/v1', predicate: { decision: 'REJECTED' } }),
      /of the type "https:\/\/acme\.example\/review\/v1", which does not vouch for a bundle; by a key https:\/\/assay-rs\.github\.io\/bundle\/v1 does$/,
    ],
    [
      'is a verification that failed',
      stating({
        predicateType: 'https://slsa.dev/verification_summary/v1',
        predicate: { verificationResult: 'FAILED' },
      }),
      /of the type "https:\/\/slsa\.dev\/verification_summary\/v1", which does not vouch/,
    ],
    [
      'is a list of what is in it',
      stating({ predicateType: 'https://spdx.dev/Document/v2.3', predicate: { spdxVersion: 'SPDX-2.3' } }),
      /of the type "https:\/\/spdx\.dev\/Document\/v2\.3", which does not vouch/,
    ],
    [
      'is provenance, which is for workflows to state',
      stating({ predicateType: 'https://slsa.dev/provenance/v1' }),
      /of the type "https:\/\/slsa\.dev\/provenance\/v1", which does not vouch/,
    ],
    [
      'is of a type that begins like Assay’s',
      stating({ predicateType: 'https://assay-rs.github.io/bundle/v10' }),
      /of the type "https:\/\/assay-rs\.github\.io\/bundle\/v10", which does not vouch/,
    ],
    ['has another verdict', claiming({ verdict: 'fail' }), /the signer states "fail", and the bundle says "pass"/],
    [
      'has another commit',
      claiming({ subject: { name: 'motor-controller', digest: { gitCommit: 'f'.repeat(40) } } }),
      /the signer states \{"digest"/,
    ],
    ['has another date', claiming({ asOf: '2030-01-01' }), /the signer states "2030-01-01"/],
    ['says more than the bundle', claiming({ approved: true }), /the signer states true, and the bundle says nothing/],
    ['says less', claiming({ project: undefined }), /the signer states nothing/],
    ['has no predicate', stating({ predicate: null }), /the signer states nothing/],
    ['has a list for a predicate', stating({ predicate: [known.claims] }), /the signer states/],
    [
      'has a prototype for a predicate',
      byKey({
        payload: JSON.stringify(statement).replace('"predicate":{', '"predicate":{"__proto__":{"verdict":"pass"},'),
      }),
      /the signer states/,
    ],
  ])('%s', async (_, attacked, message) => {
    const { signature, what } = await told(attacked);
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });

  it('is a bundle of which nothing can be read: only its digest is compared', async () => {
    const { signature } = await told(byKey(), trust, { ...known, claims: undefined } as never);
    expect(signature).toBeDefined();
  });
});

describe('the key', () => {
  it.each<[string, SignedJson, RegExp]>([
    [
      'is a stranger’s',
      byKey({ by: stranger }),
      /made by the key with SHA-256 [0-9a-f]{64}, which is none of the trust file's/,
    ],
    [
      'is a stranger’s, under the name of a trusted one',
      byKey({ by: stranger, hint: hintOf(key) }),
      /does not match the key "first"/,
    ],
    [
      'is another trusted one than it is said to be',
      byKey({ by: second, hint: hintOf(key) }),
      /does not match the key "first"/,
    ],
    [
      'is a stranger’s, and comes along',
      byKey({ by: stranger, hint: publicPem(stranger) }),
      /none of the trust file's/,
    ],
    ['is a stranger’s, without a name', byKey({ by: stranger, hint: '' }), /none of the trust file's/],
    ['is named like a part of every object', byKey({ by: stranger, hint: '__proto__' }), /made by the key "__proto__"/],
    [
      'signed in another form of ECDSA',
      changed(byKey({ by: second }), (it) => {
        const payload = Buffer.from(it.dsseEnvelope.payload, 'base64');
        const raw = sign('sha256', signedBytes(payload), { key: second, dsaEncoding: 'ieee-p1363' });
        it.dsseEnvelope.signatures = [{ sig: raw.toString('base64') }];
      }),
      /does not match the key "second"/,
    ],
    [
      'signed with r and s of zero',
      changed(byKey({ by: second }), (it) => {
        it.dsseEnvelope.signatures = [{ sig: Buffer.from('3006020100020100', 'hex').toString('base64') }];
      }),
      /does not match the key "second"/,
    ],
  ])('%s', async (_, attacked, message) => {
    const { signature, what } = await told(attacked);
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });

  it('is not that of a trust file with workflows alone, nor the other way round', async () => {
    expect((await told(byKey(), await trusting(WORKFLOW))).what).toContain('the trust file has no [[key]]');
    expect((await told(byWorkflow(), await trusting(KEYS))).what).toContain('the trust file has no [[sigstore]]');
  });
});

describe('the timestamp', () => {
  const today = new Date().toISOString().slice(0, 10);
  const bounded = (lines: string) => trusting(`${KEYS.replace('"first"\n', `"first"\n${lines}\n`)}${CLOCK}`);
  /** A file with the answers of these clocks. */
  const stamped = (clocks: readonly { answer(request: Buffer): Buffer }[], over?: Buffer, file = byKey()) =>
    changed(file, (it) => {
      const bytes = over ?? Buffer.from(it.dsseEnvelope.signatures[0].sig, 'base64');
      it.verificationMaterial.timestampVerificationData.rfc3161Timestamps = clocks.map((each) => ({
        signedTimestamp: each.answer(timestampRequest(bytes, Buffer.of(7))).toString('base64'),
      }));
    });

  it('counts where it is needed and trusted, whatever stands beside it', async () => {
    for (const clocks of [[clock], [strangeClock, clock]]) {
      const { signature } = await told(stamped(clocks), await bounded(`valid-from = ${today}\nvalid-until = ${today}`));
      expect(signature?.time).toEqual({
        at: expect.stringContaining(today.slice(0, 7)),
        by: 'timestamp authority Clock',
      });
    }
  });

  it('is told where it does not count, and is not needed', async () => {
    const { signature, notes } = verifySignature(Buffer.from(textOf(stamped([strangeClock]))), known, trust);
    expect(signature?.time).toBeNull();
    expect(notes).toEqual([
      expect.stringMatching(/^a timestamp of the signature does not count: it is of none of the trusted/),
    ]);
  });

  const garbage = { answer: () => Buffer.from('3003020100', 'hex') };
  const refusal = { answer: () => Buffer.from('30053003020102', 'hex') };
  it.each<[string, SignedJson, string, RegExp]>([
    ['is missing', byKey(), 'timestamp = "required"', /needs a trusted timestamp.*has none$/],
    ['is missing for a key that ends', byKey(), 'valid-until = 2099-12-31', /needs a trusted timestamp/],
    ['is a stranger’s', stamped([strangeClock]), 'timestamp = "required"', /none of the trusted authorities/],
    [
      'is that of another signature',
      stamped([clock], Buffer.from('other')),
      'timestamp = "required"',
      /over something else than this signature/,
    ],
    [
      'is of the payload, not the signature',
      stamped([clock], Buffer.from(JSON.stringify(statement))),
      'timestamp = "required"',
      /over something else/,
    ],
    ['has no token', stamped([garbage]), 'timestamp = "required"', /needs a trusted timestamp.*(no|not)/],
    ['is a refusal', stamped([refusal]), 'timestamp = "required"', /it says that it was refused \(status 2\)/],
    [
      'is after the last day of the key',
      stamped([clock]),
      'valid-until = 2026-01-31',
      /and the key "first" signed until 2026-01-31/,
    ],
    [
      'is before the first day of the key',
      stamped([clock]),
      'valid-from = 2099-01-01',
      /and the key "first" signs from 2099-01-01 on/,
    ],
  ])('%s', async (_, attacked, lines, message) => {
    const { signature, what } = await told(attacked, await bounded(lines));
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });

  it('is older than the evidence', async () => {
    const claims = { ...known.claims, asOf: '2099-01-01' };
    const file = stamped([clock], undefined, byKey({ payload: JSON.stringify({ ...statement, predicate: claims }) }));
    const { signature, what } = await told(file, trust, { ...known, claims });
    expect(signature).toBeUndefined();
    expect(what).toMatch(/the evidence that it signs is dated 2099-01-01: one of the two dates is wrong/);
  });
});

describe('the workflow’s certificate and log', () => {
  const material = (change: (material: SignedJson) => void) =>
    changed(byWorkflow(), (it) => change(it.verificationMaterial));
  const entry = (change: (entry: SignedJson) => void) => material((it) => change(it.tlogEntries[0]));
  const own = authority('Sigstore');
  const forged = newKey();
  const selfMade = certificate({
    ...{
      name: '',
      publicKey: forged,
      issuer: { name: '', privateKey: forged },
      from: at,
      until: new Date('2027-01-01'),
    },
    extensions: [
      uriName(workflow),
      ...Object.entries(extensions).map(([number, text]) => textExtension(`1.3.6.1.4.1.57264.1.${number}`, text)),
    ],
  });
  it.each<[string, SignedJson, RegExp]>([
    [
      'are of a Sigstore of the attacker’s own, with the same names',
      byWorkflow(playedSigstore()),
      /Failed to verify certificate chain/,
    ],
    [
      'are another workflow’s',
      material((it) => {
        it.certificate = byWorkflow().verificationMaterial.certificate;
      }),
      /signature verification failed/,
    ],
    [
      'are made by the signer',
      material((it) => {
        it.certificate.rawBytes = selfMade.toString('base64');
      }),
      /does not admit it/,
    ],
    [
      'are an authority’s',
      material((it) => {
        it.certificate.rawBytes = own.certificate.toString('base64');
      }),
      /does not admit it/,
    ],
    [
      'are no certificate',
      material((it) => {
        it.certificate.rawBytes = 'AAAA';
      }),
      /cannot be read/,
    ],
    [
      'are an empty certificate',
      material((it) => {
        it.certificate.rawBytes = Buffer.from('3000', 'hex').toString('base64');
      }),
      /cannot be read/,
    ],
    [
      'have a changed certificate',
      material((it) => {
        it.certificate.rawBytes = flipped(it.certificate.rawBytes, 200);
      }),
      /cannot be read|does not admit it/,
    ],
    [
      'have the entry of another signature',
      material((it) => {
        it.tlogEntries = byWorkflow().verificationMaterial.tlogEntries;
      }),
      /tlog entry signature mismatch/,
    ],
    [
      'have the same entry twice',
      material((it) => {
        it.tlogEntries.push(it.tlogEntries[0]);
      }),
      /duplicate/,
    ],
    [
      'have no entry',
      material((it) => {
        it.tlogEntries = [];
      }),
      /expected 1 timestamps, got 0/,
    ],
    [
      'have an entry without the log’s promise of a time',
      entry((it) => {
        delete it.inclusionPromise;
      }),
      /expected 1 timestamps, got 0/,
    ],
    [
      'have an entry without a time',
      entry((it) => {
        it.integratedTime = '0';
      }),
      /expected 1 timestamps, got 0/,
    ],
    [
      'have an entry with a time that is none',
      entry((it) => {
        it.integratedTime = 'yesterday';
      }),
      /does not admit it|cannot be read/,
    ],
    [
      'have a changed promise',
      entry((it) => {
        it.inclusionPromise.signedEntryTimestamp = flipped(it.inclusionPromise.signedEntryTimestamp, 12);
      }),
      /inclusion promise could not be verified/,
    ],
    [
      'have a changed way to the log’s root',
      entry((it) => {
        it.inclusionProof.hashes = [flipped(it.inclusionProof.hashes[0])];
      }),
      /calculated root hash does not match/,
    ],
    [
      'have another root of the log',
      entry((it) => {
        it.inclusionProof.checkpoint.envelope = it.inclusionProof.checkpoint.envelope.replace(/\n2\n./, '\n2\nA');
      }),
      /invalid checkpoint signature/,
    ],
    [
      'have a log root that is no number',
      entry((it) => {
        it.inclusionProof.checkpoint.envelope = 'a\nb\nc\n\n— x AAAAAAAA\n';
      }),
      /invalid checkpoint/,
    ],
    [
      'have an entry of another log',
      entry((it) => {
        it.logId.keyId = Buffer.alloc(32).toString('base64');
      }),
      /could not be verified/,
    ],
    [
      'have a body that is no JSON',
      entry((it) => {
        it.canonicalizedBody = 'AAAA';
      }),
      /does not admit it/,
    ],
    [
      'have an entry of another kind',
      entry((it) => {
        it.kindVersion.kind = 'rpm';
      }),
      /kind\/version mismatch/,
    ],
  ])('%s', async (_, attacked, message) => {
    const { signature, what } = await told(attacked);
    expect(signature).toBeUndefined();
    expect(what).toMatch(message);
  });
});

describe('any byte', () => {
  it('of a file by a key, changed, leaves no other signature', async () => {
    const signing = readSigningKey(key.export({ format: 'pem', type: 'pkcs8' }) as string, 'key.pem', undefined);
    const file = Buffer.from(await signBundle(known, signing));
    const good = verifySignature(file, known, trust);
    expect(readPublicKey(publicPem(key))).toHaveProperty('value.sha256', hintOf(key));
    for (let at = 0; at < file.length; at++) {
      const bytes = Buffer.from(file);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 7));
      const { signature, problems } = verifySignature(bytes, known, trust);
      expect(signature === undefined ? problems.length > 0 : signature).toEqual(
        signature === undefined ? true : good.signature,
      );
    }
  });

  it('of a file by a workflow, changed, leaves no other signature', async () => {
    const file = Buffer.from(textOf(byWorkflow()));
    const good = verifySignature(file, known, trust).signature;
    for (let at = 0; at < file.length; at += 61) {
      const bytes = Buffer.from(file);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 7));
      const { signature, problems } = verifySignature(bytes, known, trust);
      expect(signature === undefined ? problems.length > 0 : signature).toEqual(signature === undefined ? true : good);
    }
  });
});
