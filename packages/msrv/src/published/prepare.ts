import path from 'node:path';
import { isWorldError, type World } from '@assay/host';
import { cargo, compareVersions, knownLockFormats, parseVersion, plainWords, readCargoFailure } from '@assay/rust';
import type { Sibling } from './members.js';

/** Why an unpacked package cannot be compiled as it is, and what to do about it. */
export interface Unprepared {
  why: string;
  remedy: string;
}

/** What is made ready, and for which Rust release. */
export interface Preparation {
  /** Of the unpacked package, absolute. */
  folder: string;
  /** The members that it depends on, unpacked beside it. */
  siblings: readonly Sibling[];
  rust: string;
}

/**
 * Makes an unpacked package ready to be compiled by itself: the members that it depends on are taken from beside it, as if they were
 * published already, and its lock file has a format that the release's Cargo reads. Whoever depends on a library never reads the library's
 * lock file, so that its format says nothing of the library. `undefined` when it is ready. Throws WorldError when interrupted; UserError
 * where Assay's own folder cannot be written.
 */
export async function prepare(world: World, preparation: Preparation): Promise<Unprepared | undefined> {
  try {
    return (await patchSiblings(world, preparation)) ?? (await lowerLockFormat(world, preparation));
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy = 'pin Cargo 1.84 or newer, which packs Cargo.lock with a library too, and run again';
    return { why: error.message, remedy };
  }
}

/** https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html#the-patch-section */
async function patchSiblings(world: World, { folder, siblings }: Preparation): Promise<Unprepared | undefined> {
  if (siblings.length === 0) return undefined;
  const manifest = path.join(folder, 'Cargo.toml');
  const text = await world.files.readText(manifest);
  await putBelow(world, manifest, `${text}${siblings.map(patchTable).join('')}`);
  // Only what depends on the other members is resolved anew.
  const args = ['update', '--workspace', '--offline', '--manifest-path', manifest];
  const { status, stderr } = await world.tools.run(cargo, args, { env: plainWords });
  if (status === 0) return undefined;
  const { message } = readCargoFailure(stderr, world.anchors);
  return { why: message, remedy: 'see that cargo package --workspace succeeds, and run again' };
}

function patchTable({ name, version, registry = 'crates-io' }: Sibling): string {
  const [key, folder] = [registry, `../${name}-${version}`].map((text) => JSON.stringify(text));
  return `\n[patch.${key}.${name}]\npath = ${folder}\n`;
}

/** Formats 2 and 3 name no branch of git otherwise than 4 does, and what is published depends on registries alone. */
async function lowerLockFormat(world: World, { folder, rust }: Preparation): Promise<Unprepared | undefined> {
  const lock = path.join(folder, 'Cargo.lock');
  const text = await world.files.readText(lock);
  const written = Number(/^version = (\d+)$/m.exec(text)?.[1] ?? 2);
  const readable = Math.max(
    ...knownLockFormats.filter(({ since }) => !isNewer(since, rust)).map(({ version }) => version),
  );
  if (readable >= written) return undefined;
  if (readable < 2) {
    return {
      why: `its lock file has format ${written}, which Cargo ${rust} does not read`,
      remedy: 'declare Rust 1.38 or newer',
    };
  }
  await putBelow(world, lock, text.replace(/^version = \d+\n/m, readable === 2 ? '' : `version = ${readable}\n`));
  return undefined;
}

async function putBelow(world: World, file: string, content: string): Promise<void> {
  await world.putInScratch(path.relative(world.scratch, file), content);
}

function isNewer(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left !== undefined && right !== undefined && compareVersions(left, right) > 0;
}
