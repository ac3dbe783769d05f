import { isLeftOut } from './lock.js';
import { foldersAbove, isPlainEverywhere } from './path.js';
import { isRecord } from './records.js';

/** What a component says that it installs: single files, and folders with all that they hold. */
export interface Claims {
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
}

/**
 * Reads the `manifest.in` of a component's archive, or the record that rustup makes of it: lines `file:PATH` and `dir:PATH`. rustup follows a path that
 * leads out of the toolchain (facts: observed with rustup 1.29); here it is refused, and what overlaps. `fault` goes on after the name of the list.
 */
export function readClaims(text: string): { claims: Claims } | { fault: string } {
  const [files, folders] = [new Set<string>(), new Set<string>()];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, kind, path = ''] = /^(file|dir):(.*)$/.exec(line) ?? [];
    if (kind === undefined) return { fault: `has a line that claims nothing, ${quote(line)}` };
    if (!isPlainEverywhere(path)) return { fault: `claims a file whose path is not plain, ${quote(path)}` };
    if (isRecord(path)) return { fault: `claims a file that rustup writes itself, ${quote(path)}` };
    if (files.has(path) || folders.has(path)) return { fault: `claims ${quote(path)} twice` };
    (kind === 'file' ? files : folders).add(path);
  }
  for (const path of [...files, ...folders]) {
    const folder = claimedFolder(folders, path);
    if (folder !== undefined) return { fault: `claims ${quote(path)} twice: it stands in ${quote(folder)}` };
  }
  return { claims: { files, folders } };
}

/** The claim by which a path is the component's: the path itself, or a folder that it stands in. `undefined` when it is not. */
export function claimOf({ files, folders }: Claims, path: string): string | undefined {
  return files.has(path) ? path : claimedFolder(folders, path);
}

/** Does it claim only what is left out: is it documentation? */
export function isOnlyLeftOut({ files, folders }: Claims, leftOut: readonly string[]): boolean {
  return [...files, ...folders].every((path) => isLeftOut(path, leftOut));
}

function claimedFolder(folders: ReadonlySet<string>, path: string): string | undefined {
  for (const folder of foldersAbove(path)) if (folders.has(folder)) return folder;
  return undefined;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
