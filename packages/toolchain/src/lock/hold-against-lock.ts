import { count, type Gap, type Place } from '@assay/evidence';
import type { World } from '@assay/host';
import type { ToolchainPin } from '@assay/rust';
import {
  type Comparison,
  compareTree,
  componentText,
  isManaged,
  isSameComponent,
  LOCK_FILE,
  type Lock,
} from '@assay/sysroot';
import type { ComponentTrouble, LockFacts } from './facts.js';
import { type Needed, neededComponents } from './needed.js';
import { recordDifferences, type UnknownComponent } from './rustup-records.js';
import type { LockedToolchain } from './take-in.js';
import { lookAtVendor } from './vendor.js';

/** What else a lock is judged by. */
export interface Circumstances {
  pin: ToolchainPin | null;
  /** The host that the compiler says it runs on; `undefined` when that could not be learned. */
  host: string | undefined;
  /** Whose signatures of a vendor's package manifests are believed: see the setting `criticalup-trust-root`. */
  trustRoot: string | undefined;
  /** The file of keys that those signatures are verified with; `undefined` for CriticalUp's own. */
  keysFile: string | undefined;
}

/** What holding a lock against a sysroot showed. */
export interface HeldAgainstLock {
  facts: LockFacts;
  gaps: Gap[];
}

/**
 * Holds the lock against every file of the sysroot, rustup's records and a vendor's signed manifests included. What cannot be read is a gap; everything
 * that differs is in the facts, at once.
 */
export async function holdAgainstLock(
  world: World,
  { lock: read, sysroot, tree, records: recordsLook }: LockedToolchain,
  circumstances: Circumstances,
): Promise<HeldAgainstLock> {
  const { lock, placeOf, lineOf } = read;
  const { host } = circumstances;
  const comparison = compareTree(lock, tree, { managed: isManaged(lock) });
  const gaps = [...comparison.unreadable.map(unreadable), ...[recordsLook?.gap].flatMap((gap) => gap ?? [])];
  const records = recordsLook?.found;
  const unknown = records?.unknown ?? [];
  const vendor = await lookAtVendor(world, tree, { sysroot, ...circumstances });
  gaps.push(...vendor.gaps);
  const facts: LockFacts = {
    at: { path: LOCK_FILE },
    ...{
      release: lock.release,
      commit: lock.commit,
      hosts: lock.hosts,
      leftOut: lock.leftOut,
      manifest: lock.manifest,
    },
    releasePlace: lineOf('release ='),
    commitPlace: lineOf('commit ='),
    host: host ?? null,
    components: comparison.components,
    differences: comparison.differences
      .filter(({ kind, path }) => kind !== 'unexpected' || !unknown.some(({ owns }) => owns(path)))
      .map((difference) => ({ ...difference, at: placeOf(difference.component, difference.path) })),
    componentTroubles: [
      ...unlocked(unknown, comparison, lineOf('component-count =')),
      ...unavailable(circumstances, lock, comparison),
    ],
    recordDifferences: records === undefined ? [] : recordDifferences(records, lock, comparison),
    vendor: vendor.facts,
  };
  return { facts, gaps };
}

function unreadable(why: string): Gap {
  return {
    what: 'a file of the toolchain',
    why,
    remedy: 'make it readable, or install the toolchain anew, and run again while nothing else changes it',
  };
}

/** Installed components that the lock does not name, documentation excepted. */
function unlocked(unknown: readonly UnknownComponent[], { differences }: Comparison, at: Place): ComponentTrouble[] {
  return unknown
    .filter(({ isDocumentation }) => !isDocumentation)
    .map(({ component, owns }) => {
      const files = differences.filter(({ kind, path }) => kind === 'unexpected' && owns(path)).length;
      return { component, trouble: 'not locked', at, because: `it is installed, with ${count(files, 'file')}` };
    });
}

/** What the project asks for and the lock does not name, or the sysroot does not have. */
function unavailable({ pin, host }: Circumstances, lock: Lock, { components }: Comparison): ComponentTrouble[] {
  const asking = pin ?? { at: { path: LOCK_FILE }, components: [], targets: [] };
  // Without a host nothing can be said; that rustc did not tell is a gap of its own.
  if (host === undefined || !lock.hosts.includes(host)) return [];
  const needed = isManaged(lock) ? neededComponents(asking, [host]) : [wholeToolchain(asking.at, host)];
  return needed.flatMap(({ name, target, at, because }): ComponentTrouble[] => {
    const component = components.find((each) => isSameComponent(each, { name, target }));
    const trouble = component === undefined ? 'not locked' : 'not installed';
    if (component?.installed === true) return [];
    return [{ component: componentText(component ?? { name, target }), trouble, at, because }];
  });
}

/** The one component of a toolchain that knows none. */
function wholeToolchain(at: Place, target: string): Needed {
  return { name: 'toolchain', target, at, because: 'every build needs it' };
}
