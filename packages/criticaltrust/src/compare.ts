import { byCodeUnit } from '@assay/evidence';
import type { VerifiedPackage } from './verify-package.js';

/** A file that is there. */
export interface FoundFile {
  /** Below the toolchain's folder. */
  path: string;
  /** Permissions as `chmod` writes them: `755`. */
  mode: string;
  /** In hexadecimal. */
  sha256: string;
}

/** One way in which a toolchain is not what its vendor signed. `manifest`: the path of the package manifest that says so. */
export type PackageDifference =
  | { kind: 'missing'; path: string; manifest: string }
  | { kind: 'changed'; path: string; manifest: string; expected: string; found: string }
  | { kind: 'mode'; path: string; manifest: string; expected: string; found: string }
  | { kind: 'unexpected'; path: string; manifest: string; prefix: string }
  | { kind: 'named-twice'; path: string; manifests: string[] };

/**
 * Every difference between what is signed and what is there, in the order of the paths. A file that no package names is one
 * only below a prefix that a package manages. The manifests of these packages are no files of theirs.
 */
export function comparePackages(verified: readonly VerifiedPackage[], tree: readonly FoundFile[]): PackageDifference[] {
  const packages = verified.toSorted((a, b) => byCodeUnit(a.manifest, b.manifest));
  const found = new Map(tree.map((file) => [file.path, file]));
  const named = namers(packages);
  const differences = [
    ...packages.flatMap((each) => fileDifferences(each, found)),
    ...[...named].flatMap(([path, manifests]): PackageDifference[] =>
      manifests.length > 1 ? [{ kind: 'named-twice', path, manifests }] : [],
    ),
    ...unexpectedFiles(
      packages,
      tree.filter(({ path }) => !named.has(path)),
    ),
  ];
  return differences.sort((a, b) => byCodeUnit(a.path, b.path));
}

/** The manifests that name each file. */
function namers(packages: readonly VerifiedPackage[]): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { manifest, files } of packages) {
    for (const { path } of files) named.set(path, [...(named.get(path) ?? []), manifest]);
  }
  return named;
}

function fileDifferences(
  { manifest, files }: VerifiedPackage,
  there: ReadonlyMap<string, FoundFile>,
): PackageDifference[] {
  return files.flatMap(({ path, mode, sha256 }) => {
    const found = there.get(path);
    if (found === undefined) return [{ kind: 'missing', path, manifest }];
    const differences: PackageDifference[] = [];
    if (found.sha256 !== sha256) {
      differences.push({ kind: 'changed', path, manifest, expected: sha256, found: found.sha256 });
    }
    if (found.mode !== mode) differences.push({ kind: 'mode', path, manifest, expected: mode, found: found.mode });
    return differences;
  });
}

function unexpectedFiles(packages: readonly VerifiedPackage[], unnamed: readonly FoundFile[]): PackageDifference[] {
  const manifests = new Set(packages.map(({ manifest }) => manifest));
  const managers = new Map(
    packages.flatMap(({ manifest, managedPrefixes }) => managedPrefixes.map((prefix) => [prefix, manifest])),
  );
  return unnamed
    .filter(({ path }) => !manifests.has(path))
    .flatMap(({ path }): PackageDifference[] => {
      const prefix = withAncestors(path).find((each) => managers.has(each));
      const manifest = prefix === undefined ? undefined : managers.get(prefix);
      return prefix === undefined || manifest === undefined ? [] : [{ kind: 'unexpected', path, manifest, prefix }];
    });
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function withAncestors(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}
