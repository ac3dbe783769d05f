import { type Candidate, compareCandidates } from '../cargo/candidate.js';
import { detailsOf } from '../cargo/objection.js';
import type { Reached } from '../reach.js';

/** One package of a lock file. */
export interface ResolvedPackage {
  name: string;
  version: string;
  /** As Cargo.lock has it; `undefined` for a path. */
  source: string | undefined;
  checksum: string | undefined;
  /** Indexes, in the same list, of the packages that it depends on. */
  dependencies: readonly number[];
}

/** A solution as the packages of a lock file, in Cargo's order. */
export function resolvedPackages(reached: ReadonlyMap<Candidate, Reached>): ResolvedPackage[] {
  const candidates = [...reached.keys()].sort(compareCandidates);
  const indexes = new Map(candidates.map((candidate, index) => [candidate, index]));
  return candidates.map((candidate) => {
    const { name, version, source, locked, fixed } = candidate;
    const met = new Set(reached.get(candidate)?.met.values());
    const dependencies = [...met].flatMap((each) => indexes.get(each) ?? []).sort((a, b) => a - b);
    const checksum = fixed === undefined ? (locked?.checksum ?? detailsOf(candidate)?.checksum) : undefined;
    return { name, version: version.raw, source, checksum, dependencies };
  });
}
