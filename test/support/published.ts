import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A published application that ships its own lock file: what a real workspace looks like. */
export interface Application {
  name: string;
  version: string;
}

/** One small, one of over 200 packages, one of over 400. */
export const applications: readonly Application[] = [
  { name: 'hyperfine', version: '2.0.0' },
  { name: 'bat', version: '0.26.1' },
  { name: 'zellij', version: '0.45.1' },
];

const cache = join(dirname(dirname(import.meta.dirname)), '.cache', 'published');

/**
 * The application's sources as Cargo unpacks them, with everything that its lock file names fetched. Kept in `.cache`; what is
 * returned must be copied before it is written to. Throws when the registry cannot be reached.
 */
export function fetchApplication({ name, version }: Application): string {
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
