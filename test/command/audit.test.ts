import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type MadeBundle, madeBundle } from '../support/audited-workspace.js';
import { assay, temporaryFolder } from '../support/command.js';
import { type Held, heldRelease, heldRun, RUN_URL, sendJson, serveGitHub, zipOf } from '../support/github-server.js';
import { pageBlock } from '../support/readme.js';
import type { Edit } from '../support/small-workspace.js';

const TOKEN = 'ghs_0123456789secret';

const LINE = 'allow-known-problems = ["rust#159035"]\n';

/** The policy with another line of allowed problems, and deviations. */
const policy = (line: string, ...deviations: string[]): Edit => ({
  ...{ file: 'assay.toml', replace: LINE },
  by: [line, ...deviations].join('\n'),
});

const notLocked = (approver: string, expires: string) => `[[deviation]]
id = "DEV-1"
rule = "toolchain/not-locked"
scope = { file = "assay.lock" }
rationale = "The build server is locked by other means."
approved-by = "${approver}"
expires = ${expires}
`;

const noConnection = `[[deviation]]
id = "DEV-2"
rule = "toolchain/known-tool-problem"
scope = { item = "CVE-2025-15661" }
disposition = "not affected"
rationale = "Cargo opens no SSH connection here."
approved-by = "safety board"
expires = 2031-06-30
`;

let [before, after]: MadeBundle[] = [];
beforeAll(async () => {
  const raised = (['Cargo.toml', 'Cargo.lock'] as const).map((file) => {
    return { file, replace: 'version = "0.1.0"', by: 'version = "0.2.0"' };
  });
  const more = 'allow-known-problems = ["rust#159035", "CVE-2026-5222"]\n';
  before = await madeBundle([policy(LINE, notLocked('functional safety, CR 4711', '2031-03-31'))], RUN_URL);
  after = await madeBundle([
    policy(more, notLocked('functional safety, CR 4802', '2032-03-31'), noConnection),
    ...raised,
  ]);
});

/** A folder with the bundles in it, and the command run there against a server that holds this. */
async function audit(args: readonly string[], held?: Held) {
  const cwd = temporaryFolder();
  for (const [name, made] of Object.entries({ v1: before, v2: after }))
    writeFileSync(join(cwd, `${name}.zip`), made?.bytes ?? '');
  writeFileSync(join(cwd, 'artifact.zip'), zipOf({ 'bundle.zip': before?.bytes ?? new Uint8Array() }));
  writeFileSync(join(cwd, 'damaged.zip'), (before?.bytes ?? new Uint8Array()).slice(0, 9000));
  const server = held === undefined ? undefined : await serveGitHub(held);
  if (server !== undefined) onTestFinished(() => server.close());
  const env = { GITHUB_API_URL: server?.url, GITHUB_TOKEN: TOKEN, GH_TOKEN: undefined };
  const run = await assay(['audit', ...args], { cwd, env });
  expect(run.stdout + run.stderr).not.toMatch(/secret/);
  return { ...run, cwd, server };
}

const bytes = () => before?.bytes ?? new Uint8Array();
const held = () => heldRun(bytes(), { commit: before?.commit ?? '' });

describe('assay audit of a run', () => {
  it('tells the verdict, what was compared and the report, and keeps the files', async () => {
    const { status, stdout, cwd, server } = await audit(['acme/governor', '--run', '42', '--output', 'kept'], held());
    expect(status, stdout).toBe(0);
    expect(stdout).toMatch(/^✓ pass {2}the bundle is intact/);
    for (const words of ['the evidence names this run', 'GitHub deletes the artifact on 2027-02-18', '✓ msrv: pass'])
      expect(stdout).toContain(words);
    expect(readFileSync(join(cwd, 'kept/bundle.zip')).equals(bytes())).toBe(true);
    expect(readFileSync(join(cwd, 'kept/report/index.html'), 'utf8')).toContain('<!doctype html>');
    expect(server?.api.map(({ authorization }) => authorization)).toEqual(Array(4).fill(`Bearer ${TOKEN}`));
    expect(server?.storage.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('keeps nothing, and repeats no finding, of evidence that is refused', async () => {
    const other = heldRun(bytes());
    const { status, stdout, stderr, cwd } = await audit(['acme/governor', '--run', '42', '--output', 'kept'], other);
    expect(status).toBe(1);
    expect(stdout).toContain('✗ fail  the evidence is refused: 1 problem');
    expect(stdout).not.toContain('toolchain/');
    expect(stderr).toContain('nothing was kept');
    expect(existsSync(join(cwd, 'kept'))).toBe(false);
  });

  describe('of a bundle that is signed', () => {
    /** A release with the bundle and a signature over it, and a folder with a trust file that names this key. */
    const signed = async (trusted: 'the signer' | 'somebody else') => {
      const cwd = temporaryFolder();
      const [signer, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
      const named = trusted === 'the signer' ? signer : other;
      writeFileSync(join(cwd, 'bundle.zip'), bytes());
      writeFileSync(join(cwd, 'key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      writeFileSync(join(cwd, 'public.pem'), named.publicKey.export({ type: 'spki', format: 'pem' }));
      writeFileSync(join(cwd, 'trust.toml'), '[[key]]\nname = "acme release"\npublic-key = "public.pem"\n');
      const made = await assay(['sign', 'bundle.zip', '--key', 'key.pem'], { cwd });
      expect(made.status, made.stderr).toBe(0);
      const signature = readFileSync(join(cwd, 'bundle.zip.sigstore.json'));
      const assets = { 'bundle.zip': bytes(), 'bundle.zip.sigstore.json': signature };
      return {
        cwd,
        trust: join(cwd, 'trust.toml'),
        signature,
        held: heldRelease(assets, { commit: before?.commit ?? '' }),
      };
    };

    it('verifies the signature beside a file, and keeps it byte for byte, also in the folder where both lie', async () => {
      const { cwd, trust, signature } = await signed('the signer');
      for (const [asked, words] of [
        [['--trust', trust], 'by the key acme release'],
        [[], 'no signature was asked for'],
      ] as const) {
        for (const output of ['.', 'kept']) {
          const { status, stdout } = await assay(['audit', 'bundle.zip', ...asked, '--output', output], { cwd });
          expect([status, stdout]).toEqual([0, expect.stringContaining(words)]);
          expect(readFileSync(join(cwd, output, 'bundle.zip')).equals(bytes())).toBe(true);
          expect(readFileSync(join(cwd, output, 'bundle.zip.sigstore.json')).equals(signature)).toBe(true);
        }
      }
    });

    it('keeps the signature beside the bundle', async () => {
      const { signature, held: release } = await signed('the signer');
      const { status, cwd } = await audit(['acme/governor', '--release', 'v1.0', '--output', 'kept'], release);
      expect(status).toBe(0);
      expect(readFileSync(join(cwd, 'kept/bundle.zip.sigstore.json')).equals(signature)).toBe(true);
      expect((await audit(['acme/governor', '--release', 'v1.0'], release)).stdout).toContain(
        'no signature was asked for',
      );
    });

    it('passes when the trust file names who signed it', async () => {
      const { trust, held: release } = await signed('the signer');
      const { status, stdout } = await audit(['acme/governor', '--release', 'v1.0', '--trust', trust], release);
      expect(status, stdout).toBe(0);
      expect(stdout).toContain('by the key acme release');
    });

    it('fails when it names somebody else, and when there is no signature', async () => {
      const { trust, held: release } = await signed('somebody else');
      const other = await audit(['acme/governor', '--release', 'v1.0', '--trust', trust], release);
      expect([other.status, other.stdout]).toEqual([
        1,
        expect.stringContaining('nobody who is trusted vouches for it'),
      ]);
      const none = await audit(['acme/governor', '--run', '42', '--trust', trust], held());
      expect([none.status, none.stdout]).toEqual([1, expect.stringContaining('no signature is kept beside it')]);
      const file = await audit(['v1.zip', 'v2.zip', '--trust', trust]);
      expect([file.status, file.stdout]).toEqual([1, expect.stringContaining('the bundle is not signed')]);
      const { reason } = JSON.parse((await audit(['v1.zip', 'v2.zip', '--trust', trust, '--format', 'json'])).stdout);
      expect(reason).toBe('the evidence is refused of v1.zip, v2.zip');
    });
  });

  it('gives one JSON document with keys that stay', async () => {
    const { status, stdout } = await audit(['acme/governor', '--run', '42', '--format', 'json'], held());
    const document = JSON.parse(stdout);
    expect([status, document.verdict]).toEqual([0, 'pass']);
    expect(Object.keys(document)).toEqual([
      'bundle',
      'compared',
      'doubts',
      'findings',
      'notes',
      'origin',
      'problems',
      'reason',
      'retention',
      'verdict',
    ]);
    expect(document.origin).toMatchObject({
      kind: 'run',
      run: { id: 42, headCommit: before?.commit },
      artifact: { name: 'assay-bundle' },
    });
    expect(document.retention).toMatchObject({ expires: '2027-02-18', keepUntil: null, warning: null });
  });

  it('tells of a server’s refusal without a stack, and of its words only as text', async () => {
    const refusing = held();
    refusing.answers['/repos/acme/governor'] = (_, response) =>
      sendJson(response, { message: '\n::error::\u001b[2J' }, 403);
    const { status, stdout, stderr } = await audit(['acme/governor', '--run', '42'], refusing);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('the token lacks the right metadata: read');
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/^\s*::|^ {4}at /m);
  });
});

describe('assay audit of files', () => {
  it.each(['v1.zip', 'artifact.zip'])('verifies %s and tells the report', async (file) => {
    const { status, stdout } = await audit([file]);
    expect(status, stdout).toBe(0);
    expect(stdout).toContain('✓ toolchain: pass');
  });

  it.each([
    [['missing.zip'], 2, 'there is no such file'],
    [['acme/governor'], 2, 'of a repository the bundle of a run or of a release is audited'],
    [['v1.zip', 'missing.zip'], 2, 'missing.zip: there is no such file'],
    [['a/b', 'c/d', '--run', '1'], 2, 'a run or a release is of one repository, and 2 were named'],
    [['v1.zip', 'damaged.zip'], 1, 'damaged.zip\nfail: the bundle is not what it claims'],
    [['damaged.zip'], 1, 'cut off or damaged'],
  ])('ends %j with status %i', async (args, expected, words) => {
    const { status, stdout, stderr } = await audit(args);
    expect(status).toBe(expected);
    expect(stdout + stderr).toContain(words);
  });

  it.each(['audit', 'verify'])('%s refuses a file of 3 GB in words, without reading it', async (command) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'large.zip'), '');
    truncateSync(join(cwd, 'large.zip'), 3 * 1024 ** 3);
    const { status, stdout, stderr } = await assay([command, 'large.zip'], { cwd });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('large.zip has 3221225472 bytes; at most 2147483647 are read');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('says what changed, as the page on it shows, and ends with the verdict of the last whatever that is', async () => {
    const { status, stdout, cwd } = await audit(['v1.zip', 'v2.zip', '--output', 'kept']);
    expect(status, stdout).toBe(0);
    expect(words(pageBlock('docs/audit.md', 'output of: assay audit'))).toBe(words(stdout));
    expect(readFileSync(join(cwd, 'kept/report/index.html'), 'utf8')).toContain('v1.zip');
  });

  it('says it in JSON and in Markdown too', async () => {
    const json = await audit(['v1.zip', 'v2.zip', '--format', 'json']);
    const { verdict, bundles, comparison } = JSON.parse(json.stdout);
    expect([json.status, verdict, bundles.length]).toEqual([0, 'pass', 2]);
    expect(comparison.dependencies).toEqual([{ name: 'governor', earlier: ['0.1.0'], later: ['0.2.0'] }]);
    expect(Object.keys(comparison)).toEqual([
      'checks',
      'coverage',
      'dependencies',
      'deviations',
      'earlier',
      'findings',
      'later',
      'policy',
      'rules',
      'toolchain',
      'unknown',
    ]);
    const markdown = await audit(['v1.zip', 'v2.zip', '--format', 'markdown']);
    expect(markdown.stdout).toMatch(/^## ✓ What changed: now pass\n/);
  });
});

/** Words alone, with what differs from one run of the tests to the next left out. */
function words(text: string): string {
  return text
    .replace(/commit\s+[0-9a-f]{40}/g, 'commit')
    .replace(/as\s+of\s+[\d-]{10}/g, 'as of')
    .split(/\s+/)
    .join(' ')
    .trim();
}
