import path from 'node:path';

/** Folders that stand under a name in evidence, because their place differs from machine to machine. */
export interface Anchors {
  root: string;
  cargoHome: string | undefined;
  rustupHome: string | undefined;
  home: string | undefined;
}

/**
 * A path as evidence may show it: relative to the workspace root when inside it; `../` steps for the folders above it;
 * otherwise under `$CARGO_HOME`, `$RUSTUP_HOME` or `~`; otherwise `<outside>/` and the last name. Always with `/`.
 */
export function portablePath(file: string, anchors: Anchors): string {
  const absolute = path.resolve(anchors.root, file);
  const inside = below(anchors.root, absolute);
  if (inside !== undefined) return inside;
  const named: [string, string | undefined][] = [
    ['$CARGO_HOME', anchors.cargoHome],
    ['$RUSTUP_HOME', anchors.rustupHome],
  ];
  for (const [name, folder] of named) {
    const rest = folder === undefined ? undefined : below(folder, absolute);
    if (rest !== undefined) return rest === '.' ? name : `${name}/${rest}`;
  }
  const above = path.relative(anchors.root, absolute).split(path.sep).join('/');
  if (/^(\.\.\/)+(\.cargo\/|rust-toolchain|Cargo\.)/.test(above)) return above;
  const inHome = anchors.home === undefined ? undefined : below(anchors.home, absolute);
  if (inHome !== undefined) return inHome === '.' ? '~' : `~/${inHome}`;
  return `<outside>/${path.basename(absolute)}`;
}

/** Text of a tool or a variable with every anchor folder in it replaced by its name. */
export function portableText(text: string, anchors: Anchors): string {
  const named: [string, string | undefined][] = [
    ['.', anchors.root],
    ['$CARGO_HOME', anchors.cargoHome],
    ['$RUSTUP_HOME', anchors.rustupHome],
    ['~', anchors.home],
  ];
  return named.reduce(
    (result, [name, folder]) => (folder === undefined || folder === '/' ? result : result.replaceAll(folder, name)),
    text,
  );
}

function below(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  if (relative === '') return '.';
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) return undefined;
  return relative.split(path.sep).join('/');
}
