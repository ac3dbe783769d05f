import type { ServerResponse } from 'node:http';
import { sha256, UserError, type Verdict } from '@assay/evidence';
import { type Host, realHost, realNetwork } from '@assay/host';
import { type AuditRequest, auditKept } from '@assay/pipeline';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { keptUntil2041, type MadeBundle, madeBundle } from './support/audited-workspace.js';
import {
  COMMIT,
  type Held,
  heldArtifact,
  heldRelease,
  heldRun,
  RUN_URL,
  sendJson,
  serveGitHub,
  zipOf,
} from './support/github-server.js';

// The whole way of a bundle from GitHub's API to a verdict, over loopback; only the environment and the pauses between tries are the tests' own.

let made: MadeBundle;
beforeAll(async () => {
  made = await madeBundle([keptUntil2041], RUN_URL);
});

const RUN = '/repos/acme/governor/actions/runs/42';
const ARTIFACTS = `${RUN}/artifacts`;
const TOKEN = 'ghs_0123456789secret';

/** What an audit came to: its verdict and all that it says. */
interface Told {
  verdict: Verdict;
  text: string;
  compared: readonly string[];
}

async function audited(
  held: Held,
  request: Partial<AuditRequest> = { run: '42' },
  { token = TOKEN, url }: { token?: string; url?: string } = {},
): Promise<Told> {
  const server = await serveGitHub(held);
  try {
    const host = hostOf({ GITHUB_API_URL: url ?? server.url, GITHUB_TOKEN: token });
    const { audit } = await auditKept(host, {
      repository: 'acme/governor',
      prefix: 'assay',
      allowFork: false,
      ...request,
    });
    const { verdict, reason, problems, doubts, notes, compared, retention } = audit;
    return { verdict, text: JSON.stringify({ reason, problems, doubts, notes, retention }), compared };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { verdict: 'no-verdict', text: error.describe(), compared: [] };
  } finally {
    expect(server.storage.map(({ authorization }) => authorization).filter((sent) => sent !== undefined)).toEqual([]);
    await server.close();
  }
}

function hostOf(variables: Record<string, string>): Host {
  const { signal } = new AbortController();
  const real = realHost({ signal, progress: () => undefined });
  const environment = { get: (name: string) => variables[name], names: () => Object.keys(variables).sort() };
  return {
    ...real,
    network: realNetwork(signal, [1, 1, 1]),
    world: (root) => ({ ...real.world(root), environment }),
  };
}

const good = (change: Parameters<typeof heldRun>[1] = {}) => heldRun(made.bytes, { commit: made.commit, ...change });

/** As {@link good}, with a second artifact that holds this as the signature. */
function signing(files: Record<string, Uint8Array>, change: Record<string, unknown> = {}): Held {
  const held = good();
  const zip = zipOf(files);
  held.artifacts.push(heldArtifact(zip, { id: 2, name: 'assay-signature', ...change }));
  held.files['/artifacts/2'] = zip;
  return held;
}

/** As {@link good}, with one answer in the place of the API's own. */
function answering(path: string, answer: Held['answers'][string]): Held {
  const held = good();
  held.answers[path] = answer;
  return held;
}

/** As {@link good}, with something else than the artifact's file. */
function storing(file: Held['files'][string]): Held {
  return { ...good(), files: { '/artifacts/1': file } };
}

const refusing =
  (status: number, headers: Record<string, string> = {}, message = 'said so') =>
  (_: unknown, response: ServerResponse) =>
    sendJson(response, { message }, status, headers);

describe('the bundle of a run', () => {
  it('passes when all that GitHub says of it is what it claims', async () => {
    const { verdict, compared, text } = await audited(good());
    expect({ verdict, compared }, text).toEqual({
      verdict: 'pass',
      compared: [
        'the artifact is of this run, and the run is of this repository',
        `the commit is the run's: ${made.commit}`,
        'the evidence names this run',
        'what came has the SHA-256 that GitHub states',
        'the run ended in success',
      ],
    });
  });

  it('is found on the second page of artifacts, among many', async () => {
    const held = good();
    const others = Array.from({ length: 150 }, (_, index) =>
      heldArtifact(zipOf({}), { id: 100 + index, name: `other-${index}` }),
    );
    held.artifacts.unshift(...others);
    expect((await audited(held)).verdict).toBe('pass');
  });

  it('may be uploaded without a zip around it', async () => {
    const held = heldRun(made.bytes, { commit: made.commit });
    held.files['/artifacts/1'] = made.bytes;
    held.artifacts = [heldArtifact(made.bytes)];
    expect((await audited(held)).verdict).toBe('pass');
  });

  it('is that of the latest attempt, and the others are named', async () => {
    const held = good({ run: { run_attempt: 2, run_started_at: '2026-11-21T10:00:00Z' } });
    const [first = {}] = held.artifacts;
    held.artifacts = [
      { ...first, id: 9, digest: null },
      { ...first, created_at: '2026-11-21T10:30:00Z' },
    ];
    const { verdict, text } = await audited(held);
    expect(verdict).toBe('pass');
    expect(text).toContain('the run has 2 attempts, of which the latest counts: artifact 1, not 9');
  });

  it('of a pull request has no verdict: the API does not name the commit that its jobs saw', async () => {
    const { verdict, text, compared } = await audited(good({ run: { event: 'pull_request', head_sha: COMMIT } }));
    expect(verdict).toBe('no-verdict');
    expect(text).toContain(`is commit ${made.commit}; the run is of a pull request`);
    expect(compared).toContain('the evidence names this run');
  });

  it('of a repository that was renamed since is taken, and its new name is told', async () => {
    const now = { id: 7, full_name: 'acme-motors/governor' };
    const url = 'https://github.com/acme-motors/governor/actions/runs/42';
    const held = good({ run: { repository: now, head_repository: now, html_url: url } });
    held.answers['/repos/acme/governor'] = now;
    const { verdict, text } = await audited(held);
    expect(verdict).toBe('pass');
    expect(text).toContain('acme/governor is called acme-motors/governor now');
  });

  it('of a fork counts where that is allowed, and it is told', async () => {
    const fork = { id: 8, full_name: 'mallory/governor' };
    const { verdict, text } = await audited(good({ run: { head_repository: fork } }), { run: '42', allowFork: true });
    expect(verdict).toBe('pass');
    expect(text).toContain('ran the code of the fork mallory/governor');
  });

  it('needs no signature where none is asked for, and tells of one that has expired', async () => {
    const { verdict, text } = await audited(signing({}, { expired: true }));
    expect(verdict).toBe('pass');
    expect(text).toContain(
      'the artifact \\"assay-signature\\" of run 42 expired on 2027-02-18: GitHub has deleted its content',
    );
  });

  it('is told to be deleted before the policy’s day, and not where it is kept that long', async () => {
    const { verdict, text } = await audited(good());
    expect(verdict).toBe('pass');
    expect(text).toContain(
      'GitHub deletes the evidence of run 42 on 2027-02-18, and the policy wants it kept until 2041-12-31',
    );
    const longer = await audited(good({ artifact: { expires_at: '2042-01-01T00:00:00Z' } }));
    expect(longer.text).not.toContain('"warning":');
  });
});

describe('what speaks against a bundle refuses it', () => {
  const fork = { id: 8, full_name: 'mallory/governor' };
  it.each<[string, () => Held, string]>([
    ['another commit', () => good({ run: { head_sha: COMMIT } }), `and the run is of commit ${COMMIT}`],
    ['a fork', () => good({ run: { head_repository: fork } }), 'it is not evidence of acme/governor'],
    ['a fork that is gone', () => good({ run: { head_repository: null } }), 'a fork that is gone'],
    ['a run of another repository', () => good({ run: { repository: fork } }), 'run 42'],
    [
      'another address',
      () => good({ run: { html_url: 'https://ghe.example.com/acme/governor/actions/runs/42' } }),
      'names another run than 42',
    ],
    [
      'another owner',
      () => good({ artifact: { workflow_run: { id: 42, repository_id: 8 } } }),
      'belongs to another repository (8)',
    ],
    [
      'another run',
      () => good({ artifact: { workflow_run: { id: 41, repository_id: 7 } } }),
      'was left by run 41, not by run 42',
    ],
    ['another digest', () => good({ artifact: { digest: `sha256:${'0'.repeat(64)}` } }), 'is not what GitHub keeps'],
    [
      'another digest of its signature',
      () => signing({ 'bundle.zip.sigstore.json': Buffer.from('{}') }, { digest: `sha256:${'0'.repeat(64)}` }),
      '"artifact assay-signature","what":"is not what GitHub keeps',
    ],
    [
      'something else in the place of its signature',
      () => signing({ 'other.json': Buffer.from('{}') }),
      'does not hold \\"bundle.zip.sigstore.json\\" alone',
    ],
    ['another file', () => heldRun(made.bytes.subarray(0, 5000), { commit: made.commit }), 'cut off or damaged'],
  ])('%s', async (_, held, words) => {
    const { verdict, text } = await audited(held());
    expect(verdict, text).toBe('fail');
    expect(text).toContain(words);
  });

  it.each<[string, Record<string, Uint8Array>, string]>([
    ['names that lead elsewhere', { '../../bundle.zip': Buffer.from('x') }, '../../bundle.zip'],
    ['a second file', { 'bundle.zip': Buffer.from('x'), 'more.txt': Buffer.from('x') }, 'does not hold'],
    ['no file', {}, 'but nothing'],
  ])('an artifact with %s', async (_, files, words) => {
    const zip = zipOf(files);
    const held = good();
    held.files['/artifacts/1'] = zip;
    held.artifacts = [heldArtifact(zip)];
    const { verdict, text } = await audited(held);
    expect(verdict, text).toBe('fail');
    expect(text).toContain(words);
  });
});

describe('what cannot be established is no verdict', () => {
  const reset = String(Date.parse('2026-11-28T12:00:00Z') / 1000);
  it.each<[string, () => Held, string]>([
    [
      'a run that has not ended',
      () => good({ run: { status: 'in_progress', conclusion: null } }),
      'it is "in_progress"',
    ],
    ['a run that failed', () => good({ run: { conclusion: 'failure' } }), 'ended in \\"failure\\", not in success'],
    ['a run that was cancelled', () => good({ run: { conclusion: 'cancelled' } }), 'not in success'],
    [
      'an artifact that has expired',
      () => good({ artifact: { expired: true } }),
      'expired on 2027-02-18: GitHub has deleted its content',
    ],
    ['no artifact', () => ({ ...good(), artifacts: [] }), 'it has none at all'],
    ['another prefix', () => good({ artifact: { name: 'motor-bundle' } }), '--artifact-prefix "motor"'],
    [
      'two artifacts of the name',
      () => {
        const held = good();
        held.artifacts.push({ ...held.artifacts[0], id: 2, size_in_bytes: 5 });
        return held;
      },
      'artifact 2 (5 bytes',
    ],
    [
      'hostile names',
      () => good({ artifact: { name: '../../x\u001b[31m\n::error::x-bundle' } }),
      '\\u001b[31m\\n::error::x-bundle',
    ],
    ['401', () => answering(RUN, refusing(401)), 'the token is not valid'],
    [
      '403 of a right',
      () => answering(RUN, refusing(403, { 'x-accepted-github-permissions': 'actions=read' })),
      'the token lacks the right actions: read; GitHub would accept "actions=read"',
    ],
    [
      '403 of single sign-on',
      () => answering(RUN, refusing(403, { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso' })),
      'authorise the token for the organisation, at "https://github.com/orgs/acme/sso"',
    ],
    [
      '403 of a limit',
      () => answering(RUN, refusing(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })),
      'it is renewed at 2026-11-28 12:00:00 UTC',
    ],
    ['403 of a second limit', () => answering(RUN, refusing(403, { 'retry-after': '60' })), 'try again after 60 s'],
    ['429', () => answering(RUN, refusing(429)), 'too much was asked in a short time'],
    ['404', () => answering(RUN, refusing(404)), 'there is none, or the token may not see it'],
    [
      '410',
      () => answering('/repos/acme/governor/actions/artifacts/1/zip', refusing(410)),
      'it has been deleted, or has expired',
    ],
    ['500', () => answering(ARTIFACTS, refusing(500)), 'the server failed, four times in a row'],
    [
      'a message that commands',
      () => answering(RUN, refusing(403, {}, '::error::\u001b[2J\n##[add-mask]')),
      'GitHub says "::error::\\u001b[2J\\n##[add-mask]"',
    ],
    [
      'a page that is no JSON',
      () => answering(RUN, (_, response) => response.end('<html>proxy</html>')),
      'it is no JSON',
    ],
    ['JSON that is cut off', () => answering(RUN, (_, response) => response.end('{"id": 42, ')), 'it is no JSON'],
    ['JSON of another shape', () => answering(RUN, { id: '42' }), 'answer.id'],
    ['an answer of another run', () => good({ run: { id: 43 } }), 'answers of run 43'],
    ['an answer that is cut off', () => answering(RUN, cut), 'the connection was cut'],
    [
      'a list that lacks some',
      () => answering(ARTIFACTS, { total_count: 2, artifacts: [heldArtifact(zipOf({}))] }),
      'it speaks of 2 artifacts and gives 1',
    ],
    [
      'a list that repeats itself',
      () => answering(ARTIFACTS, { total_count: 500, artifacts: pageOf(1) }),
      'gives artifact 1 twice',
    ],
    ['a list without end', () => answering(ARTIFACTS, endless()), 'it has no end after 20000 artifacts'],
    [
      'evidence of a newer schema',
      () => heldRun(newer(made.bytes), { commit: made.commit }),
      'which is newer than this Assay',
    ],
    ['a download that is cut off', () => storing(cut), 'the connection was cut after 6 bytes'],
    ['storage that refuses', () => storing(refusing(403)), 'the server answers 403 (Forbidden)'],
    ['storage that has lost it', () => good({ artifact: { id: 5 } }), 'the server answers 404 (Not Found)'],
  ])('%s', async (_, held, words) => {
    const { verdict, text } = await audited(held());
    expect(verdict, text).toBe('no-verdict');
    expect(text).toContain(words);
    expect(text).not.toMatch(/secret/);
  });

  it('a signature that is demanded and has expired', async () => {
    const request = { run: '42', trust: 'trust.toml' };
    const { verdict, text } = await audited(signing({}, { expired: true }), request);
    expect(verdict).toBe('no-verdict');
    expect(text).toContain('the artifact "assay-signature" of run 42 expired');
  });

  it('a private repository, and no token', async () => {
    const held = answering('/repos/acme/governor', refusing(404));
    const { verdict, text } = await audited(held, { run: '42' }, { token: '' });
    expect(verdict).toBe('no-verdict');
    expect(text).toContain('it is private, and no token was given');
    expect(text).toContain('permissions: { metadata: read }');
  });

  it.each<[string, Partial<AuditRequest>, string]>([
    ['neither run nor release', {}, 'neither a run nor a release'],
    ['both', { run: '42', release: 'v1.0' }, 'both a run and a release'],
    ['a number that is none', { run: '42/../../x' }, 'is not the number of a run'],
    ['a repository that leads elsewhere', { run: '42', repository: 'acme/..' }, 'is not the name of a repository'],
  ])('given %s', async (_, request, words) => {
    const { verdict, text } = await audited(good(), request);
    expect(verdict).toBe('no-verdict');
    expect(text).toContain(words);
  });

  it('and no token goes anywhere unencrypted, or as part of a header that it breaks', async () => {
    const plain = await audited(good(), { run: '42' }, { url: 'http://ghe.example.com/api/v3' });
    expect(plain.text).toContain('a token would go to http://ghe.example.com/api/v3 unencrypted');
    const broken = await audited(good(), { run: '42' }, { token: 'two\nlines' });
    expect(broken.text).toContain('holds characters that no token has');
  });
});

describe('the bundle of a release', () => {
  const release = (assets: Record<string, Uint8Array>, change: Parameters<typeof heldRelease>[1] = {}) =>
    audited(heldRelease(assets, { commit: made.commit, ...change }), { release: 'v1.0' });

  it.each(['bundle.zip', 'assay-bundle.zip'])('is the asset %s, and speaks of the commit of the tag', async (name) => {
    const { verdict, compared, text } = await release({ 'notes.txt': Buffer.from('x'), [name]: made.bytes });
    expect(verdict, text).toBe('pass');
    expect(compared).toContain(`the commit is the one that the tag v1.0 stands at: ${made.commit}`);
    expect(text).toContain('has no day of expiry; whoever may write to the repository can replace or delete it');
  });

  it.each<[string, () => ReturnType<typeof release>, Verdict, string]>([
    [
      'a tag that was moved',
      () => release({ 'bundle.zip': made.bytes }, { commit: COMMIT }),
      'fail',
      `stands at commit ${COMMIT}`,
    ],
    [
      'another digest',
      () => release({ 'bundle.zip': made.bytes }, { asset: { digest: `sha256:${'0'.repeat(64)}` } }),
      'fail',
      'is not what GitHub keeps',
    ],
    ['no bundle', () => release({ 'motor-bundle.zip': made.bytes }), 'no-verdict', '--artifact-prefix "motor"'],
    [
      'two bundles',
      () => release({ 'bundle.zip': made.bytes, 'assay-bundle.zip': made.bytes }),
      'no-verdict',
      'two assets that could be the bundle',
    ],
    [
      'a bundle that was not uploaded whole',
      () => release({ 'bundle.zip': made.bytes }, { asset: { state: 'starter' } }),
      'no-verdict',
      'never uploaded whole',
    ],
    [
      'another release',
      () => release({ 'bundle.zip': made.bytes }, { release: { tag_name: 'v2.0' } }),
      'no-verdict',
      'answers of "v2.0"',
    ],
  ])('with %s', async (_, run, expected, words) => {
    const { verdict, text } = await run();
    expect(verdict, text).toBe(expected);
    expect(text).toContain(words);
  });
});

/** The bundle as an Assay would write it whose schema of evidence has version 2. */
function newer(bundle: Uint8Array): Uint8Array {
  const { SHA256SUMS: _, ...entries } = unzipSync(bundle);
  const files = Object.entries(entries).map(([name, bytes]): [string, Uint8Array] => {
    const text = Buffer.from(bytes).toString();
    return [name, name.startsWith('evidence/') ? Buffer.from(text.replace('/evidence/v1"', '/evidence/v2"')) : bytes];
  });
  const sums = files.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join('');
  const all: [string, Uint8Array][] = [['SHA256SUMS', Buffer.from(sums)], ...files];
  return zipSync(Object.fromEntries(all), { level: 0, mtime: new Date(1980, 0, 1) });
}

function cut(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"id":', () => response.destroy());
}

function pageOf(first: number) {
  return Array.from({ length: 100 }, (_, index) => heldArtifact(zipOf({}), { id: first + index, name: `a-${index}` }));
}

function endless(): Held['answers'][string] {
  let page = 0;
  return (_, response) => sendJson(response, { total_count: 1_000_000, artifacts: pageOf(1 + 100 * page++) });
}
