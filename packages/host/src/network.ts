import { type ByteStream, wholeOf } from './byte-stream.js';
import { type Content, follow, mayPass, receive, submit } from './http.js';
import { pause } from './pause.js';
import { DEFAULT_READ_LIMIT } from './world.js';

/** Fetching files from servers, and asking them. */
export interface Network {
  /**
   * Fetches a file by HTTP or HTTPS, its bytes as they come. Redirects are followed, at most 5 and never from HTTPS to HTTP.
   * Trouble that may pass is met with up to three more tries, as long as no byte has been handed out. Throws WorldError, also
   * from the body: `not-found` (404), `unreadable` (any other answer), `unreachable` (no connection, a server's own failure, a
   * body that is cut off), `timed-out` (nothing comes any more), `too-large`, `interrupted`; of these a {@link RefusedError} where the
   * server answered with a status. A proxy that the environment names is not used.
   */
  open(url: string, options?: FetchOptions): Promise<ByteStream>;
  /**
   * Sends content by HTTP or HTTPS (POST) and returns the whole answer. Once: the server may have heeded what it did not answer. No redirect
   * is followed. Throws WorldError as {@link open} does.
   */
  post(url: string, content: Content, options?: FetchOptions): Promise<Uint8Array>;
}

export interface FetchOptions {
  /** Sent besides Assay's own. `authorization` follows no redirect to another scheme, host or port. Default: none. */
  headers?: Readonly<Record<string, string>>;
  /** Refuse a larger file. Default {@link DEFAULT_READ_LIMIT}. */
  maxBytes?: number;
  /** Milliseconds in which an answer, and then each next 16 KiB or the end, must have come. Default {@link STALL_TIMEOUT}. */
  stallTimeout?: number;
}

/** 30 s. */
export const STALL_TIMEOUT = 30_000;

/** Milliseconds before each further try. */
const PAUSES = [1000, 3000, 9000];

/**
 * The network of this machine. What is under way ends when `signal` aborts. `pauses`: before each further try, milliseconds.
 */
export function realNetwork(signal: AbortSignal, pauses: readonly number[] = PAUSES): Network {
  return {
    async open(url, { headers = {}, maxBytes = DEFAULT_READ_LIMIT, stallTimeout = STALL_TIMEOUT } = {}) {
      const fetch = () => begin(url, { headers, maxBytes, stallTimeout, signal });
      for (const milliseconds of pauses) {
        try {
          return await fetch();
        } catch (error) {
          if (!mayPass(error)) throw error;
        }
        await pause(milliseconds, signal);
      }
      return fetch();
    },
    async post(url, content, { headers = {}, maxBytes = DEFAULT_READ_LIMIT, stallTimeout = STALL_TIMEOUT } = {}) {
      const limits = { headers, maxBytes, stallTimeout, signal };
      return wholeOf(receive(await submit(url, content, limits), limits));
    },
  };
}

/** One try: up to the first bytes, so that what goes wrong until then can be tried again. */
async function begin(url: string, limits: Required<FetchOptions> & { signal: AbortSignal }): Promise<ByteStream> {
  const response = await follow(url, limits);
  const { length, body } = receive(response, limits);
  const first = await body.next();
  return { length, body: continued(first, body) };
}

async function* continued<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
