import path from 'node:path';
import { UserError } from '@assay/evidence';
import type { Host } from '@assay/host';
import { ancestors } from '@assay/rust';

/**
 * The real path of the folder, which must hold a Cargo.toml. Throws UserError when it does not. A module of its own, so that an
 * action tells of a wrong folder without loading the checks.
 */
export async function workspaceRoot(host: Host, folder: string): Promise<string> {
  const given = path.resolve(folder);
  const outside = host.world(given);
  if ((await outside.files.kind(path.join(given, 'Cargo.toml'))) !== 'file') {
    const above = await nearestAbove(host, given, 'Cargo.toml');
    const nearest = above === undefined ? '' : ` (the nearest above is ${shownFrom(given, above)})`;
    throw new UserError(`there is no Cargo.toml in ${folder}${nearest}`, {
      remedy: 'run in the folder of a Cargo workspace, or name it with --manifest-path',
    });
  }
  return outside.files.realPath(given);
}

/**
 * Refuses to begin a second set of Assay's files in a member of a workspace that has one. Throws UserError where a folder above has a policy and
 * this one has none.
 */
export async function refuseMember(host: Host, root: string): Promise<void> {
  if ((await host.world(root).files.kind('assay.toml')) !== undefined) return;
  const above = await nearestAbove(host, root, 'assay.toml');
  if (above === undefined) return;
  const manifest = path.join(path.dirname(shownFrom(root, above)), 'Cargo.toml');
  throw new UserError(`there is no assay.toml here, and one in ${shownFrom(root, above)}`, {
    remedy: `name that workspace with --manifest-path ${manifest}; or run assay init first, if this is one of its own`,
  });
}

/** The file of this name in the nearest folder above that has one, absolute. */
async function nearestAbove(host: Host, folder: string, name: string): Promise<string | undefined> {
  const { files } = host.world(folder);
  for (const above of ancestors(folder).slice(1)) {
    const candidate = path.join(above, name);
    if ((await files.kind(candidate)) === 'file') return candidate;
  }
  return undefined;
}

/** Without the names of the folders above, which are the machine's own. */
function shownFrom(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
