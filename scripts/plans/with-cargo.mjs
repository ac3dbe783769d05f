import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../setup.mjs';
import { changedPackages } from './lock-file.mjs';
import { oldCargoFlags } from './old-cargo.mjs';
import { PINNED, runCommand } from './run-command.mjs';

/**
 * What Cargo's own resolver gives for the same baselines, and whether that compiles.
 * @param {string} workspace a copy that may be written to
 * @param {import('./subjects.mjs').Subject} subject
 * @param {string} builds the folder of Assay's builds of the same workspace: what is the same need not be compiled again
 */
export async function withCargo(workspace, subject, builds) {
  const { version, baseline, members = {} } = subject;
  if (version !== undefined) declareBaseline(join(workspace, 'Cargo.toml'), baseline);
  const shipped = join(workspace, 'shipped.lock');
  cpSync(join(workspace, 'Cargo.lock'), shipped);
  const env = { CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback' };
  const update = await runCommand('cargo', ['update'], { cwd: workspace, env });
  if (update.status !== 0) throw new SetupError(`cargo update in ${workspace} failed:\n${update.stderr}`);
  const fetched = await runCommand('cargo', ['fetch', '--locked'], { cwd: workspace });
  if (fetched.status !== 0) throw new SetupError(`cargo fetch in ${workspace} failed:\n${fetched.stderr}`);
  const changed = changedPackages(shipped, join(workspace, 'Cargo.lock'));
  const check = (release, args) => checkWith(workspace, { release, args, builds });
  const selections = Object.entries(members).map(([member, release]) => [release, ['-p', member]]);
  const others = Object.keys(members).flatMap((member) => ['--exclude', member]);
  selections.push([baseline, others.length === 0 ? [] : ['--workspace', ...others]]);
  const onBaseline = [];
  for (const [release, args] of selections) onBaseline.push(await check(release, args));
  const refused = onBaseline.find(({ outcome }) => outcome === 'refused');
  return { changed, onBaseline, onPinned: refused === undefined ? await check(PINNED, []) : undefined };
}

/** Cargo's fallback asks the members what they are made for, and nothing else. */
function declareBaseline(manifest, baseline) {
  const text = readFileSync(manifest, 'utf8');
  const without = text.replace(/^rust-version = .*\n/m, '');
  writeFileSync(manifest, without.replace(/^\[package\]\n/m, `[package]\nrust-version = "${baseline}"\n`));
}

/** One `cargo check`: it compiles, it is refused for what packages declare, or something does not compile. */
async function checkWith(workspace, { release, args, builds }) {
  const flags = oldCargoFlags(workspace, release);
  const { status, stderr, seconds } = await runCommand(
    'cargo',
    [`+${release}`, 'check', '--locked', ...args, ...flags],
    {
      cwd: workspace,
      env: { CARGO_TARGET_DIR: join(builds, release === PINNED ? 'pinned' : `${release}-x86_64-unknown-linux-gnu`) },
    },
  );
  return { release, seconds, ...(status === 0 ? { outcome: 'compiles' } : whyNot(stderr)) };
}

function whyNot(stderr) {
  const requiring = [
    ...stderr.matchAll(/^ {2}(\S+@\S+) requires rustc /gm),
    ...stderr.matchAll(/package `(\S+ v\S+)` cannot be built/g),
  ];
  if (requiring.length > 0)
    return { outcome: 'refused', because: [...new Set(requiring.map(([, id]) => id.replace(' v', '@')))] };
  const packages = [...stderr.matchAll(/^error: could not compile `([^`]+)`/gm)].map(([, name]) => name);
  const [first = stderr.trim()] = /^error(?:\[E\d+\])?: .*$/m.exec(stderr) ?? [];
  return { outcome: 'fails', because: [...new Set(packages)], error: first };
}
