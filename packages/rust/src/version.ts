/** A Rust or Cargo release: `1.85.0`, compared as numbers, so that 1.100 comes after 1.99. */
export interface RustVersion {
  major: number;
  minor: number;
  patch: number;
  /** `beta.3`, `nightly`; absent on a release. */
  pre?: string;
}

const pattern = /^(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Reads `1.85`, `1.85.0`, `1.97.0-nightly`; a missing patch is 0, build metadata is dropped. `undefined` for anything else.
 * `rust-version` in a manifest is bare: https://doc.rust-lang.org/cargo/reference/rust-version.html
 */
export function parseVersion(text: string): RustVersion | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch = '0', pre] = match;
  const version = { major: Number(major), minor: Number(minor), patch: Number(patch) };
  return pre === undefined ? version : { ...version, pre };
}

/** Is the text an exact release, all three numbers and nothing else: `1.85.0`? */
export function isExactRelease(text: string): boolean {
  return /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(text);
}

/** Negative when `a` is the older. A pre-release is older than its release. */
export function compareVersions(a: RustVersion, b: RustVersion): number {
  const pre = (version: RustVersion) => (version.pre === undefined ? 1 : 0);
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || pre(a) - pre(b);
}

export function formatVersion({ major, minor, patch, pre }: RustVersion): string {
  return `${major}.${minor}.${patch}${pre === undefined ? '' : `-${pre}`}`;
}
