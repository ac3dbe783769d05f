import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { lockedPackages } from './lock-file.mjs';

/** The first Cargo that reads the index of crates.io over HTTP. https://doc.rust-lang.org/cargo/CHANGELOG.html#cargo-168-2023-03-09 */
const SPARSE_SINCE = 68;

/**
 * Flags that give an old Cargo the locked packages as a local registry, since the index that it knows is in no cache of today.
 * @param {string} workspace @param {string} release
 */
export function oldCargoFlags(workspace, release) {
  if (Number(release.split('.')[1]) >= SPARSE_SINCE) return [];
  const folder = join(workspace, 'target/locked-registry');
  for (const each of lockedPackages(join(workspace, 'Cargo.lock'))) offer(folder, each);
  return [
    ...['--config', 'source.crates-io.replace-with="locked"'],
    ...['--config', `source.locked.local-registry=${JSON.stringify(folder)}`, '--offline'],
  ];
}

/** A member is in no registry, and needs no offering. */
function offer(folder, { name, version }) {
  const entry = indexEntries(name).find((line) => JSON.parse(line).vers === version);
  const archive = foldersOf('cache')
    .map((cache) => join(cache, `${name}-${version}.crate`))
    .find(existsSync);
  if (entry === undefined || archive === undefined) return;
  const file = join(folder, 'index', indexPath(name));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${entry}\n`, { flag: 'a' });
  cpSync(archive, join(folder, `${name}-${version}.crate`));
}

/** The lines of a package in Cargo's cache of the index: a version and its entry, in turn, with a zero byte after each. */
function indexEntries(name) {
  const files = foldersOf('index').map((index) => join(index, '.cache', indexPath(name)));
  const file = files.find(existsSync);
  return file === undefined
    ? []
    : readFileSync(file, 'utf8')
        .split('\0')
        .filter((part) => part.startsWith('{'));
}

function foldersOf(part) {
  const folder = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', part);
  return readdirSync(folder).map((registry) => join(folder, registry));
}

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files */
function indexPath(name) {
  const lower = name.toLowerCase();
  if (lower.length < 3) return join(String(lower.length), lower);
  if (lower.length === 3) return join('3', lower.slice(0, 1), lower);
  return join(lower.slice(0, 2), lower.slice(2, 4), lower);
}
