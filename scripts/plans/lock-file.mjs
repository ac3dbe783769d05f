import { readFileSync } from 'node:fs';

const PACKAGE = /\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"/g;

/** The packages of a lock file, as name and version. @param {string} file */
export function lockedPackages(file) {
  return [...readFileSync(file, 'utf8').matchAll(PACKAGE)].map(([, name, version]) => ({ name, version }));
}

/**
 * How many packages, by name, have other versions in one lock file than in the other, or stand in one only.
 * @param {string} from @param {string} to
 */
export function changedPackages(from, to) {
  const [before, after] = [from, to].map((file) => versionsByName(lockedPackages(file)));
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
    .length;
}

function versionsByName(packages) {
  const versions = new Map();
  for (const { name, version } of packages) versions.set(name, [...(versions.get(name) ?? []), version].sort());
  return new Map([...versions].map(([name, all]) => [name, all.join(' ')]));
}
