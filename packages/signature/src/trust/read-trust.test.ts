import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authority, newKey, pem, spki } from '../testing/certificate.js';
import { playedSigstore } from '../testing/sigstore.js';
import { readTrust } from './read-trust.js';

const key = pem(spki(newKey('ed25519')), 'PUBLIC KEY');
const clock = pem(authority('Clock').certificate);
const files: Record<string, string> = {
  'keys/release.pem': key,
  'keys/p384.pem': pem(spki(newKey('P-384')), 'PUBLIC KEY'),
  'keys/secret.pem': newKey().export({ format: 'pem', type: 'pkcs8' }) as string,
  'keys/both.pem': key + key,
  'keys/longer.pem': pem(
    Buffer.concat([createPublicKey(key).export({ format: 'der', type: 'spki' }), Buffer.of(0)]),
    'PUBLIC KEY',
  ),
  'clock.pem': `Subject: Clock\n${clock}`,
  'empty.pem': '',
  'broken.pem': pem(Buffer.from('3000', 'hex')),
  'root.json': JSON.stringify(playedSigstore().root),
  'other.json': '{"mediaType":"application/json"}',
};

const read = (text: string) =>
  readTrust(text, 'audit/assay-trust.toml', async (name) =>
    Object.hasOwn(files, name) ? { value: files[name] ?? '' } : { fault: 'does not exist' },
  );

const KEY = '[[key]]\nname = "release"\npublic-key = "keys/release.pem"\n';
const SIGSTORE =
  '[[sigstore]]\ntrusted-root = "root.json"\nrepository = "acme/motor"\nworkflow = "assay-rs/assay/.github/workflows/attest.yml"\n';
const CLOCK = '[[timestamp-authority]]\ncertificates = "clock.pem"\n';

describe('a trust file', () => {
  it('names keys, workflows and clocks', async () => {
    const trust = await read(
      `${KEY}valid-from = 2026-01-01\nvalid-until = 2027-12-31\n\n${SIGSTORE}\n${CLOCK}name = "Example TSA"\n`,
    );
    expect(trust).toMatchObject({
      keys: [
        {
          name: 'release',
          at: { path: 'audit/assay-trust.toml', line: 1 },
          publicKey: { algorithm: 'Ed25519' },
          ...{ validFrom: '2026-01-01', validUntil: '2027-12-31', needsTimestamp: true },
        },
      ],
      workflows: [
        {
          name: 'acme/motor',
          issuer: 'https://token.actions.githubusercontent.com',
          server: 'https://github.com',
          ref: undefined,
        },
      ],
      authorities: [{ name: 'Example TSA' }],
    });
    expect(trust.workflows[0]?.roots).toHaveLength(1);
  });

  it('holds keys and certificates itself, where there is no file', async () => {
    const inline = `[[key]]\nname = "release"\npublic-key = """\n${key}"""\n[[timestamp-authority]]\ncertificates = """\n${clock}"""\n`;
    const trust = await read(inline);
    expect(trust.keys[0]?.publicKey.sha256).toBe((await read(KEY)).keys[0]?.publicKey.sha256);
    expect(trust.authorities[0]?.certificates).toHaveLength(1);
  });

  it.each([
    ['is no TOML', '[[key]\n', /:\d+:\d+: this is not TOML/],
    ['trusts nobody', '', /1: the trust file trusts nobody/],
    ['trusts clocks alone', CLOCK, /1: the trust file trusts nobody/],
    [
      'has an unknown table',
      `${KEY}[[keys]]\n`,
      /4:3: unknown key "keys"; did you mean "key"\?\n.*known here: key, sigstore, timestamp-authority/,
    ],
    [
      'has an unknown key',
      `${KEY}valid-til = 2027-01-01\n`,
      /4:1: unknown key "valid-til"; did you mean "valid-until"\?\n.*known here: name, public-key/,
    ],
    [
      'has a key without a name',
      '[[key]]\npublic-key = "keys/release.pem"\n',
      /1:3: name is missing\n.*expected text in quotes/,
    ],
    [
      'has a table where a list of tables is wanted',
      '[key]\nname = "x"\n',
      /1:2: key is not in order\n.*write \[\[key\]\], in double brackets/,
    ],
    ['has no repository', SIGSTORE.replace(/repository.*\n/, ''), /1:3: repository is missing/],
    [
      'has a repository for everybody',
      SIGSTORE.replace('acme/motor', 'acme/*'),
      /3:1: repository is not in order\n.*expected OWNER\/REPO/,
    ],
    ['has no workflow', SIGSTORE.replace(/workflow.*\n/, ''), /1:3: workflow is missing/],
    [
      'has a workflow by an address',
      SIGSTORE.replace('"assay-rs', '"https://github.com/assay-rs'),
      /4:1: workflow is not in order/,
    ],
    ['has a ref for everybody', `${SIGSTORE}ref = "*"\n`, /5:1: ref is not in order/],
    ['has a day that is none', `${KEY}valid-from = "2026-02-30"\n`, /4:1: valid-from is not in order\n.*a day/],
    [
      'has a last day before the first',
      `${CLOCK}${KEY}valid-from = 2026-02-02\nvalid-until = 2026-02-01\n`,
      /7:1: the last day is before the first/,
    ],
    [
      'needs a timestamp and trusts no clock',
      `${KEY}timestamp = "required"\n`,
      /1:3: the key "release" needs a timestamp, and no clock is trusted/,
    ],
    ['bounds a key and trusts no clock', `${KEY}valid-until = 2027-01-01\n`, /no clock is trusted/],
    [
      'bounds a key and wants no timestamp',
      `${CLOCK}${KEY}valid-until = 2027-01-01\ntimestamp = "optional"\n`,
      /7:1: a key with a first or a last day needs a timestamp/,
    ],
    [
      'names a file that is not there',
      KEY.replace('release.pem', 'old.pem'),
      /3:1: keys\/old\.pem does not exist\n.*relative to the trust file/,
    ],
    [
      'names a private key',
      KEY.replace('release', 'x').replace('release.pem', 'secret.pem'),
      /is a private key, which belongs to its holder alone\n.*openssl pkey -in key\.pem -pubout/,
    ],
    [
      'names a key of another kind',
      KEY.replace('release.pem', 'p384.pem'),
      /p384\.pem is a key of the kind ec secp384r1\n.*ask the signer for a key of the kind Ed25519 or ECDSA P-256/,
    ],
    ['names two keys in one file', KEY.replace('release.pem', 'both.pem'), /2 blocks of PEM/],
    ['names a key with more behind it', KEY.replace('release.pem', 'longer.pem'), /3:1: keys\/longer\.pem /],
    [
      'names a certificate for a key',
      KEY.replace('keys/release.pem', 'clock.pem'),
      /is a "CERTIFICATE", not a "PUBLIC KEY"\n.*openssl x509 -in cert\.pem -noout -pubkey/,
    ],
    [
      'names a key for a certificate',
      KEY + CLOCK.replace('clock.pem', 'keys/release.pem'),
      /has a "PUBLIC KEY" among its certificates/,
    ],
    ['names no certificate', KEY + CLOCK.replace('clock.pem', 'empty.pem'), /has no certificate in PEM/],
    [
      'names a certificate that is none',
      KEY + CLOCK.replace('clock.pem', 'broken.pem'),
      /something else than certificates/,
    ],
    ['has one key twice', `${KEY}${KEY.replace('"release"', '"other"')}`, /4:3: this is the key of "release" too/],
    [
      'names another file than a trusted root',
      SIGSTORE.replace('root.json', 'other.json'),
      /is no Sigstore trusted root: its media type is "application\/json"/,
    ],
    ['names no JSON for a trusted root', SIGSTORE.replace('root.json', 'clock.pem'), /is no Sigstore trusted root/],
  ])('is refused that %s', async (_, text, message) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'UserError' });
    expect((error as { describe(): string }).describe()).toMatch(message);
  });

  it('is refused with all that is wrong at once', async () => {
    const error = await read(
      `${KEY.replace('release.pem', 'old.pem')}${SIGSTORE.replace('root.json', 'gone.json')}`,
    ).catch(String);
    expect(error).toMatch(/2 problems\n.*3:1: keys\/old\.pem(.*\n)*.*5:1: gone\.json/);
  });
});
