import { count, type Gap, type Place } from '@assay/evidence';
import type { TreeEntry, World } from '@assay/host';
import type { ToolchainPin } from '@assay/rust';
import {
  type Comparison,
  compareTree,
  componentText,
  isSameComponent,
  LOCK_FILE,
  type Lock,
  type ReadLock,
} from '@assay/sysroot';
import { look } from '../look.js';
import type { ComponentTrouble, LockFacts } from './facts.js';
import { type Needed, neededComponents } from './needed.js';
import { compareRecords, type UnknownComponent, unknownComponents } from './rustup-records.js';
import { lookAtVendor } from './vendor.js';

/** The toolchain that a lock is held against. */
export interface Subject {
  /** Its folder, absolute. */
  sysroot: string;
  /** Everything in it but what the lock leaves out. */
  tree: readonly TreeEntry[];
  /** The host that it says it runs on; `undefined` when that could not be learned. */
  host: string | undefined;
  pin: ToolchainPin | null;
  /** Whose signatures of a vendor's package manifests are believed: see the setting `criticalup-trust-root`. */
  trustRoot: string | undefined;
  /** The file of keys that those signatures are verified with; `undefined` for CriticalUp's own. */
  keysFile: string | undefined;
}

/** What holding a lock against a sysroot showed. */
export interface LockLook {
  facts: LockFacts;
  gaps: Gap[];
}

/**
 * Holds the lock against every file of the sysroot, rustup's records and a vendor's signed manifests included. What cannot be read is a gap; everything
 * that differs is in the facts, at once.
 */
export async function lookAtLock(
  world: World,
  { lock, placeOf, lineOf }: ReadLock,
  subject: Subject,
): Promise<LockLook> {
  const { sysroot, tree, host } = subject;
  const managed = isManaged(lock);
  const comparison = compareTree(lock, tree, { managed });
  const gaps = comparison.unreadable.map((why) => unreadable(why));
  const what = "rustup's records of the toolchain";
  const read = managed
    ? await look(what, world.anchors, () => compareRecords(world, sysroot, lock, comparison))
    : undefined;
  if (read?.gap !== undefined) gaps.push(read.gap);
  const records = read?.found ?? { installed: [], differences: [] };
  const unknown = await unknownComponents(world, sysroot, lock, records.installed);
  const vendor = await lookAtVendor(world, tree, subject);
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
      .map((difference) => ({ ...difference, at: placeOf(difference.path) })),
    componentTroubles: [
      ...unlocked(unknown, comparison, lineOf('component-count =')),
      ...unavailable(subject, lock, comparison),
    ],
    recordDifferences: records.differences,
    vendor: vendor.facts,
  };
  return { facts, gaps };
}

/** Does rustup manage the toolchain that was locked? One that knows no components is locked as one. */
export function isManaged({ components }: Lock): boolean {
  return components.some(({ name }) => name === 'rustc');
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
function unavailable({ pin, host }: Subject, lock: Lock, { components }: Comparison): ComponentTrouble[] {
  const asking = pin ?? { at: { path: LOCK_FILE }, components: [], targets: [] };
  // Without a host nothing can be said; that rustc did not tell is a gap of its own.
  if (host === undefined || !lock.hosts.includes(host)) return [];
  const needed = isManaged(lock) ? neededComponents(asking, host) : [wholeToolchain(asking.at, host)];
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
