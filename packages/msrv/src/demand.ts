import { oncePerFacts } from '@assay/check';
import {
  compareVersions,
  editionSince,
  formatVersion,
  parseRustVersion,
  parseVersion,
  type RustVersion,
} from '@assay/rust';
import type { MsrvFacts, PackageFact } from './facts.js';

/** The Rust release that a package says it needs, and by which word. */
export type Demand = { rust: string; by: 'rust-version' | 'edition' };

/** By package id: what each package demands; without an entry where that cannot be read, which `collect` reports as a gap. */
export const demandsOf: (facts: MsrvFacts) => ReadonlyMap<string, Demand> = oncePerFacts(({ packages }) => {
  const demands = new Map<string, Demand>();
  for (const each of packages) {
    const demand = demandOf(each);
    if (demand !== undefined) demands.set(each.id, demand);
  }
  return demands;
});

/**
 * What a package demands: its `rust-version`, or its edition where that needs a newer release or where nothing is declared.
 * `undefined` when neither can be read.
 */
function demandOf({ rustVersion, edition }: PackageFact): Demand | undefined {
  const declared = rustVersion === null ? undefined : parseRustVersion(rustVersion);
  const since = parseVersion(editionSince(edition) ?? '');
  if (declared !== undefined && (since === undefined || compareVersions(declared, since) >= 0)) {
    return { rust: formatVersion(declared), by: 'rust-version' };
  }
  return since === undefined ? undefined : { rust: formatVersion(since), by: 'edition' };
}

/** Is the first release newer than the second? As numbers: 1.100 comes after 1.99. */
export function isNewer(a: string, b: string): boolean {
  return compareVersions(release(a), release(b)) > 0;
}

function release(text: string): RustVersion {
  const version = parseVersion(text);
  if (version === undefined) throw new TypeError(`${text} is not a Rust release`);
  return version;
}
