import path from 'node:path';
import { UserError } from '@assay/evidence';
import type { Host } from '@assay/host';

/**
 * The real path of the folder, which must hold a Cargo.toml. Throws UserError when it does not. A module of its own, so that an
 * action tells of a wrong folder without loading the checks.
 */
export async function workspaceRoot(host: Host, folder: string): Promise<string> {
  const given = path.resolve(folder);
  const outside = host.world(given);
  if ((await outside.files.kind(path.join(given, 'Cargo.toml'))) !== 'file') {
    throw new UserError(`there is no Cargo.toml in ${folder}`, {
      remedy: 'run in the folder of a Cargo workspace, or name it with --manifest-path',
    });
  }
  return outside.files.realPath(given);
}
