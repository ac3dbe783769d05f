import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { groupBy } from '@assay/evidence';
import { indexPath } from './package-name.js';
import type { PublishedVersion } from './test-index.js';

const identity = ['user.name=test', 'user.email=test@localhost', 'commit.gpgsign=false'].flatMap((set) => ['-c', set]);

/** What Cargo made of an index: its lock file, and its home with the index cache. */
export interface CargoRun {
  root: string;
  lock: string;
  remove(): void;
}

/**
 * Lets Cargo lock a package with these dependencies, from an index in a git repository on this disk in place of crates.io. Cargo's
 * home is the folder `home` below the root.
 */
export function lockFrom(versions: readonly PublishedVersion[], dependencies: Record<string, string>): CargoRun {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-registry-')));
  const index = join(root, 'index');
  writeAll(index, indexFiles(versions));
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'index'],
  ]) {
    execFileSync('git', [...identity, ...args], { cwd: index });
  }
  const requirements = Object.entries(dependencies).map(([name, requirement]) => `${name} = "${requirement}"\n`);
  writeAll(root, {
    'home/config.toml': `[source.crates-io]\nreplace-with = "disk"\n[source.disk]\nregistry = "${pathToFileURL(index)}"\n`,
    'Cargo.toml': `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${requirements.join('')}`,
    'src/lib.rs': '',
  });
  execFileSync('cargo', ['generate-lockfile', '--quiet'], {
    cwd: root,
    env: { ...process.env, CARGO_HOME: join(root, 'home') },
  });
  return {
    root,
    lock: readFileSync(join(root, 'Cargo.lock'), 'utf8'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function indexFiles(versions: readonly PublishedVersion[]): Record<string, string> {
  const files = groupBy(versions, ({ name }) => indexPath(name));
  const lines = (of: readonly PublishedVersion[]) => of.map((each) => `${JSON.stringify(each)}\n`).join('');
  return {
    'config.json': '{"dl":"https://localhost/"}',
    ...Object.fromEntries([...files].map(([file, of]) => [file, lines(of)])),
  };
}

function writeAll(folder: string, files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}
