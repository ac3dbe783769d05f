import { exitStatus } from '@assay/evidence';
import { signBundleFile } from '@assay/pipeline';
import { inertLine, visible } from '@assay/report';
import type { Context } from '../terminal.js';
import { describeMade } from './note-bundle.js';

export interface SignOptions {
  key: string;
  timestampServer?: string;
  output?: string;
}

/** `assay sign FILE`: the signature over a bundle, beside it. What the bundle says does not matter: a fail is evidence as well. */
export async function signCommand({ host, terminal }: Context, file: string, options: SignOptions): Promise<number> {
  const { verification, ...signature } = await signBundleFile(host, { bundle: file, ...options });
  const { sha256, project, claimed, asOf } = verification;
  // The project's name comes out of the bundle.
  const over = `over the bundle of ${project?.name}, ${claimed} as of ${asOf}  sha256 ${sha256}`;
  terminal.print(`${describeMade(signature)}\n${inertLine(visible(over))}`);
  return exitStatus.pass;
}
