import path from 'node:path';
import type { Verification } from '@assay/bundle';
import { type Problem, SIGNATURE_LIMIT, signatureFileOf, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import type { BundleClaims, ReadNamed, SignatureVerification, Trust } from '@assay/signature';

/** Who shall vouch for a bundle. Paths are absolute or relative to the folder that the process runs in. */
export interface Vouching {
  /** The signature. Default: the file beside the bundle, `bundle.zip.sigstore.json`. */
  signature?: string | undefined;
  /** Whom the assessor trusts. Without it no signature is looked at. */
  trust?: string | undefined;
}

const NOT_ASKED = 'where the bundle comes from is not known: no signature was asked for (--trust FILE asks for one)';
const FORMAT = 'docs/signatures.md says what belongs in it';

/**
 * Looks who vouches for a bundle, offline. With a trust file a signature is demanded; without one a note says that nobody was asked for. Throws
 * UserError for a trust file that is not in order, and for a signature file that is named and cannot be read.
 */
export async function vouch(
  world: World,
  bundle: string,
  verification: Verification,
  { signature, trust }: Vouching,
): Promise<SignatureVerification> {
  if (trust === undefined && signature !== undefined) {
    throw new UserError('a signature is named, and nobody whose signature would count', {
      remedy: `name the trust file as well: --trust FILE; ${FORMAT}`,
    });
  }
  return vouchBy(world, verification, trust, () => readSignatureFile(world, bundle, signature));
}

/**
 * As {@link vouch}, for a bundle whose signature has been read already: its bytes, or what is wrong with it. Throws UserError for a trust file that is
 * not in order.
 */
export async function vouchRead(
  world: World,
  verification: Verification,
  signature: Uint8Array | Problem,
  trust: string | undefined,
): Promise<SignatureVerification> {
  return vouchBy(world, verification, trust, async () => signature);
}

/** `read`: the signature, or what is wrong where there is none. It is asked for when the trust file is in order. */
async function vouchBy(
  world: World,
  verification: Verification,
  trust: string | undefined,
  read: () => Promise<Uint8Array | Problem>,
): Promise<SignatureVerification> {
  if (trust === undefined) return { problems: [], notes: [NOT_ASKED] };
  const { verifySignature } = await import(/* webpackMode: "eager" */ '@assay/signature');
  const trusted = await readTrustFile(world, trust);
  const signature = await read();
  if (!(signature instanceof Uint8Array)) return { problems: [signature], notes: [] };
  return verifySignature(signature, { sha256: verification.sha256, claims: claimsOf(verification) }, trusted);
}

/** What a bundle says of itself; `undefined` where nothing in it can be read. */
export function claimsOf({ project, subject, asOf, assay, run, claimed }: Verification): BundleClaims | undefined {
  if (project === undefined || subject === undefined || asOf === undefined || assay === undefined) return undefined;
  return { project, subject, asOf, assay, ...(run === undefined ? {} : { run }), verdict: claimed };
}

async function readTrustFile(world: World, shown: string): Promise<Trust> {
  const { readTrust, TRUST_LIMIT } = await import(/* webpackMode: "eager" */ '@assay/signature');
  const file = path.resolve(shown);
  const limit = { maxBytes: TRUST_LIMIT };
  const readNamed: ReadNamed = async (name) => {
    try {
      return { value: await world.files.readText(path.resolve(path.dirname(file), name), limit) };
    } catch (error) {
      if (!isWorldError(error)) throw error;
      return { fault: error.kind === 'not-found' ? 'does not exist' : `cannot be read: ${error.message}` };
    }
  };
  try {
    return await readTrust(await world.files.readText(file, limit), shown, readNamed);
  } catch (error) {
    throw isWorldError(error) ? unreadable(shown, error.message, `name a trust file; ${FORMAT}`, error) : error;
  }
}

/**
 * The bytes of a bundle's signature, or what is wrong where none stands beside the bundle. `named`: another file than that. Throws UserError for one that
 * is there and cannot be read.
 */
export async function readSignatureFile(world: World, bundle: string, named?: string): Promise<Uint8Array | Problem> {
  const shown = named ?? signatureFileOf(bundle);
  const problem = (what: string, remedy: string) => ({ where: 'signature', what, remedy });
  try {
    return await world.files.read(path.resolve(shown), { maxBytes: SIGNATURE_LIMIT });
  } catch (error) {
    if (!isWorldError(error)) throw error;
    if (error.kind === 'too-large') {
      return problem(`is larger than ${SIGNATURE_LIMIT} bytes`, 'find the signature itself');
    }
    if (error.kind === 'not-found' && named === undefined) {
      return problem(
        `the bundle is not signed: there is no ${path.basename(shown)} beside it`,
        'name the signature with --signature, or have the bundle signed',
      );
    }
    throw unreadable(shown, error.message, 'name the signature of the bundle, as assay sign writes it', error);
  }
}

function unreadable(shown: string, message: string, remedy: string, cause: Error): UserError {
  return new UserError(`${shown}: ${message}`, { remedy, cause });
}
