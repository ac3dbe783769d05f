import { ArchiveFault, quote } from './fault.js';
import { assertPlain, foldersAbove } from './tar-paths.js';

/** What a component says that it installs: single files, and folders with all they hold. */
export interface Claims {
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
}

/** What rustup itself writes into a toolchain: no component may bring it. */
const RECORDS = /^lib\/rustlib\/(components|rust-installer-version|multirust-[^/]*|manifest-[^/]*)$/;

/**
 * Reads a component's `manifest.in`: a line `file:PATH` or `dir:PATH` for each claim. rustup follows a path that leads out of
 * the toolchain; here it is refused, and what overlaps. Throws {@link ArchiveFault}.
 */
export function readClaims(text: string): Claims {
  const [files, folders] = [new Set<string>(), new Set<string>()];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, kind, path = ''] = /^(file|dir):(.*)$/.exec(line) ?? [];
    if (kind === undefined) throw new ArchiveFault(`has a manifest.in with a line that claims nothing, ${quote(line)}`);
    assertPlain(path, 'claims a file');
    if (RECORDS.test(path)) throw new ArchiveFault(`claims a file that rustup writes itself, ${quote(path)}`);
    if (files.has(path) || folders.has(path)) throw new ArchiveFault(`claims ${quote(path)} twice`);
    (kind === 'file' ? files : folders).add(path);
  }
  for (const path of [...files, ...folders]) {
    for (const folder of foldersAbove(path)) {
      if (folders.has(folder)) throw new ArchiveFault(`claims ${quote(path)} twice: it stands in ${quote(folder)}`);
    }
  }
  return { files, folders };
}

/** Which of the files are claimed, by path below the component. Throws {@link ArchiveFault} for a claim that has none. */
export function claimed<T>(files: ReadonlyMap<string, T>, { files: single, folders }: Claims): [string, T][] {
  const unmet = new Set([...single, ...folders]);
  const found = [...files].filter(([path]) => {
    const claim = single.has(path) ? path : [...foldersAbove(path)].find((folder) => folders.has(folder));
    if (claim !== undefined) unmet.delete(claim);
    return claim !== undefined;
  });
  for (const path of unmet) throw new ArchiveFault(`claims ${quote(path)}, which it does not hold`);
  return found;
}
