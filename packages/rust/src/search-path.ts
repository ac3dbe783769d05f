import path from 'node:path';
import type { World } from '@assay/host';

/**
 * The folders of `PATH` in their order, each once, absolute. An empty or a relative one is counted from the workspace root, where a
 * build is started.
 */
export function searchPath({ environment, root }: World): string[] {
  const value = environment.get('PATH');
  if (value === undefined) return [];
  return [...new Set(value.split(path.delimiter).map((folder) => path.resolve(root, folder)))];
}

/**
 * The file that is started under a name: the first in these folders that can be executed, links not resolved. Throws WorldError
 * where one cannot be looked at.
 */
export async function findOnPath(world: World, folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const file = path.join(folder, programFile(world, name));
    if (await world.files.isExecutable(file)) return file;
  }
  return undefined;
}

/** How the file of a program is called. */
export function programFile({ hostTriple }: World, name: string): string {
  return hostTriple?.includes('-windows-') ? `${name}.exe` : name;
}
