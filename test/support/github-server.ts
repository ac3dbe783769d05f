import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipSync } from 'fflate';

type Json = Record<string, unknown>;

/** What a stand-in for GitHub holds. */
export interface Held {
  /** Answers by path, without the query. A function answers by itself. */
  answers: Record<string, Json | ((request: IncomingMessage, response: ServerResponse) => unknown)>;
  artifacts: Json[];
  /** What the storage server holds, by path, or does when it is asked for that. */
  files: Record<string, Uint8Array | ((request: IncomingMessage, response: ServerResponse) => unknown)>;
}

export interface Asked {
  path: string;
  authorization: string | undefined;
}

/** GitHub's API and the server that it keeps files on, on loopback, each with the requests that it was sent. */
export interface GitHubServer {
  url: string;
  api: Asked[];
  storage: Asked[];
  close(): Promise<void>;
}

export const COMMIT = 'a'.repeat(40);
export const REPOSITORY = { id: 7, full_name: 'acme/governor' };
export const RUN_URL = 'https://github.com/acme/governor/actions/runs/42';

/** A run that went well, with one artifact that holds this bundle; each part can be changed. */
export function heldRun(
  bundle: Uint8Array,
  { commit = COMMIT, run = {}, artifact = {} }: { commit?: string; run?: Json; artifact?: Json } = {},
): Held {
  const zip = zipOf({ 'bundle.zip': bundle });
  return {
    answers: {
      '/repos/acme/governor': REPOSITORY,
      '/repos/acme/governor/actions/runs/42': {
        ...{ id: 42, run_attempt: 1, status: 'completed', conclusion: 'success', event: 'push', head_sha: commit },
        ...{ html_url: RUN_URL, created_at: '2026-11-20T10:00:00Z', run_started_at: '2026-11-20T10:00:00Z' },
        ...{ repository: REPOSITORY, head_repository: REPOSITORY },
        ...run,
      },
    },
    artifacts: [heldArtifact(zip, artifact)],
    files: { '/artifacts/1': zip },
  };
}

/** An artifact of the run 42, as the API lists it; its file is `/artifacts/ID` of the storage server. */
export function heldArtifact(zip: Uint8Array, change: Json = {}): Json {
  return {
    ...{ id: 1, name: 'assay-bundle', size_in_bytes: zip.length, expired: false, digest: `sha256:${digestOf(zip)}` },
    ...{ created_at: '2026-11-20T10:30:00Z', expires_at: '2027-02-18T10:30:00Z' },
    workflow_run: { id: 42, repository_id: 7, head_repository_id: 7, head_sha: COMMIT },
    ...change,
  };
}

/** A release whose tag stands at this commit, with these assets. */
export function heldRelease(
  assets: Record<string, Uint8Array>,
  { commit = COMMIT, release = {}, asset = {} }: { commit?: string; release?: Json; asset?: Json } = {},
): Held {
  const listed = Object.entries(assets).map(([name, bytes], index) => ({
    ...{ id: index + 1, name, state: 'uploaded', size: bytes.length, digest: `sha256:${digestOf(bytes)}` },
    ...asset,
  }));
  const url = 'https://github.com/acme/governor/releases/tag/v1.0';
  return {
    answers: {
      '/repos/acme/governor': REPOSITORY,
      '/repos/acme/governor/releases/tags/v1.0': {
        tag_name: 'v1.0',
        html_url: url,
        published_at: '2026-11-22T09:00:00Z',
        assets: listed,
        ...release,
      },
      '/repos/acme/governor/commits/tags%2Fv1.0': { sha: commit },
    },
    artifacts: [],
    files: Object.fromEntries(Object.values(assets).map((bytes, index) => [`/assets/${index + 1}`, bytes])),
  };
}

/** Files in a zip, compressed, as GitHub hands artifacts out. */
export function zipOf(files: Record<string, Uint8Array>): Uint8Array {
  return zipSync(files, { level: 6 });
}

/** Serves them from this process: whoever asks must not block it. Close it at the end of the test. */
export async function serveGitHub(held: Held): Promise<GitHubServer> {
  const [api, storage]: [Asked[], Asked[]] = [[], []];
  const files = await listen(storage, (path, request, response) => {
    const file = held.files[path];
    if (file === undefined) response.writeHead(404).end();
    else if (typeof file === 'function') file(request, response);
    else response.writeHead(200, { 'content-length': file.length }).end(file);
  });
  const server = await listen(api, (path, request, response) => {
    const answer = held.answers[path];
    if (typeof answer === 'function') {
      answer(request, response);
      return;
    }
    const download = /^\/repos\/acme\/governor\/(?:actions\/(artifacts)\/(\d+)\/zip|releases\/(assets)\/(\d+))$/.exec(
      path,
    );
    if (download !== null) {
      const [, artifacts, artifact, assets, asset] = download;
      const location = `${files.url}/${artifacts ?? assets}/${artifact ?? asset}?sig=signed-secret`;
      response.writeHead(302, { location }).end();
    } else if (typeof answer === 'object') sendJson(response, answer);
    else if (path === '/repos/acme/governor/actions/runs/42/artifacts') {
      sendJson(response, page(held.artifacts, request));
    } else sendJson(response, { message: 'Not Found' }, 404);
  });
  const close = async () => {
    await Promise.all([server.close(), files.close()]);
  };
  return { url: server.url, api, storage, close };
}

/** An answer as GitHub's API gives it. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

function page(artifacts: readonly Json[], { url = '' }: IncomingMessage): Json {
  const { searchParams } = new URL(url, 'http://localhost');
  const [size, number] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
  return { total_count: artifacts.length, artifacts: artifacts.slice((number - 1) * size, number * size) };
}

type Answer = (path: string, request: IncomingMessage, response: ServerResponse) => unknown;

async function listen(asked: Asked[], answer: Answer): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    answer(pathname, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
