import path from 'node:path';
import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import { readChangelog } from './changelog-text.js';
import type { Changelog } from './facts.js';
import type { PublishableMember } from './members.js';

/** Names of changelogs, in any case. */
const names = ['changelog.md', 'changes.md', 'releases.md'];

/**
 * The changelog of a member: the first in its own folder or in the workspace's root that has a section for its version, or else the first.
 * `null` where there is none; absent, with a gap, where it cannot be read. Throws WorldError when interrupted.
 */
export async function findChangelog(
  world: World,
  { name, version, manifest }: PublishableMember,
): Promise<{ changelog?: Changelog | null; gaps: Gap[] }> {
  try {
    const found: Changelog[] = [];
    for (const file of await changelogFiles(world, path.dirname(manifest))) {
      const text = await world.files.readText(file);
      found.push({ path: portablePath(file, world.anchors), ...readChangelog(text, version) });
    }
    return { changelog: found.find(({ section }) => section !== null) ?? found[0] ?? null, gaps: [] };
  } catch (error) {
    if (!(error instanceof UserError) && !isWorldError(error)) throw error;
    if (isWorldError(error, 'interrupted')) throw error;
    const remedy = 'make it a readable text file, and the folders readable for this user';
    return { gaps: [{ what: `what the changelog of ${name} says`, why: error.message, remedy }] };
  }
}

async function changelogFiles(world: World, folder: string): Promise<string[]> {
  const folders = [...new Set([folder, world.root].map((each) => path.resolve(world.root, each)))];
  const files = await Promise.all(
    folders.map(async (each) => (await world.files.list(each)).map((name) => path.join(each, name))),
  );
  return files.flatMap((listed) =>
    names.flatMap((name) => listed.filter((file) => path.basename(file).toLowerCase() === name)),
  );
}
