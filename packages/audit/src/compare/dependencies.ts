import { byCodeUnit, groupBy, UserError } from '@assay/evidence';
import type { PackageChange } from '@assay/report';
import { type CargoLock, type LockedPackage, parseCargoLock } from '@assay/rust';
import type { OpenedBundle, Pair, Unknown } from './opened.js';

const LOCK = 'Cargo.lock';

/** The packages whose versions are not the same in the lock files of both. */
export function dependencyChanges({ earlier, later }: Pair): { changes: PackageChange[]; unknown: Unknown[] } {
  const [before, after] = [lockOf(earlier), lockOf(later)];
  const unknown = [before, after].flatMap((side) => ('unknown' in side ? [side.unknown] : []));
  if (!('lock' in before && 'lock' in after)) return { changes: [], unknown };
  return { changes: packageChanges(before.lock, after.lock), unknown };
}

function lockOf({ name, contents }: OpenedBundle): { lock: CargoLock } | { unknown: Unknown } {
  const what = `the dependencies in ${name}`;
  const text = contents.inputText(LOCK);
  if (text === undefined) return { unknown: { what, why: `the bundle has no copy of ${LOCK}` } };
  try {
    return { lock: parseCargoLock(text, LOCK) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { unknown: { what, why: error.message } };
  }
}

function packageChanges(before: CargoLock, after: CargoLock): PackageChange[] {
  const [earlier, later] = [byName(before), byName(after)];
  const names = [...new Set([...earlier.keys(), ...later.keys()])].sort(byCodeUnit);
  return names.flatMap((name) => {
    const change = { name, ...differing(earlier.get(name) ?? [], later.get(name) ?? []) };
    return change.earlier.join('\n') === change.later.join('\n') ? [] : [change];
  });
}

function byName({ packages }: CargoLock): Map<string, LockedPackage[]> {
  return groupBy(packages, ({ name }) => name);
}

/** Versions as they are told. The same version with another content is none the same: then the checksums are told as well. */
function differing(before: readonly LockedPackage[], after: readonly LockedPackage[]): Omit<PackageChange, 'name'> {
  const replaced = (one: LockedPackage, others: readonly LockedPackage[]) =>
    others.some((other) => describe(other) === describe(one) && other.checksum !== one.checksum);
  const told = (some: readonly LockedPackage[], others: readonly LockedPackage[]) =>
    some
      .map((one) => (replaced(one, others) ? `${describe(one)}, checksum ${one.checksum ?? 'none'}` : describe(one)))
      .sort(byCodeUnit);
  return { earlier: told(before, after), later: told(after, before) };
}

/** The registry that nearly all come from, which goes without saying. */
const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';

function describe({ version, source }: LockedPackage): string {
  return source === undefined || source === CRATES_IO ? version : `${version} (${source})`;
}
