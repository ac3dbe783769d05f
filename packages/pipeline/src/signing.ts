import path from 'node:path';
import type { Verification } from '@assay/bundle';
import { count, UserError } from '@assay/evidence';
import { asNamed, type Host, isWorldError } from '@assay/host';
import type { SigningKey, TimestampServer } from '@assay/signature';
import { claimsOf } from './vouching.js';

/** By what a bundle is signed. */
export interface SigningRequest {
  /** The file of a private key, absolute or relative to the folder that the process runs in. */
  key: string;
  /** The address of a timestamp server (RFC 3161). Without it the signature tells no time. */
  timestampServer?: string | undefined;
}

/** A signature, ready to be written, and whose it is. */
export interface Signature {
  content: string;
  algorithm: string;
  /** Of the public key, in hex. */
  keySha256: string;
  isTimestamped: boolean;
}

/** What signs bundles. */
export interface Signer {
  /**
   * Signs a bundle by what verifying it said. `named`: how messages call it. Throws UserError where the bundle or the server's answer is no good.
   */
  sign(verification: Verification, named?: string): Promise<Signature>;
}

/** A private key has some hundred bytes. */
const KEY_LIMIT = 64 * 1024;
/** An answer of a timestamp server has some thousand bytes, most of them certificates. */
const ANSWER_LIMIT = 256 * 1024;

/**
 * Opens the key, before any work is done that would be lost without it. Throws UserError: no such file, another kind of key, a passphrase that is
 * missing or wrong, an address that is none.
 */
export async function openSigner(host: Host, { key: file, timestampServer }: SigningRequest): Promise<Signer> {
  const { signBundle } = await import(/* webpackMode: "eager" */ '@assay/signature');
  const key = await readKey(host, file);
  const address = timestampServer === undefined ? undefined : serverAddress(timestampServer);
  return {
    async sign(verification, named = 'the bundle') {
      refuseBroken(verification, named);
      const claims = claimsOf(verification);
      if (claims === undefined) throw new Error('a bundle without problems says nothing of itself');
      const server = address === undefined ? undefined : await timestampServerAt(host, address);
      const content = await signBundle({ sha256: verification.sha256, claims }, key, server);
      const { algorithm, sha256 } = key.publicKey;
      return { content, algorithm, keySha256: sha256, isTimestamped: server !== undefined };
    },
  };
}

async function readKey(host: Host, file: string): Promise<SigningKey> {
  const { PASSPHRASE_VARIABLE, readSigningKey } = await import(/* webpackMode: "eager" */ '@assay/signature');
  const { files, environment } = host.world('.');
  try {
    const text = await files.readText(path.resolve(file), { maxBytes: KEY_LIMIT });
    return readSigningKey(text, file, environment.get(PASSPHRASE_VARIABLE));
  } catch (error) {
    if (!isWorldError(error)) throw error;
    throw new UserError(error.kind === 'not-found' ? `${file}: there is no such file` : asNamed(file, error), {
      remedy: 'name the file of a private key (PKCS#8 PEM); docs/signatures.md shows how to make one',
      cause: error,
    });
  }
}

function serverAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new UserError(`${JSON.stringify(text)} is no address of a timestamp server`, {
    remedy: 'give one that begins with http:// or https://',
  });
}

async function timestampServerAt(host: Host, url: URL): Promise<TimestampServer> {
  const { NONCE_BYTES, QUERY_TYPE } = await import(/* webpackMode: "eager" */ '@assay/signature');
  const name = `${url.protocol}//${url.host}${url.pathname}`;
  return {
    name,
    nonce: host.randomBytes(NONCE_BYTES),
    async ask(bytes) {
      try {
        return await host.network.post(url.href, { bytes, type: QUERY_TYPE }, { maxBytes: ANSWER_LIMIT });
      } catch (error) {
        if (!isWorldError(error) || error.kind === 'interrupted') throw error;
        throw new UserError(`there is no timestamp: ${error.message}`, {
          remedy: 'run again later, or name another server with --timestamp-server; nothing was written',
          cause: error,
        });
      }
    },
  };
}

/** Evidence that fails is evidence, and is signed. What is not what it claims is none. */
function refuseBroken({ problems }: Verification, named: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const lines = problems.slice(0, 10).map(({ where, what }) => `  ${where}: ${what}`);
  throw new UserError(
    `${named} is not an intact bundle, and is not signed: ${count(problems.length, 'problem')}\n${lines.join('\n')}`,
    {
      remedy: first.remedy ?? 'assay verify tells all of it; build the bundle anew',
    },
  );
}
