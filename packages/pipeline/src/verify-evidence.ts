import path from 'node:path';
import {
  BUNDLE_LIMIT,
  holdsAssay,
  type Verification,
  type VerificationTerms,
  verifyBundle,
  withSignature,
} from '@assay/bundle';
import type { Check } from '@assay/check';
import { sha256, UserError, utcDay } from '@assay/evidence';
import { asNamed, type Host, isWorldError, shippedFiles, type World } from '@assay/host';
import { baselineReleases } from '@assay/rust';
import { allChecks, rulesSha256 } from './checks.js';
import { VERSION } from './version.js';
import { type Vouching, vouch } from './vouching.js';

/** How to verify a bundle. */
export interface VerifyRequest extends Vouching {
  /** The checks whose rules are run again, the built-in `policy` last. Default: all of Assay's. */
  checks?: readonly Check[] | undefined;
}

/**
 * Verifies a bundle, trusting nothing in it that can be recomputed, and the signature over it, by those whom a trust file names. Throws UserError
 * when there is no such file.
 */
export async function verifyEvidence(host: Host, file: string, request: VerifyRequest = {}): Promise<Verification> {
  const world = host.world('.');
  const verification = await verifyBundleFile(world, file, request.checks);
  return withSignature(verification, await vouch(world, file, verification, request));
}

/** As {@link verifyEvidence}, without a look at who vouches for it. */
export async function verifyBundleFile(
  world: World,
  file: string,
  checks: readonly Check[] = allChecks,
): Promise<Verification> {
  const bytes = await readBundle(world, path.resolve(file), file);
  return verifyBundle(bytes, await termsFor(bytes, world, checks));
}

/** As {@link verificationTerms}, with the files of this Assay's own where the bundle holds copies of some: they are 5 MB to read and digest. */
export async function termsFor(bundle: Uint8Array, world: World, checks: readonly Check[]): Promise<VerificationTerms> {
  const shipped = holdsAssay(bundle) ? await shippedDigests() : undefined;
  return { ...verificationTerms(world, checks), ...(shipped === undefined ? {} : { shipped }) };
}

/** SHA-256 of each file of this Assay's own; `undefined` where it runs from its sources. */
async function shippedDigests(): Promise<ReadonlyMap<string, string> | undefined> {
  const files = await shippedFiles();
  return files && new Map([...files].map(([file, content]) => [file, sha256(content)]));
}

/** What this installation verifies by. `checks`: every check, the built-in `policy` last. */
export function verificationTerms(world: World, checks: readonly Check[]): VerificationTerms {
  return {
    checks,
    version: VERSION,
    rulesSha256: rulesSha256(),
    today: utcDay(world.clock.now()),
    baselines: baselineReleases(),
  };
}

/** The bytes of a bundle (absolute path); `shown`: how messages name it. Throws UserError when there is no such file. */
export async function readBundle(world: World, file: string, shown: string): Promise<Uint8Array> {
  try {
    return await world.files.read(file, { maxBytes: BUNDLE_LIMIT });
  } catch (error) {
    if (!isWorldError(error)) throw error;
    const what = error.kind === 'not-found' ? `${shown}: there is no such file` : asNamed(shown, error);
    throw new UserError(what, { remedy: 'name a bundle, as assay qualify writes it', cause: error });
  }
}
