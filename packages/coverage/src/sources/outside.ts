import { UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { compareRanks } from '@assay/policy';
import { parseCargoLock } from '@assay/rust';
import type { LeftOut, MemberFact } from '../facts.js';

const LOCK = 'Cargo.lock';

/**
 * Packages that come from a folder and are no members, by the lock file: code of the project that no figure holds. Which members use them is not
 * asked; they are judged by the highest of them. None where there is no lock file that can be read: without one no test is run. Throws WorldError when
 * interrupted.
 */
export async function packagesOutside(world: World, members: readonly MemberFact[]): Promise<LeftOut[]> {
  const own = new Set(members.map(({ id }) => id));
  const [highest] = members.toSorted((a, b) => compareRanks(b.rank, a.rank));
  const locked = await lockedPackages(world);
  return locked
    .filter(({ source, name, version }) => source === undefined && !own.has(`${name} ${version}`))
    .map(({ name, version, line }) => ({
      ...{ path: LOCK, lines: [line, line], product: true, member: highest?.id ?? null, at: null },
      because: `${name} ${version} comes from a folder and is no member of the workspace`,
      package: { name, version },
    }));
}

async function lockedPackages(world: World) {
  try {
    const text = await world.files.readTextIfPresent(LOCK);
    return text === undefined ? [] : parseCargoLock(text, LOCK).packages;
  } catch (error) {
    // `--locked` makes Cargo refuse what cannot be read, and the run is a gap.
    if (error instanceof UserError || (isWorldError(error) && error.kind !== 'interrupted')) return [];
    throw error;
  }
}
