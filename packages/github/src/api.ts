import { errorMessage, jsonPath, quote, UserError } from '@assay/evidence';
import { isWorldError, type Network, RefusedError, wholeOf } from '@assay/host';
import type { ZodType } from 'zod';
import { refusedInWords } from './refused.js';

/** The right that a token must have for a request, as GitHub's permissions name it. */
export type Right = 'metadata: read' | 'actions: read' | 'contents: read';

/** What is asked for, for messages. */
export interface Asked {
  /** In a few words: `run 42 of acme/governor`. */
  what: string;
  right: Right;
}

/** GitHub's REST API, version 2022-11-28. What it answers is read with a schema; every error is a UserError with a remedy. */
export interface GitHub {
  /** The answer to a GET of this path below the API's address. Throws UserError. */
  json<T>(path: string, schema: ZodType<T>, asked: Asked): Promise<T>;
  /** The bytes of a file, at most so many. `accept`: the form in which the API hands it out. Throws UserError. */
  download(path: string, options: { accept: string; maxBytes: number }, asked: Asked): Promise<Uint8Array>;
}

export interface ApiOptions {
  network: Network;
  /** `https://api.github.com`, without a slash at its end. */
  url: string;
  /** Sent to the API's own host and to no other, and part of no message. Without it only what is public can be had. */
  token: string | undefined;
}

/** 16 MiB: a hundred artifacts take 100 KiB. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** The API at an address. */
export function githubApi({ network, url, token }: ApiOptions): GitHub {
  const headers = {
    'x-github-api-version': '2022-11-28',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };

  async function ask(path: string, accept: string, maxBytes: number, asked: Asked): Promise<Uint8Array> {
    try {
      return await wholeOf(await network.open(`${url}${path}`, { headers: { ...headers, accept }, maxBytes }));
    } catch (error) {
      // What the storage server says, which a download is led on to, is not about the token: it is not sent there.
      if (error instanceof RefusedError && error.path.startsWith(`${url}/`)) {
        throw refusedInWords(error, asked, token !== undefined);
      }
      if (!isWorldError(error) || error.kind === 'interrupted') throw error;
      throw new UserError(`${asked.what} cannot be fetched: ${error.message}`, {
        remedy: error.kind === 'too-large' ? 'fetch it by hand, and name the file instead' : 'try again later',
        cause: error,
      });
    }
  }

  return {
    async json(path, schema, asked) {
      const answer = await ask(path, 'application/vnd.github+json', LARGEST_ANSWER, asked);
      const read = schema.safeParse(parse(answer, asked));
      if (read.success) return read.data;
      const [first] = read.error.issues;
      throw notUnderstood(asked, `${jsonPath(first?.path ?? [], 'answer')}: ${first?.message ?? 'not understood'}`);
    },
    download: (path, { accept, maxBytes }, asked) => ask(path, accept, maxBytes, asked),
  };
}

function parse(answer: Uint8Array, asked: Asked): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer));
  } catch (error) {
    throw notUnderstood(asked, `it is no JSON: ${errorMessage(error)}`);
  }
}

function notUnderstood({ what }: Asked, why: string): UserError {
  return new UserError(`what the server says of ${what} is not what GitHub's API says: ${quote(why)}`, {
    remedy: 'see that GITHUB_API_URL is the address of a GitHub API, and that no proxy answers in its place',
  });
}
