import path from 'node:path';
import type { Verification } from '@assay/bundle';
import type { Check } from '@assay/check';
import { signatureFileOf, UserError } from '@assay/evidence';
import type { Host } from '@assay/host';
import { openSigner, type Signature, type SigningRequest } from './signing.js';
import { verifyBundleFile } from './verify-evidence.js';

export interface SignBundleRequest extends SigningRequest {
  /** The bundle, absolute or relative to the folder that the process runs in. */
  bundle: string;
  /** Where the signature goes. Default: beside the bundle, `bundle.zip.sigstore.json`. */
  output?: string | undefined;
  /** The checks by whose rules it is verified first, the built-in `policy` last. Default: all of Assay's. */
  checks?: readonly Check[] | undefined;
}

/** A signature that was written, and the bundle that it is over. */
export interface SignOutcome extends Omit<Signature, 'content'> {
  /** Of the signature, absolute. */
  path: string;
  verification: Verification;
}

/**
 * Signs a bundle that is there already. Throws UserError, and writes nothing: the bundle is not what it claims, the key cannot be used, the
 * timestamp server fails, or a signature stands there already, which may be somebody else's.
 */
export async function signBundleFile(host: Host, request: SignBundleRequest): Promise<SignOutcome> {
  const signer = await openSigner(host, request);
  const output = path.resolve(request.output ?? signatureFileOf(request.bundle));
  await refuseExisting(host, output);
  const verification = await verifyBundleFile(host.world('.'), request.bundle, request.checks);
  const { content, ...signature } = await signer.sign(verification, request.bundle);
  if (!(await host.writer.createNew(output, content))) throw existing(output);
  return { ...signature, path: output, verification };
}

async function refuseExisting(host: Host, output: string): Promise<void> {
  if ((await host.world('.').files.kind(output)) !== undefined) throw existing(output);
}

function existing(output: string): UserError {
  return new UserError(`${path.basename(output)} is there already, and may be somebody's signature`, {
    at: { path: output },
    remedy: 'remove it if it is of no use, or name another file with --output',
  });
}
