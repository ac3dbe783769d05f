import { quote, UserError } from '@assay/evidence';
import type { Refusal, RefusedError } from '@assay/host';
import type { Asked } from './api.js';

/**
 * GitHub's refusal in words for whoever must repair it: which right is missing, when a limit ends, what may be hidden. What the headers mean:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api. `hasToken`: was a token sent?
 */
export function refusedInWords(error: RefusedError, asked: Asked, hasToken: boolean): UserError {
  const { refusal } = error;
  const { why, remedy } = explain(refusal, asked, hasToken);
  const said = messageIn(refusal);
  const quoted = said === undefined ? '' : `; GitHub says ${quote(said)}`;
  return new UserError(`${asked.what} cannot be read: ${why} (status ${refusal.status}${quoted})`, {
    remedy,
    cause: error,
  });
}

interface Explanation {
  why: string;
  remedy: string;
}

const SET_TOKEN = 'set GITHUB_TOKEN (or GH_TOKEN) to a token';

function explain(refusal: Refusal, asked: Asked, hasToken: boolean): Explanation {
  const { status } = refusal;
  if (status === 403 || status === 429) return limited(refusal, hasToken) ?? forbidden(refusal, asked, hasToken);
  if (status === 401) return unauthorized(asked, hasToken);
  if (status === 404) return notFound(asked, hasToken);
  if (status === 410) {
    return {
      why: 'it has been deleted, or has expired',
      remedy: 'use a copy that was kept elsewhere: assay audit FILE; or run the workflow again',
    };
  }
  if (status >= 500) {
    return { why: 'the server failed, four times in a row', remedy: 'try again later; https://www.githubstatus.com' };
  }
  return { why: 'the server refuses', remedy: 'see what it says, and that GITHUB_API_URL is right' };
}

/** A limit on how much may be asked in a time; `undefined` when that is not what the refusal is about. */
function limited(refusal: Refusal, hasToken: boolean): Explanation | undefined {
  const { headers } = refusal;
  const more = hasToken ? '' : `, or ${SET_TOKEN}: with one the limit is higher`;
  if (headers['x-ratelimit-remaining'] === '0') {
    const until = moment(headers['x-ratelimit-reset']);
    const when = until === undefined ? 'within the hour' : `at ${until}`;
    return {
      why: `the limit of requests in an hour is used up; it is renewed ${when}`,
      remedy: `try again after that${more}`,
    };
  }
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  if (seconds === undefined && refusal.status !== 429 && !/secondary rate limit/i.test(messageIn(refusal) ?? '')) {
    return undefined;
  }
  const wait = seconds === undefined ? 'some minutes' : `${seconds} s`;
  return { why: 'too much was asked in a short time', remedy: `try again after ${wait}${more}` };
}

/** `2026-11-28 12:00:00 UTC` of seconds since the epoch, as the header has them. */
function moment(seconds: string | undefined): string | undefined {
  if (!/^\d{1,11}$/.test(seconds ?? '')) return undefined;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function forbidden({ headers }: Refusal, { right }: Asked, hasToken: boolean): Explanation {
  const sso = headers['x-github-sso'];
  if (sso !== undefined) {
    const address = /\burl=(\S+)/.exec(sso)?.[1];
    return {
      why: 'the organisation demands single sign-on, for which the token is not authorised',
      remedy: `authorise the token for the organisation${address === undefined ? '' : `, at ${quote(address)}`}`,
    };
  }
  const accepted = headers['x-accepted-github-permissions'];
  const rights = accepted === undefined ? '' : `; GitHub would accept ${quote(accepted)}`;
  return {
    why: hasToken ? `the token lacks the right ${right}${rights}` : 'it is not for everybody, and no token was given',
    remedy: rightsRemedy(right, hasToken),
  };
}

function unauthorized({ right }: Asked, hasToken: boolean): Explanation {
  return {
    why: hasToken
      ? 'the token is not valid: it has expired, was revoked, or is not of this server'
      : 'no token was given',
    remedy: rightsRemedy(right, false),
  };
}

/** GitHub does not say that something private is there. */
function notFound({ right }: Asked, hasToken: boolean): Explanation {
  return hasToken
    ? {
        why: 'there is none, or the token may not see it',
        remedy: `see that the name is right; for something private ${rightsRemedy(right, true)}`,
      }
    : {
        why: 'there is none, or it is private, and no token was given',
        remedy: `see that the name is right; for something private ${rightsRemedy(right, false)}`,
      };
}

function rightsRemedy(right: Asked['right'], hasToken: boolean): string {
  const rights = `with the right ${right} in that repository (a classic token: the scope repo)`;
  const start = hasToken ? `use a token ${rights}` : `${SET_TOKEN} ${rights}`;
  return `${start}; in a workflow: permissions: { ${right} } of the job`;
}

/** The API's own message; `undefined` when there is none. */
function messageIn({ body }: Refusal): string | undefined {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(body));
    const message = typeof said === 'object' && said !== null && 'message' in said ? said.message : undefined;
    return typeof message === 'string' && message !== '' ? message : undefined;
  } catch {
    return undefined; // A proxy's page, or an answer that was cut off: the status says enough.
  }
}
