import { UserError } from '@assay/evidence';
import type { Environment, Network } from '@assay/host';
import { type GitHub, githubApi } from './api.js';

const API = 'https://api.github.com';

/**
 * The API that the environment names, as GitHub's runners set it: `GITHUB_API_URL`, and the token of `GITHUB_TOKEN`, else `GH_TOKEN`. `token`: one to
 * use in its place. Throws UserError for an address that is none, and before a token would go over the wire as it is.
 */
export function connect(
  { network, environment }: { network: Network; environment: Environment },
  given?: string,
): GitHub {
  const url = apiAddress(environment.get('GITHUB_API_URL') || API);
  const token = (given || environment.get('GITHUB_TOKEN') || environment.get('GH_TOKEN') || '').trim();
  if (token === '') return githubApi({ network, url: addressOf(url), token: undefined });
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UserError('the token for GitHub holds characters that no token has', {
      remedy: 'set GITHUB_TOKEN to the token and nothing else, without spaces and line ends in it',
    });
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new UserError(`a token would go to ${addressOf(url)} unencrypted`, {
      remedy: 'name the API in GITHUB_API_URL with https:, or unset GITHUB_TOKEN and GH_TOKEN',
    });
  }
  return githubApi({ network, url: addressOf(url), token });
}

function apiAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.username === '') return url;
  throw new UserError('GITHUB_API_URL is not the address of an API', {
    remedy: `unset it for ${API}, or set it to https://HOST/api/v3 of a GitHub Enterprise Server`,
  });
}

function addressOf(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
