import { quote } from '@assay/evidence';

/** Longer than crates.io takes (64), shorter than a file's name may be. */
const NAME_LIMIT = 200;

/**
 * Is it a package's name: ASCII letters, digits, `-` and `_`? Names come from lock files and from other packages, and lead to
 * files: nothing else may.
 */
export function isPackageName(name: string): boolean {
  return name.length <= NAME_LIMIT && /^[A-Za-z0-9_-]+$/.test(name);
}

/** What is said of a name that is none. */
export function notAPackageName(name: string): string {
  return `${quote(name)} is not the name of a package`;
}

/**
 * Where an index keeps a package, below its folder. https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files
 * The name must be a package's ({@link isPackageName}).
 */
export function indexPath(name: string): string {
  const lower = name.toLowerCase();
  if (lower.length <= 2) return `${lower.length}/${lower}`;
  if (lower.length === 3) return `3/${lower.slice(0, 1)}/${lower}`;
  return `${lower.slice(0, 2)}/${lower.slice(2, 4)}/${lower}`;
}
