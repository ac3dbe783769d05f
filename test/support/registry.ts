import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { indexPath } from './index-path.js';
import { type ArchiveEntry, targz } from './release-archive.js';
import { writeFiles } from './write-files.js';

/** A version of a package, as it is published. It compiles with every Rust, unless it is given code that does not. */
export interface PublishedCrate {
  name: string;
  version: string;
  /** The rust-version that it declares. */
  declares?: string;
  /** Text of src/lib.rs. */
  code?: string;
  /** Text of build.rs. */
  buildScript?: string;
  isProcMacro?: boolean;
  /** Requirements by name of the package, such as `^1`. */
  requires?: Record<string, string>;
  /** Requirements for one target alone. */
  requiresOn?: { target: string; requires: Record<string, string> };
  features?: Record<string, readonly string[]>;
  links?: string;
  yanked?: boolean;
}

/** A registry on this disk that stands in the place of crates.io, and a home of Cargo's that knows it. */
export interface TestRegistry {
  /** What Cargo, and Assay, find it by. */
  env: { CARGO_HOME: string };
  /** URL of its index, for a registry that is not in the place of crates.io. */
  index: string;
  /** Adds versions, or says something else of those that it has. */
  publish(...crates: PublishedCrate[]): Promise<void>;
  /** A home of Cargo's that knows the registry, and has never asked it. */
  freshHome(): string;
  /** Does something while nobody can ask the registry. */
  whileUnreachable<T>(work: () => Promise<T>): Promise<T>;
}

/** A registry for all tests of a file, which goes with the last of them. Cargo takes it for crates.io, and Cargo.lock says so. */
export function registryOfThisFile(): TestRegistry {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay registry é ')));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const index = join(root, 'index');
  const archives = join(root, 'archives');
  mkdirSync(archives);
  // Two braces in a path would be percent-encoded; Cargo replaces them.
  const download = `${pathToFileURL(archives)}/{crate}-{version}.crate`;
  writeFiles(index, { 'config.json': JSON.stringify({ dl: download }) });
  git(index, 'init', '--quiet');
  commit(index);
  const lines = new Map<string, string>();
  let homes = 0;
  const freshHome = () => {
    homes += 1;
    return homeFor(join(root, `cargo home ${homes}`), index);
  };
  return {
    env: { CARGO_HOME: freshHome() },
    index: pathToFileURL(index).href,
    freshHome,
    async whileUnreachable(work) {
      renameSync(index, `${index} away`);
      try {
        return await work();
      } finally {
        renameSync(`${index} away`, index);
      }
    },
    async publish(...crates) {
      for (const crate of crates) {
        const archive = await archiveOf(crate);
        writeFileSync(join(archives, `${crate.name}-${crate.version}.crate`), archive);
        lines.set(`${crate.name} ${crate.version}`, JSON.stringify(indexLine(crate, archive)));
      }
      for (const name of new Set(crates.map(({ name }) => name))) {
        const of = [...lines].filter(([key]) => key.startsWith(`${name} `)).map(([, line]) => `${line}\n`);
        writeFiles(index, { [indexPath(name)]: of.join('') });
      }
      commit(index);
    },
  };
}

function homeFor(home: string, index: string): string {
  writeFiles(home, {
    'config.toml': `[source.crates-io]\nreplace-with = "disk"\n[source.disk]\nregistry = "${pathToFileURL(index)}"\n`,
  });
  return home;
}

function archiveOf(crate: PublishedCrate): Promise<Buffer> {
  const folder = `${crate.name}-${crate.version}`;
  const entries: ArchiveEntry[] = [
    { name: `${folder}/Cargo.toml`, body: manifestOf(crate) },
    { name: `${folder}/src/lib.rs`, body: crate.code ?? '' },
  ];
  if (crate.buildScript !== undefined) entries.push({ name: `${folder}/build.rs`, body: crate.buildScript });
  return targz(entries);
}

function manifestOf({ name, version, declares, isProcMacro, links, requires, requiresOn, features }: PublishedCrate) {
  const table = (title: string, lines: Record<string, unknown>) =>
    `[${title}]\n${Object.entries(lines)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
      .join('')}`;
  return [
    table('package', { name, version, edition: '2021', 'rust-version': declares, links }),
    ...(isProcMacro === true ? [table('lib', { 'proc-macro': true })] : []),
    table('dependencies', requires ?? {}),
    ...(requiresOn === undefined ? [] : [table(`target.'${requiresOn.target}'.dependencies`, requiresOn.requires)]),
    table('features', features ?? {}),
  ].join('\n');
}

function indexLine({ name, version, declares, links, features, yanked, ...crate }: PublishedCrate, archive: Buffer) {
  const { requires = {}, requiresOn } = crate;
  return {
    ...{ name, vers: version, features: features ?? {}, yanked: yanked ?? false, v: 2 },
    ...(declares === undefined ? {} : { rust_version: declares }),
    ...(links === undefined ? {} : { links }),
    cksum: createHash('sha256').update(archive).digest('hex'),
    deps: [
      ...dependencies(requires, null),
      ...(requiresOn === undefined ? [] : dependencies(requiresOn.requires, requiresOn.target)),
    ],
  };
}

function dependencies(requires: Record<string, string>, target: string | null): object[] {
  const plain = { features: [], optional: false, default_features: true, kind: 'normal', registry: null };
  return Object.entries(requires).map(([name, req]) => ({ name, req, ...plain, target }));
}

function commit(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'publish');
}

function git(folder: string, ...args: string[]): void {
  const identity = ['user.name=A. Tester', 'user.email=tester@example.com', 'commit.gpgsign=false'];
  execFileSync('git', [...identity.flatMap((set) => ['-c', set]), ...args], { cwd: folder, stdio: 'pipe' });
}
