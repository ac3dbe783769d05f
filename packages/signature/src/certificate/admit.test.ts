import { describe, expect, it } from 'vitest';
import { pemBlocks } from '../pem.js';
import type { KnownBundle } from '../statement.js';
import { newKey, pem, textExtension } from '../testing/certificate.js';
import { commit, known } from '../testing/known-bundle.js';
import { playedSigstore, type SignedJson, type SigningOptions } from '../testing/sigstore.js';
import { folderOf, openssl } from '../testing/test-openssl.js';
import { timestampAuthority } from '../testing/test-timestamp-authority.js';
import { timestampRequest } from '../timestamp/request.js';
import { readTrust } from '../trust/read-trust.js';
import { verifySignature } from '../verify.js';

const sigstore = playedSigstore();
const at = new Date('2026-11-23T10:00:00Z');
const workflow = 'https://github.com/assay-rs/assay/.github/workflows/attest.yml@refs/tags/v1.0.0';
const run = 'https://github.com/acme/motor/actions/runs/4711/attempts/1';
const caller = 'https://github.com/acme/motor/.github/workflows/assay.yml@refs/heads/main';
const issuer = 'https://token.actions.githubusercontent.com';
/** As GitHub has them for a reusable workflow that another repository calls. */
const extensions = {
  8: issuer,
  9: workflow,
  10: 'd'.repeat(40),
  11: 'github-hosted',
  12: 'https://github.com/acme/motor',
  13: commit,
  14: 'refs/heads/main',
  15: '1296269',
  16: 'https://github.com/acme',
  18: caller,
  19: commit,
  20: 'push',
  21: run,
};
/** What actions/attest signs: SLSA's provenance. */
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'bundle.zip', digest: { sha256: known.sha256 } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { buildDefinition: { buildType: 'https://actions.github.io/buildtypes/workflow/v1' } },
};

function signed(changes: Partial<SigningOptions> = {}, payload: object = statement): SignedJson {
  const options = { at, workflow, ...changes, extensions: { ...extensions, ...changes.extensions } };
  return sigstore.sign(Buffer.from(JSON.stringify(payload)), options);
}

/** The least that an entry must say. */
const ENTRY = {
  'trusted-root': 'trusted_root.json',
  repository: 'acme/motor',
  workflow: 'assay-rs/assay/.github/workflows/attest.yml',
};

/** What an entry should say. */
const WHOLE = {
  ...ENTRY,
  workflow: `${ENTRY.workflow}@refs/tags/v1.0.0`,
  caller: '.github/workflows/assay.yml',
  ref: 'refs/heads/main',
};

/** The bundle, where it names the run that made it. */
const ofRun = { ...known, claims: { ...known.claims, run: 'https://github.com/acme/motor/actions/runs/4711' } };

async function trusting(entry: Record<string, string> = ENTRY, root: unknown = sigstore.root) {
  const lines = Object.entries(entry).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  const value = typeof root === 'string' ? root : JSON.stringify(root);
  return readTrust(`[[sigstore]]\n${lines.join('')}`, 'assay-trust.toml', async () => ({ value }));
}

const verify = async (file: SignedJson, entry?: Record<string, string>, root?: unknown, bundle: KnownBundle = known) =>
  verifySignature(Buffer.from(JSON.stringify(file)), bundle, await trusting(entry, root));

describe('a signature by a workflow', () => {
  it('is admitted from the repository that called, by the workflow that signed', async () => {
    expect(await verify(signed(), WHOLE)).toEqual({
      signature: {
        admittedBy: { table: 'sigstore', name: 'acme/motor', at: { path: 'assay-trust.toml', line: 1, column: 3 } },
        signer: {
          kind: 'workflow',
          ...{ issuer, workflow, repository: 'https://github.com/acme/motor' },
          ...{ commit, ref: 'refs/heads/main', caller, run },
        },
        time: { at: '2026-11-23T10:00:01.000Z', by: 'transparency log' },
        predicateType: 'https://slsa.dev/provenance/v1',
      },
      problems: [],
      notes: [],
    });
  });

  it.each([
    ['caller', /names no caller: any workflow of acme\/motor could have had this signed$/],
    ['ref', /names no ref: a run for any branch, tag or pull request of acme\/motor could have had this signed$/],
    ['workflow', /names no ref of assay-rs\/assay\/\S+\/attest\.yml: any version of it could have signed this$/],
  ] as const)('is admitted with a note on whom else the entry admits, where it leaves %s open', async (key, note) => {
    const { [key]: demanded, ...rest } = WHOLE;
    const { signature, notes } = await verify(
      signed(),
      key === 'workflow' ? { ...rest, workflow: ENTRY.workflow } : rest,
    );
    expect(signature).toBeDefined();
    expect(notes).toEqual([expect.stringMatching(note)]);
    expect(notes[0]).toContain('the [[sigstore]] that admits it (assay-trust.toml:1:3) admits more');
    expect((await verify(signed(), ENTRY)).notes).toHaveLength(3);
  });

  it.each([
    ['by another workflow', { 18: caller.replace('assay.yml', 'evil.yml') }, workflow, 'calling workflow'],
    ['on another branch', { 14: 'refs/heads/evil', 18: caller.replace('main', 'evil') }, workflow, 'ref'],
    ['for a pull request', { 14: 'refs/pull/5/merge' }, workflow, 'ref'],
    [
      'by a version of the workflow that nobody released',
      {},
      workflow.replace('tags/v1.0.0', 'heads/evil'),
      'workflow',
    ],
  ])('is refused %s, where the entry leaves nothing open', async (_, changes, by, what) => {
    const file = signed({ extensions: changes, workflow: by });
    expect((await verify(file, WHOLE)).problems[0]?.what).toMatch(new RegExp(`does not admit it: its ${what} is "`));
  });

  it('has a certificate that OpenSSL leads to the same root', () => {
    const { certificate } = signed().verificationMaterial;
    const [between = '', top = ''] =
      sigstore.root.certificateAuthorities[0]?.certChain.certificates.map(({ rawBytes }) =>
        pem(Buffer.from(rawBytes, 'base64')),
      ) ?? [];
    const files = {
      'own.pem': pem(Buffer.from(certificate.rawBytes, 'base64')),
      'between.pem': between,
      'top.pem': top,
    };
    const time = String(at.getTime() / 1000);
    const verify = [
      'verify',
      '-attime',
      time,
      '-x509_strict',
      '-CAfile',
      'top.pem',
      '-untrusted',
      'between.pem',
      'own.pem',
    ];
    // The certificate has no name of its own, only an address, as Sigstore's have.
    expect(openssl(verify, undefined, folderOf(files)).toString()).toContain('own.pem: OK');
  });

  it.each([
    ['with its ref', { ...ENTRY, workflow: `${ENTRY.workflow}@refs/tags/v1.0.0` }],
    ['on a ref', { ...ENTRY, ref: 'refs/heads/main' }],
    ['called by a workflow', { ...ENTRY, caller: '.github/workflows/assay.yml' }],
    ['of a repository by its number', { ...ENTRY, 'repository-id': '1296269' }],
    ['on a server by its address', { ...ENTRY, server: 'https://github.com/' }],
  ])('is admitted %s, where the entry demands it', async (_, entry) => {
    expect((await verify(signed(), entry)).problems).toEqual([]);
  });

  it('is admitted by a trust root of several, one a line', async () => {
    const lines = [playedSigstore().root, sigstore.root].map((root) => JSON.stringify(root)).join('\n');
    expect((await verify(signed(), ENTRY, `${lines}\n`)).problems).toEqual([]);
  });

  it.each([
    ['at its first attempt', run],
    ['at a later one', run.replace(/1$/, '12')],
    ['without a word on the attempt', run.replace('/attempts/1', '')],
  ])('is admitted of a bundle that names the run, %s', async (_, told) => {
    expect((await verify(signed({ extensions: { 21: told } }), ENTRY, sigstore.root, ofRun)).problems).toEqual([]);
  });

  it('is admitted with a timestamp alone by a trust root without logs, as GitHub’s own is', async () => {
    const clock = timestampAuthority();
    const certificates = [clock.own, clock.root]
      .flatMap(pemBlocks)
      .map(({ der }) => ({ rawBytes: der.toString('base64') }));
    const timestampAuthorities = [{ certChain: { certificates }, validFor: { start: '2020-01-01T00:00:00Z' } }];
    const root = { ...sigstore.root, tlogs: [], ctlogs: [], timestampAuthorities };
    const file = signed({ at: new Date(Date.now() - 60_000), without: ['certificate log', 'transparency log'] });
    const signature = Buffer.from(file.dsseEnvelope.signatures[0].sig, 'base64');
    const stamp = (bytes: Buffer) => {
      const answer = clock.answer(timestampRequest(bytes, Buffer.of(1)));
      return { rfc3161Timestamps: [{ signedTimestamp: answer.toString('base64') }] };
    };
    file.verificationMaterial.timestampVerificationData = stamp(signature);
    expect(await verify(file, ENTRY, root)).toMatchObject({
      signature: { time: { by: 'timestamp authority of the trusted root' } },
      problems: [],
    });
    file.verificationMaterial.timestampVerificationData = stamp(Buffer.from('another signature'));
    expect((await verify(file, ENTRY, root)).problems[0]?.what).toContain('timestamp could not be verified');
  });

  it('is refused with neither log nor timestamp', async () => {
    const bare = { ...sigstore.root, tlogs: [], ctlogs: [] };
    const { problems } = await verify(signed({ without: ['certificate log', 'transparency log'] }), ENTRY, bare);
    expect(problems[0]?.what).toContain('expected 1 timestamps, got 0');
  });

  it('is admitted with Assay’s own statement, which is compared with the bundle', async () => {
    const own = { ...statement, predicateType: 'https://assay-rs.github.io/bundle/v1', predicate: known.claims };
    expect((await verify(signed({}, own))).problems).toEqual([]);
    const other = { ...own, predicate: { ...known.claims, verdict: 'fail', more: 1 } };
    expect((await verify(signed({}, other))).problems.map(({ what }) => what)).toEqual([
      'the signer states "fail", and the bundle says "pass"',
      'the signer states 1, and the bundle says nothing',
    ]);
  });
});

describe('a signature by a workflow is refused', () => {
  const other = (number: number, text: string | undefined) => signed({ extensions: { [number]: text } });
  it.each<[string, () => SignedJson, Record<string, string> | undefined, RegExp]>([
    [
      'of another repository',
      () => other(12, 'https://github.com/evil/motor'),
      undefined,
      /repository is "https:\/\/github\.com\/evil\/motor", not "https:\/\/github\.com\/acme\/motor"/,
    ],
    [
      'of a repository whose name begins alike',
      () => other(12, 'https://github.com/acme/motor-2'),
      undefined,
      /repository is/,
    ],
    ['of a repository that is not told', () => other(12, undefined), undefined, /repository is "not told"/],
    [
      'of a repository that is told twice',
      () => signed({ more: [textExtension('1.3.6.1.4.1.57264.1.12', 'https://github.com/evil/motor')] }),
      undefined,
      /repository is "not told"/,
    ],
    [
      'of another repository of that name',
      () => other(15, '1'),
      { ...ENTRY, 'repository-id': '1296269' },
      /number is "1", not "1296269"/,
    ],
    ['on another server', () => signed(), { ...ENTRY, server: 'https://acme.ghe.com' }, /repository is/],
    [
      'by another issuer',
      () => other(8, 'https://accounts.example'),
      undefined,
      /issuer is "https:\/\/accounts\.example"/,
    ],
    [
      'by another workflow of the repository',
      () => signed({ workflow: 'https://github.com/acme/motor/.github/workflows/x.yml@refs/heads/main' }),
      undefined,
      /workflow is ".*x\.yml@refs\/heads\/main", not/,
    ],
    [
      'by a workflow whose name begins alike',
      () => signed({ workflow: `${workflow.split('@')[0]}.evil.yml@refs/heads/main` }),
      undefined,
      /workflow is/,
    ],
    [
      'by another ref of the workflow',
      () => signed(),
      { ...ENTRY, workflow: `${ENTRY.workflow}@refs/tags/v1` },
      /workflow is/,
    ],
    [
      'on another ref',
      () => other(14, 'refs/pull/7/merge'),
      { ...ENTRY, ref: 'refs/heads/main' },
      /ref is "refs\/pull\/7\/merge"/,
    ],
    [
      'called by another workflow',
      () => signed(),
      { ...ENTRY, caller: '.github/workflows/release.yml' },
      /calling workflow is/,
    ],
    [
      'on another commit than the bundle’s',
      () => other(13, 'e'.repeat(40)),
      undefined,
      /commit is "e{40}", not "c0ffee0/,
    ],
    ['without a word on the commit', () => other(13, undefined), undefined, /commit is "not told"/],
    [
      'of a bundle with another digest',
      () => signed({}, { ...statement, subject: [{ digest: { sha256: 'c'.repeat(64) } }] }),
      undefined,
      /over another file \("c+"\)/,
    ],
    [
      'of a statement that does not vouch for the bundle',
      () => signed({}, { ...statement, predicateType: 'https://slsa.dev/verification_summary/v1' }),
      undefined,
      /of the type "https:\/\/slsa\.dev\/verification_summary\/v1", which does not vouch.*bundle\/v1 or .*provenance\/v1 does/,
    ],
    [
      'of provenance in another version',
      () => signed({}, { ...statement, predicateType: 'https://slsa.dev/provenance/v0.2' }),
      undefined,
      /of the type "https:\/\/slsa\.dev\/provenance\/v0\.2", which does not vouch/,
    ],
    [
      'logged after its certificate had run out',
      () => signed({ loggedAt: new Date(at.getTime() + 3_600_000) }),
      undefined,
      /Failed to verify certificate chain: certificate is not valid or expired/,
    ],
    [
      'with another time than the log gave it',
      () => late(signed()),
      undefined,
      /inclusion promise could not be verified/,
    ],
    [
      'without the certificate log’s word',
      () => signed({ without: ['certificate log'] }),
      undefined,
      /expected 1 SCTs, got 0/,
    ],
    [
      'without an entry in the transparency log',
      () => signed({ without: ['transparency log'] }),
      undefined,
      /expected 1 timestamps, got 0/,
    ],
    [
      'with a key of a kind that is not accepted',
      () => signed({ key: newKey('P-384') }),
      undefined,
      /kind ec secp384r1/,
    ],
    ['with an RSA key', () => signed({ key: newKey('rsa') }), undefined, /kind rsa/],
  ])('%s', async (_, file, entry, message) => {
    const { signature, problems } = await verify(file(), entry);
    expect(signature).toBeUndefined();
    expect(problems.map(({ what }) => what).join('\n')).toMatch(message);
  });

  it.each([
    ['of another number', run.replace('4711', '9999')],
    ['whose number begins alike', run.replace('4711', '47110')],
    ['of another repository', run.replace('acme/motor', 'evil/motor')],
    ['that is not told', undefined],
  ])('by another run than the one that made the bundle: %s', async (_, told) => {
    const { signature, problems } = await verify(signed({ extensions: { 21: told } }), ENTRY, sigstore.root, ofRun);
    expect(signature).toBeUndefined();
    expect(problems[0]?.what).toBe(
      `"acme/motor" does not admit it: its run is "${told ?? 'not told'}", not "https://github.com/acme/motor/actions/runs/4711"`,
    );
  });

  it('of a bundle that speaks of no commit', async () => {
    const subject = { name: 'motor', digest: { dirHash1: 'e'.repeat(64) } };
    const bundle = { ...known, claims: { ...known.claims, subject } };
    const { signature, problems } = await verify(signed(), ENTRY, sigstore.root, bundle);
    expect(signature).toBeUndefined();
    expect(problems[0]?.what).toMatch(/a workflow vouches for a commit, and the bundle speaks of none/);
  });

  it('of another trust root', async () => {
    const { problems } = await verify(signed(), ENTRY, playedSigstore().root);
    expect(problems[0]?.what).toMatch(/"acme\/motor" does not admit it: Failed to verify certificate chain/);
  });

  it('of a trust root that was not valid yet', async () => {
    const [authority] = sigstore.root.certificateAuthorities;
    const later = {
      ...sigstore.root,
      certificateAuthorities: [{ ...authority, validFor: { start: '2027-01-01T00:00:00Z' } }],
    };
    expect((await verify(signed(), ENTRY, later)).problems).toHaveLength(1);
  });

  it('by every entry, and each says why', async () => {
    const text = ['evil/motor', 'acme/other'].map(
      (repository) =>
        `[[sigstore]]\ntrusted-root = "r"\nrepository = "${repository}"\nworkflow = "${ENTRY.workflow}"\n`,
    );
    const trust = await readTrust(text.join(''), 'assay-trust.toml', async () => ({
      value: JSON.stringify(sigstore.root),
    }));
    const { problems } = verifySignature(Buffer.from(JSON.stringify(signed())), known, trust);
    expect(problems.map(({ what }) => what.split(' does')[0])).toEqual(['"evil/motor"', '"acme/other"']);
  });
});

/** The log's entry says a later time, which the log did not sign. */
function late(file: SignedJson): SignedJson {
  file.verificationMaterial.tlogEntries[0].integratedTime = String(at.getTime() / 1000 + 30);
  return file;
}
