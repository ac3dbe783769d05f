import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders that stand under a name in evidence, because their place differs from machine to machine. */
export interface Anchors {
  root: string;
  cargoHome: string | undefined;
  rustupHome: string | undefined;
  home: string | undefined;
  /** Further spellings of the same folders, where links lead to them: the name (`.`, `$CARGO_HOME`, …) and the folder. */
  alsoKnownAs?: readonly (readonly [name: string, folder: string])[];
}

/**
 * A path as evidence may show it: relative to the workspace root when inside it; `../` steps for Cargo's and rustup's files
 * in the folders above it; otherwise under `$CARGO_HOME`, `$RUSTUP_HOME` or `~`; otherwise `<outside>/` and the last name.
 * Always with `/`.
 */
export function portablePath(file: string, anchors: Anchors): string {
  const absolute = path.resolve(anchors.root, file);
  const [home, others] = partition(named(anchors), ([name]) => name === '~');
  const above = path.relative(anchors.root, absolute).split(path.sep).join('/');
  const steps = /^(\.\.\/)+(\.cargo\/|rust-toolchain|Cargo\.)/.test(above) ? above : undefined;
  return under(absolute, others) ?? steps ?? under(absolute, home) ?? `<outside>/${path.basename(absolute)}`;
}

/** Text of a tool or a variable with every anchor folder in it, as a path or inside a URL, replaced by its name. */
export function portableText(text: string, anchors: Anchors): string {
  return named(anchors)
    .filter(([, folder]) => folder !== path.parse(folder).root)
    .flatMap(([name, folder]) => [...new Set([folder, encoded(folder)])].map((form) => [name, form] as const))
    .reduce((result, [name, form]) => result.replace(whole(form), () => name), text);
}

/** Is this path the folder, or below it? Both absolute; links are not resolved. */
export function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

type Named = readonly [name: string, folder: string];

/** The anchors in the order in which they claim a path. */
function named({ root, cargoHome, rustupHome, home, alsoKnownAs = [] }: Anchors): Named[] {
  const own: [string, string | undefined][] = [
    ['.', root],
    ['$CARGO_HOME', cargoHome],
    ['$RUSTUP_HOME', rustupHome],
    ['~', home],
  ];
  return own.flatMap(([name, folder]) => [
    ...(folder === undefined ? [] : [[name, folder] as const]),
    ...alsoKnownAs.filter(([known]) => known === name),
  ]);
}

/** The path under the name of the first folder that holds it. */
function under(absolute: string, folders: readonly Named[]): string | undefined {
  for (const [name, folder] of folders) {
    const rest = below(folder, absolute);
    if (rest === undefined) continue;
    if (name === '.') return rest;
    return rest === '.' ? name : `${name}/${rest}`;
  }
  return undefined;
}

function below(folder: string, file: string): string | undefined {
  if (!isBelow(folder, file)) return undefined;
  const relative = path.relative(folder, file);
  return relative === '' ? '.' : relative.split(path.sep).join('/');
}

/** The folder as Cargo's package ids spell it, in URLs: a space is `%20`. */
function encoded(folder: string): string {
  return pathToFileURL(folder).pathname;
}

/** The folder's name where it is a whole path or the start of one: not the end of a longer one, nor of a longer name. */
function whole(folder: string): RegExp {
  const literal = folder.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![/\\\\][\\p{L}\\p{N}._-]+)${literal}(?!\\.?[\\p{L}\\p{N}_-])`, 'gu');
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
