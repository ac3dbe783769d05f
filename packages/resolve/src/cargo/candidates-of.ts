import type { LockedPackage } from '../input.js';
import { type Candidate, fixedCandidate, listedCandidate } from './candidate.js';
import type { Catalogue } from './catalogue.js';

/** All versions of a package, newest first. A version that a fixed package stands in for is that package. */
export function candidatesOf(catalogue: Catalogue, name: string, source: string): Candidate[] | undefined {
  const listed = catalogue.input.versionsOf(source, name);
  noteMissing(catalogue, name, source, new Set(listed?.map(({ version }) => version.raw)));
  const patches = [...catalogue.fixed.values()].filter((each) => each.patches === source && each.name === name);
  const standingIn = patches.map((each) => fixedCandidate(each, lockEntry(catalogue, each)));
  if (listed === undefined && patches.length === 0) {
    catalogue.missing.set(`${name} ${source}`, { name, source, version: undefined });
    return undefined;
  }
  const published = (listed ?? []).filter(({ version }) => !patches.some((each) => each.version === version.raw));
  const candidates = published.map((each) =>
    listedCandidate(each, { name, source }, lockEntry(catalogue, { name, version: each.version.raw, source })),
  );
  if (standingIn.length === 0) return candidates;
  return [...standingIn, ...candidates].sort(
    (a, b) => b.version.compare(a.version) || b.version.compareBuild(a.version),
  );
}

function noteMissing({ locked, missing }: Catalogue, name: string, source: string, known: ReadonlySet<string>): void {
  for (const each of locked.get(name) ?? []) {
    if (each.source !== source || known.has(each.version)) continue;
    missing.set(`${name} ${each.version} ${source}`, { name, source, version: each.version });
  }
}

/** The entry of the lock file for a version. */
export function lockEntry(
  { locked }: Catalogue,
  { name, version, source }: Pick<LockedPackage, 'name' | 'version' | 'source'>,
): LockedPackage | undefined {
  return locked.get(name)?.find((each) => each.version === version && each.source === source);
}
