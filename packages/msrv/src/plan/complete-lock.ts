import { byCodeUnit, UserError } from '@assay/evidence';
import { isWorldError, type World, type Writer } from '@assay/host';
import { type CargoLock, cargo, parseCargoLock, plainWords, readCargoFailure } from '@assay/rust';
import type { WorkspaceCopy } from './workspace-copy.js';

/** A planned lock file as Cargo itself writes it, or why it does not take it. */
export type Completed = { text: string; lock: CargoLock } | { refused: string };

/**
 * Puts a planned lock file into the copy and lets Cargo write what it makes of it, changing no more than it must. A package that Cargo
 * adds or takes in another version shows that the plan was not whole: that is refused. Throws WorldError when interrupted.
 */
export async function completeLock(
  world: World,
  writer: Writer,
  copy: WorkspaceCopy,
  planned: string,
  { offline }: { offline: boolean },
): Promise<Completed> {
  await writer.writeWhole(copy.lock, planned);
  const trouble = await update(world, copy, true);
  const refused = trouble === undefined || offline ? trouble : await update(world, copy, false);
  if (refused !== undefined) return { refused };
  const text = await world.files.readText(copy.lock);
  const lock = parseCargoLock(text, 'Cargo.lock');
  const foreign = added(parseCargoLock(planned, 'Cargo.lock'), lock);
  return foreign.length === 0 ? { text, lock } : { refused: `cargo adds ${foreign.join(', ')} to it` };
}

/** Why Cargo refused to bring the lock file in line with the manifests; `undefined` when it did. */
async function update(world: World, { manifest }: WorkspaceCopy, offline: boolean): Promise<string | undefined> {
  const args = ['update', '--workspace', ...(offline ? ['--offline'] : []), '--manifest-path', manifest];
  try {
    const { status, stderr } = await world.tools.run(cargo, args, { env: plainWords });
    return status === 0 ? undefined : readCargoFailure(stderr, world.anchors).message;
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return error.message;
  }
}

function added(planned: CargoLock, complete: CargoLock): string[] {
  const before = new Set(planned.packages.map(({ name, version }) => `${name} ${version}`));
  return complete.packages
    .map(({ name, version }) => `${name} ${version}`)
    .filter((id) => !before.has(id))
    .sort(byCodeUnit);
}
