import { isWorldError, type World, type Writer } from '@assay/host';
import type { Change, Solution } from '@assay/resolve';
import { cargo, plainWords } from '@assay/rust';
import type { WorkspaceCopy } from './workspace-copy.js';

/** A lock file as it is, and as it is planned. */
export interface Move {
  from: string;
  to: string;
}

/**
 * Commands of Cargo that lead from the present lock file to the planned one, tried in the copy: each is kept that Cargo takes, those who
 * depend on others first. None where they do not lead to the very same file. The copy has the planned one afterwards. Throws WorldError when
 * interrupted.
 */
export async function updateCommands(
  world: World,
  writer: Writer,
  copy: WorkspaceCopy,
  solution: Solution,
  { from, to }: Move,
): Promise<string[]> {
  world.progress('looking for the commands that lead to the planned lock file');
  await writer.writeWhole(copy.lock, from);
  const commands: string[] = [];
  let waiting = movesOf(solution);
  for (let taken = true; taken && waiting.length > 0; ) {
    taken = false;
    for (const move of waiting) {
      if (!(await updates(world, copy, move))) continue;
      taken = true;
      commands.push(`cargo ${precise(move).join(' ')}`);
      waiting = waiting.filter((each) => each !== move);
    }
  }
  const reached = await world.files.readText(copy.lock);
  await writer.writeWhole(copy.lock, to);
  return reached === to ? commands : [];
}

type VersionMove = Change & Move;

/** What is new or no longer needed follows by itself. Whoever depends on another that moves comes before it. */
function movesOf({ changes, packages }: Solution): VersionMove[] {
  const moves = changes.filter((each): each is VersionMove => each.from !== undefined && each.to !== undefined);
  const planned = ({ name, to }: VersionMove) =>
    packages.find((each) => each.name === name && each.version === to)?.dependencies ?? [];
  const heights = new Map<VersionMove, number>();
  const heightOf = (move: VersionMove, above: readonly VersionMove[] = []): number => {
    const known = heights.get(move);
    if (known !== undefined || above.includes(move)) return known ?? 0;
    const needed = planned(move).flatMap((index) => {
      const { name, version } = packages[index] ?? { name: '', version: '' };
      return moves.filter((each) => each.name === name && each.to === version);
    });
    const height = 1 + Math.max(0, ...needed.map((each) => heightOf(each, [...above, move])));
    heights.set(move, height);
    return height;
  };
  return [...moves].sort((a, b) => heightOf(b) - heightOf(a));
}

async function updates(world: World, { manifest }: WorkspaceCopy, move: VersionMove): Promise<boolean> {
  try {
    const args = [...precise(move), '--offline', '--manifest-path', manifest];
    const { status } = await world.tools.run(cargo, args, { env: plainWords });
    return status === 0;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return false; // Then there are no commands, and the lock file is there all the same.
  }
}

/** Names the locked version, since two may be locked. */
function precise({ name, from, to }: VersionMove): string[] {
  return ['update', '-p', `${name}@${from}`, '--precise', to];
}
