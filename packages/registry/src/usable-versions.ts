import type { ListedVersion } from './index-cache.js';
import type { IndexVersion } from './index-version.js';

/** What can be used of a package's versions, and what cannot: nothing is left out in silence. */
export interface UsableVersions {
  /** Newest first. */
  versions: readonly IndexVersion[];
  /** How many are written in a newer form of the index than is known. */
  newerForm: number;
  unreadable: readonly { version: string; why: string }[];
}

/** Reads every version of a list. Where few are needed, it is faster to read those alone. */
export function readUsable(listed: readonly ListedVersion[]): UsableVersions {
  const versions: IndexVersion[] = [];
  const unreadable: { version: string; why: string }[] = [];
  for (const { version, read } of listed) {
    const entry = read();
    if (entry.state === 'known') versions.push(entry.details);
    if (entry.state === 'unreadable') unreadable.push({ version: version.raw, why: entry.why });
  }
  return { versions, unreadable, newerForm: listed.length - versions.length - unreadable.length };
}
