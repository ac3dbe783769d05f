/** 2 GiB less a byte: what one buffer holds, and far above any bundle of evidence. No file in one is larger. */
export const BUNDLE_LIMIT = 2 * 1024 * 1024 * 1024 - 1;

/** The entry that lists the digest of every other entry, in the format of `sha256sum`. */
export const SUMS = 'SHA256SUMS';
/** The policy, whatever its path in the workspace was. */
export const POLICY = 'assay.toml';
/** The report, for people. */
export const REPORT = 'report/index.html';

/** How to check the bundle by hand, for people. */
export const GUIDE = 'VERIFY.md';

const EVIDENCE = 'evidence/';
const INPUTS = 'inputs/';
const PRODUCTS = 'products/';
const ASSAY = 'assay/';
const FACTS = '.facts.json';

/** Longest path that a bundle holds, in characters: Linux's `PATH_MAX`. */
const LONGEST_PATH = 4096;

/** The entry of a file of evidence. */
export function evidenceEntry(file: string): string {
  return `${EVIDENCE}${file}`;
}

/** The entry of the copy of a workspace file. */
export function inputEntry(path: string): string {
  return `${INPUTS}${path}`;
}

/** Is the entry a copy of a workspace file? */
export function isInputEntry(name: string): boolean {
  return name.startsWith(INPUTS);
}

/** The entry of a file that lay at this path beside the folder of evidence: `coverage/lcov.info`. */
export function productEntry(path: string): string {
  return `${PRODUCTS}${path}`;
}

/** Is the entry a file that a check made for other programs? */
export function isProductEntry(name: string): boolean {
  return name.startsWith(PRODUCTS);
}

/** The entry of a file of Assay's own, as it ships: `assay.js`. */
export function assayEntry(file: string): string {
  return `${ASSAY}${file}`;
}

/** Is the entry a file of the Assay that made the bundle? */
export function isAssayEntry(name: string): boolean {
  return name.startsWith(ASSAY);
}

/** The check whose statement the entry is; `undefined` for any other entry, facts beside a statement among them. */
export function statementOf(name: string): string | undefined {
  return name.endsWith(FACTS) ? undefined : /^evidence\/([^/]+)\.json$/.exec(name)?.[1];
}

/** Is the entry one that holds facts beside a statement? */
export function isFactsEntry(name: string): boolean {
  return name.endsWith(FACTS) && /^evidence\/[^/]+$/.test(name);
}

/**
 * Is an input's path one whose copy a bundle holds: a file inside the workspace? Files under `$CARGO_HOME`, `$RUSTUP_HOME`,
 * `~`, above the workspace or outside of all (the names that `portablePath` gives) stand in the evidence by digest only.
 */
export function isPlainPath(path: string): boolean {
  return !/^(\$CARGO_HOME|\$RUSTUP_HOME|~|<outside>)(\/|$)/.test(path) && nameFault(path) === undefined;
}

/** Why a name must not stand in a bundle: unpacked, it would leave the folder or be another file. `undefined` when it may. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'has no name';
  if (name.length > LONGEST_PATH) return `has a name of more than ${LONGEST_PATH} characters`;
  if (name.includes('\0')) return 'has a NUL character in its name';
  if (/\p{Cc}/u.test(name)) return 'has a control character in its name';
  if (!name.isWellFormed()) return 'has a name that is not Unicode text';
  if (name.includes('\\')) return 'has a backslash in its name, which some systems take for a folder';
  if (name.startsWith('/')) return 'has an absolute path';
  if (/^[a-z]:/i.test(name)) return 'begins with a drive letter';
  if (name.endsWith('/')) return 'is a folder; bundles hold files only';
  const parts = name.split('/');
  if (parts.includes('..')) return 'has a path that leaves the bundle (..)';
  if (parts.includes('.') || parts.includes('')) return 'has a path with an empty part';
  return undefined;
}

/**
 * The names that become one file where case or Unicode normalisation is ignored (Windows, macOS), or that are both a file and
 * a folder: each with the name that it collides with.
 */
export function collisions(names: Iterable<string>): { name: string; other: string }[] {
  const seen = new Map<string, string>();
  const found: { name: string; other: string }[] = [];
  const folded = [...names].map((name) => ({ name, key: fold(name) }));
  for (const { name, key } of folded) {
    const other = seen.get(key);
    if (other === undefined) seen.set(key, name);
    else if (other !== name) found.push({ name, other });
  }
  for (const { name, key } of folded) {
    const other = folders(key)
      .map((folder) => seen.get(folder))
      .find((file) => file !== undefined);
    if (other !== undefined) found.push({ name, other });
  }
  return found;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** `a`, `a/b` of `a/b/c`. */
function folders(name: string): string[] {
  return [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));
}
