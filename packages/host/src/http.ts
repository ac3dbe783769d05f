import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { REFUSAL_LIMIT, type Refusal, RefusedError } from './refusal.js';
import { systemCode, systemWords } from './system.js';
import { isWorldError, WorldError } from './world.js';

/** Trouble that another try may not meet. */
export class PassingError extends WorldError {}

/** May another try come to something else? */
export function mayPass(error: unknown): boolean {
  return error instanceof PassingError || (error instanceof RefusedError && error.refusal.status >= 500);
}

/** The head of an answer, and where it came from. */
export interface Answer {
  url: URL;
  response: IncomingMessage;
}

interface Waiting {
  /** Milliseconds. */
  stallTimeout: number;
  signal: AbortSignal;
}

interface Asking extends Waiting {
  /** Sent besides Assay's own. */
  headers: Readonly<Record<string, string>>;
}

const REDIRECTS = 5;

/** The answer with status 200 at the end of all redirects. Credentials go to the origin of the address only. Throws WorldError. */
export async function follow(address: string, { headers, ...waiting }: Asking): Promise<Answer> {
  let url = httpUrl(address);
  let sent = headers;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const response = await request(url, { ...waiting, headers: sent });
    const { statusCode = 0 } = response;
    if (statusCode === 200) return { url, response };
    if (![301, 302, 303, 307, 308].includes(statusCode)) throw await refused({ url, response }, waiting);
    response.destroy();
    const next = redirected(url, response.headers.location ?? '');
    if (next.origin !== url.origin) sent = withoutCredentials(sent);
    url = next;
  }
  throw new WorldError('unreadable', shown(url), `${address} leads on through more than ${REDIRECTS} redirects`);
}

/** Once gone they stay away, also where a further redirect leads back. */
function withoutCredentials(headers: Asking['headers']): Asking['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

/** What is sent along with a request. */
export interface Content {
  bytes: Uint8Array;
  /** Its media type. */
  type: string;
}

/** The answer with status 200 to content that is sent. No redirect is followed: what is meant for one server goes to no other. Throws WorldError. */
export async function submit(address: string, content: Content, asking: Asking): Promise<Answer> {
  const url = httpUrl(address);
  const response = await request(url, asking, content);
  const { statusCode = 0 } = response;
  if (statusCode === 200) return { url, response };
  throw await refused({ url, response }, asking);
}

/** Bytes that must come within the time of a stall, so that nobody can hold a download up by sending a byte at a time. */
const PROGRESS = 16 * 1024;

/** The body of an answer. It ends without an error only when it is whole. */
export function receive(
  { url, response }: Answer,
  { maxBytes, stallTimeout, signal }: Waiting & { maxBytes: number },
): { length: number | undefined; body: AsyncGenerator<Uint8Array, void> } {
  const stated = Number(response.headers['content-length'] ?? Number.NaN);
  const length = Number.isSafeInteger(stated) ? stated : undefined;

  async function* body(): AsyncGenerator<Uint8Array, void> {
    const chunks = response[Symbol.asyncIterator]();
    let [received, sinceProgress, patience] = [0, 0, stallTimeout];
    const atMost = (bytes: number) => {
      if (bytes > maxBytes)
        throw new WorldError('too-large', shown(url), `${shown(url)} has more than ${maxBytes} bytes`);
    };
    try {
      atMost(length ?? 0);
      for (;;) {
        const asked = performance.now();
        const timer = setTimeout(() => response.destroy(stalled(url, stallTimeout, received)), patience);
        const { done, value } = await chunks.next().finally(() => clearTimeout(timer));
        if (done === true) break;
        received += value.length;
        atMost(received);
        sinceProgress += value.length;
        patience -= performance.now() - asked;
        if (sinceProgress >= PROGRESS) [sinceProgress, patience] = [0, stallTimeout];
        yield value;
      }
    } catch (error) {
      throw inWords(error, url, signal, received);
    } finally {
      response.destroy();
    }
  }
  return { length, body: body() };
}

function interrupted(url: URL): WorldError {
  return new WorldError('interrupted', shown(url), `fetching ${shown(url)} was interrupted`);
}

/** One request, up to the head of the answer. Each has a connection of its own: none is used that the server has let go of. */
function request(
  url: URL,
  { stallTimeout, signal, headers: given }: Asking,
  content?: Content,
): Promise<IncomingMessage> {
  if (signal.aborted) return Promise.reject(interrupted(url));
  return new Promise((resolve, reject) => {
    const headers = { ...given, 'accept-encoding': 'identity', 'user-agent': 'assay', ...headersOf(content) };
    const options = { agent: false, signal, headers, method: content === undefined ? 'GET' : 'POST' };
    const sent = (url.protocol === 'https:' ? https : http).request(url, options).end(content?.bytes);
    const timer = setTimeout(() => sent.destroy(stalled(url, stallTimeout, 0)), stallTimeout);
    sent.on('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    // Listened to also when the answer has come: then the body tells the same.
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(inWords(error, url, signal, 0));
    });
  });
}

function headersOf(content: Content | undefined): Record<string, string | number> {
  return content === undefined ? {} : { 'content-type': content.type, 'content-length': content.bytes.length };
}

function httpUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isHttp(url)) {
    throw new WorldError('unreadable', address, `${address} is not the address of a file on an HTTP server`);
  }
  return url;
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

function redirected(from: URL, location: string): URL {
  const to = location !== '' && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to === undefined || !isHttp(to)) {
    throw new WorldError('unreadable', shown(from), `${shown(from)} leads on to what is no HTTP address`);
  }
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw new WorldError('unreadable', shown(from), `${shown(from)} leads on to ${shown(to)}, which is not encrypted`);
  }
  return to;
}

async function refused(answer: Answer, waiting: Waiting): Promise<RefusedError> {
  const { url, response } = answer;
  const { statusCode: status = 0, headers } = response;
  const said = `${shown(url)}: the server answers ${status} (${http.STATUS_CODES[status] ?? 'unknown'})`;
  const kind = status === 404 ? 'not-found' : status >= 500 ? 'unreachable' : 'unreadable';
  const refusal = { status, headers: inText(headers), body: await beginningOf(answer, waiting) };
  return new RefusedError(kind, shown(url), said, refusal);
}

function inText(headers: IncomingMessage['headers']): Refusal['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, String(value)]));
}

/** What comes of a refusal's body: that it is cut off, or too long, is no other trouble. Throws WorldError when the user interrupts. */
async function beginningOf(answer: Answer, waiting: Waiting): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of receive(answer, { ...waiting, maxBytes: Number.POSITIVE_INFINITY }).body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= REFUSAL_LIMIT) break;
    }
  } catch (error) {
    if (isWorldError(error, 'interrupted')) throw error;
  }
  return Buffer.concat(chunks).subarray(0, REFUSAL_LIMIT);
}

function stalled(url: URL, stallTimeout: number, received: number): WorldError {
  const what = received === 0 ? 'nothing' : `next to nothing after ${received} bytes`;
  return new PassingError(
    'timed-out',
    shown(url),
    `${shown(url)}: the server sent ${what} for ${stallTimeout / 1000} s`,
  );
}

/** Codes of what may not happen again; a body that ends too early is a reset, too. */
const passing = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];

/** Codes of a name without an address. The system's own words for it, of nodes and services, are understood by few. */
const unresolved = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'];

function inWords(error: unknown, url: URL, signal: AbortSignal, received: number): WorldError {
  if (signal.aborted) return interrupted(url);
  if (isWorldError(error)) return error;
  const code = systemCode(error) ?? '';
  const cut = code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
  const isUnresolved = unresolved.includes(code);
  const reason = cut ? 'the connection was cut' : systemWords(error);
  const what = isUnresolved ? `the name ${url.hostname} cannot be resolved` : reason;
  const message = `${shown(url)}: ${what}${received === 0 ? '' : ` after ${received} bytes`}`;
  const Kind = passing.includes(code) ? PassingError : WorldError;
  return new Kind('unreachable', shown(url), message, { cause: error });
}

/** An address as messages may show it: without the password in it, and without its query, in which storage servers take a signature for one. */
function shown(url: URL): string {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  copy.search = '';
  return copy.href;
}
