import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import { compareRanks } from '@assay/policy';
import { parseCargoLock } from '@assay/rust';
import type { LeftOut, MemberFact } from '../facts.js';

const LOCK = 'Cargo.lock';

/** The packages, or why they are not known. */
export interface Outside {
  leftOut: LeftOut[];
  gaps: Gap[];
}

/**
 * Packages that come from a folder and are no members, by the lock file: code of the project that no figure holds.
 * Which members use them is not asked; they are judged by the highest of them. A lock file that cannot be read, or
 * lacks a member, is a gap. Throws WorldError when interrupted.
 */
export async function packagesOutside(world: World, members: readonly MemberFact[]): Promise<Outside> {
  const own = new Set(members.map(({ id }) => id));
  const [highest] = members.toSorted((a, b) => compareRanks(b.rank, a.rank));
  const locked = await lockedPackages(world);
  if ('why' in locked) return { leftOut: [], gaps: [unknownPackages(locked.why)] };
  const names = new Set(locked.packages.map(({ name, version }) => `${name} ${version}`));
  const lacking = members.find(({ id }) => !names.has(id));
  const leftOut = locked.packages
    .filter(({ source, name, version }) => source === undefined && !own.has(`${name} ${version}`))
    .map(
      ({ name, version, line }): LeftOut => ({
        ...{ path: LOCK, lines: [line, line], product: true, member: highest?.id ?? null, at: null },
        because: `${name} ${version} comes from a folder and is no member of the workspace`,
        package: { name, version },
      }),
    );
  return { leftOut, gaps: lacking === undefined ? [] : [unknownPackages(`${LOCK} lacks the member ${lacking.id}`)] };
}

async function lockedPackages(world: World) {
  try {
    return { packages: parseCargoLock(await world.files.readText(LOCK), LOCK).packages };
  } catch (error) {
    if (error instanceof UserError || (isWorldError(error) && error.kind !== 'interrupted'))
      return { why: error.message };
    throw error;
  }
}

function unknownPackages(why: string): Gap {
  return {
    what: 'which packages of the project are no members',
    why,
    remedy: `run cargo generate-lockfile, or cargo update --workspace where there is a ${LOCK}, and commit it`,
    at: { path: LOCK },
  };
}
