import { byComponent, componentText } from './component.js';
import type { Lock, LockedComponent } from './lock.js';

/** What locking again changes, each component by its name. */
export interface LockChanges {
  added: string[];
  changed: string[];
  kept: string[];
}

/**
 * The present lock with what was locked now. Of the same release, by the same manifest and with the same files left out, components that were
 * not locked now stay, so that locking for a second host adds to the file; otherwise the present lock is replaced.
 */
export function mergeLocks(present: Lock | undefined, now: Lock): { lock: Lock; changes: LockChanges } {
  const before = present !== undefined && isSameToolchain(present, now) ? present : undefined;
  const locked = new Map((before?.components ?? []).map((component) => [componentText(component), component]));
  const changes: LockChanges = { added: [], changed: [], kept: [] };
  for (const component of now.components) {
    const name = componentText(component);
    const earlier = locked.get(name);
    if (earlier === undefined) changes.added.push(name);
    else if (!isSameContent(earlier, component)) changes.changed.push(name);
    // What a signed release vouches for stays vouched for when the same is found installed.
    else if (earlier.origin === 'dist') continue;
    locked.set(name, component);
  }
  const again = new Set(now.components.map(componentText));
  changes.kept = [...locked.keys()].filter((name) => !again.has(name)).sort();
  return {
    lock: {
      ...now,
      hosts: [...new Set([...(before?.hosts ?? []), ...now.hosts])].sort(),
      manifest: betterManifest(before?.manifest ?? null, now.manifest),
      components: [...locked.values()].sort(byComponent),
    },
    changes,
  };
}

function isSameToolchain(present: Lock, now: Lock): boolean {
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join('\0') === [...b].sort().join('\0');
  return present.release === now.release && same(present.leftOut, now.leftOut) && isSameManifest(present, now);
}

/** A signature vouches for the components of its own manifest alone. rustup keeps the first digits of a manifest's digest, or none. */
function isSameManifest({ manifest: present }: Lock, { manifest: now }: Lock): boolean {
  if (present === null || now === null) return true;
  const [a, b] = [present.sha256 ?? '', now.sha256 ?? ''];
  return present.date === now.date && (a.startsWith(b) || b.startsWith(a));
}

function isSameContent(a: LockedComponent, b: LockedComponent): boolean {
  return a.tree === b.tree && modesOf(a) === modesOf(b);
}

function modesOf({ files }: LockedComponent): string {
  return files.map((file) => ('mode' in file ? file.mode : 'link')).join(' ');
}

/** A verified manifest is not forgotten because the next host was locked from what is installed. */
function betterManifest(present: Lock['manifest'], now: Lock['manifest']): Lock['manifest'] {
  if (present === null || now === null) return now ?? present;
  return now.signedBy !== null || present.signedBy === null ? now : present;
}
