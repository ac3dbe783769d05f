import { createHash } from 'node:crypto';
import { UserError } from '@assay/evidence';
import type { ComponentName } from '@assay/sysroot';
import { type ComponentFile, ComponentReader } from './component.js';
import { ArchiveFault } from './fault.js';
import { Gunzip } from './gunzip.js';
import { TarReader } from './tar.js';

/** An archive that holds one component, as a manifest names it. */
export interface ComponentArchive extends ComponentName {
  /** How messages name it. */
  archive: string;
  /** Lower-case hex. */
  sha256: string;
}

/**
 * The files of a component, out of its .tar.gz as it comes: nothing is unpacked or held but their names and digests. The
 * archive's own digest is looked at first, so that one which was damaged on its way is told from one which was made wrong.
 * Throws UserError, and whatever the body throws.
 */
export async function readComponent(body: AsyncIterable<Uint8Array>, of: ComponentArchive): Promise<ComponentFile[]> {
  const component = new ComponentReader(of);
  const tar = new TarReader((path, mode, size) => component.open(path, mode, size));
  const gunzip = new Gunzip((chunk) => tar.take(chunk));
  const digest = createHash('sha256');
  let fault: ArchiveFault | undefined;
  try {
    for await (const chunk of body) {
      digest.update(chunk);
      // When something is wrong the rest is read for its digest alone.
      fault ??= await faultOf(() => gunzip.write(chunk));
    }
    fault ??= await faultOf(() => gunzip.end());
  } finally {
    gunzip.close();
  }
  const sha256 = digest.digest('hex');
  if (sha256 !== of.sha256) throw otherDigest(of, sha256, fault);
  if (fault !== undefined) throw refused(of, fault);
  try {
    tar.end();
    return component.files();
  } catch (error) {
    throw error instanceof ArchiveFault ? refused(of, error) : error;
  }
}

async function faultOf(work: () => Promise<void>): Promise<ArchiveFault | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ArchiveFault) return error;
    throw error;
  }
}

function otherDigest({ archive, sha256 }: ComponentArchive, found: string, fault: ArchiveFault | undefined): UserError {
  const also = fault === undefined ? '' : `; besides, it ${fault.message}`;
  return new UserError(`${archive} has the SHA-256 ${found}, and the manifest says ${sha256}${also}`, {
    remedy: 'fetch it again, from the release server itself if a mirror was used; if it stays so, do not use it',
  });
}

function refused({ archive }: ComponentArchive, fault: ArchiveFault): UserError {
  return new UserError(`${archive} ${fault.message}`, {
    remedy: 'do not use this archive, although it is the one that the manifest names; tell who signed it',
    cause: fault,
  });
}
