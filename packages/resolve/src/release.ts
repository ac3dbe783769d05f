import { compareCrateVersions, parseCrateVersion } from '@assay/registry';
import type { Fit, FitQuestion } from './input.js';

/** Holds what a version declares against a baseline, as numbers. What declares nothing, or no release, is unknown. */
export function declaredFit({ rustVersion }: FitQuestion, baseline: string): Fit {
  const declared = rustVersion === undefined ? undefined : fullRelease(rustVersion);
  if (declared === undefined) return 'unknown';
  return compareReleases(declared, baseline) > 0 ? 'too-new' : 'fits';
}

/** Negative when `a` is the older release. */
export function compareReleases(a: string, b: string): number {
  return compareCrateVersions(fullRelease(a) ?? a, fullRelease(b) ?? b);
}

/** `1.85.0` for `1.85`: what `rust-version` leaves out is 0. `undefined` for what is no release. */
export function fullRelease(text: string): string | undefined {
  const missing = 3 - text.split('.').length;
  const full = `${text}${'.0'.repeat(Math.max(0, missing))}`;
  return parseCrateVersion(full) === undefined ? undefined : full;
}

/** The release six weeks after: `1.86.0` for `1.85.1`. `undefined` for what is no release. */
export function nextMinorRelease(release: string): string | undefined {
  const [major, minor] = fullRelease(release)?.split('.') ?? [];
  return minor === undefined ? undefined : `${major}.${Number(minor) + 1}.0`;
}
