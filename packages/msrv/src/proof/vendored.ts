import path from 'node:path';
import { sha256 } from '@assay/evidence';
import { isBelow, type World } from '@assay/host';

/** Where Cargo takes a package from; `source` is `null` for one in a folder. */
export interface Taken {
  source: string | null;
  manifest_path: string;
}

/**
 * A digest of the sources that stand in the place of a registry's or of git's, outside of Cargo's home: vendored ones. `undefined` where
 * there are none. Cargo holds such sources to be unchangeable, and does not compile them again when they change. Throws WorldError.
 * https://doc.rust-lang.org/cargo/reference/source-replacement.html#directory-sources
 */
export async function vendoredDigest(world: World, packages: readonly Taken[]): Promise<string | undefined> {
  const home = world.anchors.cargoHome;
  const folders = packages
    .filter(({ source, manifest_path }) => source !== null && (home === undefined || !isBelow(home, manifest_path)))
    .map(({ manifest_path }) => path.dirname(manifest_path));
  if (folders.length === 0) return undefined;
  const parents = [...new Set(folders.map((folder) => path.dirname(folder)))].sort();
  const trees = await Promise.all(parents.map((folder) => world.files.tree(folder)));
  return sha256(
    JSON.stringify(trees.map((entries) => entries.map(({ path: file, sha256: digest }) => [file, digest]))),
  );
}
