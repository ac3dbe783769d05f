import { byCodeUnit } from '@assay/evidence';
import { type ChangeRow, changesData, type Facts } from './changes-data.js';
import { compareReleases } from './releases.js';

/** The targets of a release, as far as the data goes. */
export interface KnownTargets {
  /** In order by code unit. */
  names: string[];
  /** Was a compiler of exactly this release asked? Otherwise targets may be among them that it has not yet, or no more. */
  measured: boolean;
}

/**
 * The targets of a release: those of the newest measured release that is not newer, and what is known to have been added and removed
 * since. `undefined` for a release older than the oldest that was measured. Throws RangeError for what is no release.
 */
export function knownIn(release: string): KnownTargets | undefined {
  const base = changesData.releases.filter((row) => compareReleases(row.release, release) <= 0).at(-1);
  if (base === undefined) return undefined;
  const names = new Map(targetsOf(base.release));
  // A change between two measured releases is in this one only where its release is known exactly.
  for (const row of changesData.changes) {
    const isLater = row.seen !== undefined && compareReleases(row.seen, base.release) > 0;
    if (isLater && row.after === undefined && compareReleases(row.release, release) <= 0) apply(row, names);
  }
  return { names: [...names.keys()].sort(byCodeUnit), measured: base.release === release };
}

/** What the compiler of a measured release says of its targets, by name. Throws RangeError for a release that was not measured. */
export function targetsOf(release: string): ReadonlyMap<string, Facts> {
  const last = changesData.releases.findIndex((row) => row.release === release);
  if (last === -1) throw new RangeError(`the targets of ${release} were not asked for`);
  const targets = new Map(Object.entries(changesData.oldest));
  for (const { release: step } of changesData.releases.slice(1, last + 1)) {
    for (const row of changesData.changes) if (row.seen === step) apply(row, targets);
    for (const [name, facts] of Object.entries(changesData.stated[step] ?? {})) targets.set(name, facts);
  }
  return targets;
}

function apply({ kind, target, from, to, facts }: ChangeRow, targets: Map<string, Facts>): void {
  if (kind === 'removed') targets.delete(target);
  if (kind === 'renamed') targets.delete(String(from));
  if (facts !== undefined) targets.set(target, facts);
  const known = targets.get(target);
  if (known === undefined) return;
  if ((kind === 'promoted' || kind === 'demoted') && to !== undefined) targets.set(target, { ...known, tier: to });
  if (kind === 'std-added' || kind === 'std-removed') targets.set(target, { ...known, std: kind === 'std-added' });
}
