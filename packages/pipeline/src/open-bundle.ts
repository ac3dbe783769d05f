import path from 'node:path';
import { type Audit, BUNDLE_FILE } from '@assay/audit';
import {
  BUNDLE_LIMIT,
  type BundleContents,
  bundleContents,
  unwrapArtifact,
  type Verification,
  verifyBundle,
  withSignature,
} from '@assay/bundle';
import { notAskedChecks } from '@assay/check';
import type { World } from '@assay/host';
import type { Report } from '@assay/report';
import { allChecks, checks } from './checks.js';
import { readBundle, termsFor } from './verify-evidence.js';
import { readSignatureFile, vouchRead } from './vouching.js';

/** A bundle that was read from a file and verified. */
interface Opened {
  bytes: Uint8Array;
  /** What stands beside the file as its signature, asked for or not. */
  signature: Uint8Array | undefined;
  verification: Verification;
  contents: BundleContents;
}

/**
 * Reads a bundle, by itself or in the artifact that GitHub handed out, and the signature beside it; verifies the bundle, and, with a trust file, the
 * signature. Throws UserError when there is no such file, and for a signature that is there and cannot be read.
 */
export async function openBundle(world: World, file: string, trust: string | undefined): Promise<Opened> {
  const read = await readBundle(world, path.resolve(file), file);
  const found = unwrapArtifact(read, BUNDLE_FILE, BUNDLE_LIMIT);
  // What holds no bundle is verified as it is, which says what it is.
  const bytes = 'content' in found ? found.content : read;
  const terms = await termsFor(bytes, world, allChecks);
  const verified = verifyBundle(bytes, terms);
  const beside = await readSignatureFile(world, file);
  const verification = withSignature(verified, await vouchRead(world, verified, beside, trust));
  return {
    bytes,
    signature: beside instanceof Uint8Array ? beside : undefined,
    verification,
    contents: bundleContents(bytes, verification.statements, terms),
  };
}

/** What the evidence of a bundle says, for the renderers. */
export function reportOf(
  { problems, verification }: Pick<Audit, 'problems' | 'verification'>,
  { policy, texts }: Pick<BundleContents, 'policy' | 'texts'>,
): Report {
  if (problems.length > 0) return { statements: [], checks: allChecks };
  const notAsked = policy === undefined ? [] : notAskedChecks(checks, policy).map(({ name }) => name);
  return { statements: verification.statements, checks: allChecks, texts, notAsked };
}
