import type { Statement } from '@assay/evidence';
import { assayEntry, isAssayEntry } from './entry.js';
import type { Problem } from './problem.js';
import type { Digests } from './sums.js';
import { isSameAssay, type VerificationTerms } from './terms.js';
import type { Found } from './verification.js';
import { readDirectory } from './zip-directory.js';

/** Does a bundle's directory, true or not, name an Assay in it? Only then do this one's files matter ({@link VerificationTerms.shipped}). */
export function holdsAssay(bytes: Uint8Array): boolean {
  return readDirectory(bytes).records.some(({ name }) => isAssayEntry(name));
}

/** The file that is started. */
const PROGRAM = 'assay.js';

/**
 * The Assay in the bundle, if it holds one. Where the evidence comes from this very Assay, its files must be this one's. Whoever made the bundle
 * could put another program there, so it is not to be believed about the bundle unless its digest is known from elsewhere: the digest is told.
 */
export function checkAssay(
  digests: Digests,
  listed: ReadonlySet<string>,
  statements: readonly Statement[],
  terms: VerificationTerms,
): Found {
  const held = [...listed].filter(isAssayEntry);
  if (held.length === 0) return { problems: [], doubts: [], notes: [] };
  const program = assayEntry(PROGRAM);
  const told = `${program} (SHA-256 ${digests.get(program) ?? 'unknown'}) is not to be believed about the bundle that it lies in, unless this digest is known from elsewhere`;
  if (terms.shipped === undefined) return { problems: [], doubts: [], notes: [told] };
  if (!isSameAssay(statements, terms)) return { problems: [], doubts: unknown(held, terms.shipped), notes: [told] };
  const problems = differences(held, digests, listed, terms.shipped);
  const same = `${program} (SHA-256 ${digests.get(program)}) is the Assay that verifies this bundle now`;
  return { problems, doubts: [], notes: [problems.length === 0 ? same : told] };
}

/** Another version's files have other digests. That it ships files by other names is its word alone. */
function unknown(held: readonly string[], shipped: ReadonlyMap<string, string>): Problem[] {
  const own = new Set([...shipped.keys()].map(assayEntry));
  const what = 'is not a file that Assay ships with, as far as this version knows';
  return held.filter((name) => !own.has(name)).map((where) => ({ where, what }));
}

function differences(
  held: readonly string[],
  digests: Digests,
  listed: ReadonlySet<string>,
  shipped: ReadonlyMap<string, string>,
): Problem[] {
  const own = new Map([...shipped].map(([file, digest]) => [assayEntry(file), digest]));
  const version = 'the evidence names the version that verifies it now';
  const missing = [...own.keys()].filter((name) => !listed.has(name));
  const others = held.filter((name) => digests.has(name) && digests.get(name) !== own.get(name));
  return [
    ...missing.map((where) => ({ where, what: 'is missing of the Assay in the bundle' })),
    ...others.map((where) => ({ where, what: `is not the file that this Assay ships with, and ${version}` })),
  ];
}
