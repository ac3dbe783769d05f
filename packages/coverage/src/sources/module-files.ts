import path from 'node:path';
import type { ModuleDeclaration } from '@assay/obligations';

/** A file in which the code of a module may be. */
export interface Candidate {
  /** Absolute. */
  file: string;
  /** Do its modules lie in its own folder, rather than in one that has its name? */
  ownsFolder: boolean;
}

/**
 * The files in which the code of a module may be that a file (absolute) declares: first those that a `path` attribute
 * names. As rustc 1.95 looks for them (observed).
 * https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames
 */
export function filesOf(
  { file, ownsFolder }: Candidate,
  { name, inside, path: named, conditionalPaths }: ModuleDeclaration,
): Candidate[] {
  const folder = path.dirname(file);
  const own = ownsFolder ? folder : path.join(folder, path.basename(file, '.rs'));
  const within = folderWithin(inside, folder, own);
  // A `path` attribute of a module that stands in no other is relative to the file; of one in inline modules to their
  // folder.
  const at = (other: string) => ({
    file: path.resolve(inside.length === 0 ? folder : within, other),
    ownsFolder: true,
  });
  if (named !== undefined) return [at(named)];
  return [
    ...conditionalPaths.map((each) => at(each.path)),
    { file: path.join(within, `${plain(name)}.rs`), ownsFolder: false },
    { file: path.join(within, plain(name), 'mod.rs'), ownsFolder: true },
  ];
}

/**
 * The folder of nested inline modules. A `path` attribute of the outermost is relative to the file; of the others to
 * the one around.
 */
function folderWithin([first, ...others]: ModuleDeclaration['inside'], folder: string, own: string): string {
  if (first === undefined) return own;
  const outermost = first.path === undefined ? path.join(own, plain(first.name)) : path.resolve(folder, first.path);
  return others.reduce((around, module) => path.resolve(around, module.path ?? plain(module.name)), outermost);
}

/** A raw identifier without its mark, which files have not. */
function plain(name: string): string {
  return name.replace(/^r#/, '');
}
