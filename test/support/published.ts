import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A published application that ships its own lock file: what a real workspace looks like. */
export interface Application {
  name: string;
  version: string;
  /** SHA-256 of the archive, as the registry's index has it; what Cargo fetched is refused where it has another. */
  checksum?: string;
}

/** One small, one of over 200 packages, one of over 400. */
export const applications: readonly Application[] = [
  { name: 'hyperfine', version: '2.0.0' },
  { name: 'bat', version: '0.26.1' },
  { name: 'zellij', version: '0.45.1' },
];

/** Libraries with tests of their own that build in seconds: parsers, generics, unsafe code, assertions, tests that panic. */
export const libraries: readonly Required<Application>[] = [
  {
    name: 'semver',
    version: '1.0.27',
    checksum: 'd767eb0aabc880b29956c35734170f26ed551a859dbd361d140cdbeca61ab1e2',
  },
  {
    name: 'roxmltree',
    version: '0.21.2',
    checksum: '9da7f59328b09405b181fee1018925fad50f157afb43c0c0f5c522c256dd5907',
  },
  {
    name: 'smallvec',
    version: '1.16.6',
    checksum: '3244542535d5de959d90ec55d1b5ff0fd2bb7b1310223907d5f11932847f7b59',
  },
  {
    name: 'arrayvec',
    version: '0.7.8',
    checksum: 'd3fb67a6e08acf24fdeccbac2cb6ac4305825bd1f117462e0e6f2f193345ad56',
  },
  {
    name: 'heapless',
    version: '0.9.2',
    checksum: '2af2455f757db2b292a9b1768c4b70186d443bcb3b316252d6b540aec1cd89ed',
  },
];

const cache = join(dirname(dirname(import.meta.dirname)), '.cache', 'published');

/**
 * The application's sources as Cargo unpacks them, with everything that its lock file names fetched. Kept in `.cache`; what is
 * returned must be copied before it is written to. Throws when the registry cannot be reached.
 */
export function fetchApplication({ name, version, checksum }: Application): string {
  const folder = join(cache, `${name}-${version}`);
  if (existsSync(join(folder, 'Cargo.lock'))) return folder;
  const asking = join(cache, `asking-${name}`);
  rmSync(asking, { recursive: true, force: true });
  mkdirSync(join(asking, 'src'), { recursive: true });
  writeFileSync(join(asking, 'src/lib.rs'), '');
  writeFileSync(
    join(asking, 'Cargo.toml'),
    `[package]\nname = "asking"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\n${name} = "=${version}"\n\n[workspace]\n`,
  );
  cargo(asking, 'fetch');
  const lock = readFileSync(join(asking, 'Cargo.lock'), 'utf8');
  if (checksum !== undefined && !lock.includes(`checksum = "${checksum}"`)) {
    throw new Error(`the registry has ${name} ${version} with another checksum than ${checksum}`);
  }
  const unpacked = join(cache, `unpacked-${name}`);
  rmSync(unpacked, { recursive: true, force: true });
  cpSync(sourcesOf(name, version), unpacked, { recursive: true });
  cargo(unpacked, 'fetch', '--locked');
  rmSync(asking, { recursive: true });
  renameSync(unpacked, folder);
  return folder;
}

/** Where Cargo unpacked a package of a registry. */
function sourcesOf(name: string, version: string): string {
  const registries = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  const found = readdirSync(registries)
    .map((registry) => join(registries, registry, `${name}-${version}`))
    .find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`cargo fetch left no sources of ${name} ${version}`);
  return found;
}

function cargo(cwd: string, ...args: string[]): void {
  execFileSync('cargo', args, { cwd, stdio: 'pipe', env: { ...process.env, RUSTUP_TOOLCHAIN: '1.95.0' } });
}
