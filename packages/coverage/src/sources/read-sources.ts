import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { portablePath, type World } from '@assay/host';
import type { MemberWithTargets } from '@assay/rust';
import { realPathOrOwn } from '../real-path.js';
import { followModules, type Role, roleOf } from './module-tree.js';
import { type Contents, parser, readContents } from './read-contents.js';
import { incomplete, unexplored } from './source-gaps.js';
import { findSources, unlisted } from './walk.js';

/** A source file of a member, read and parsed, or why that could not be done. */
export type Source = SourceFile & Contents;

interface SourceFile {
  /** Portable. */
  path: string;
  /** Real path, absolute. */
  file: string;
  /** The member's Cargo.toml, absolute. */
  manifest: string;
  /** What it is part of, by the target that leads to it; `undefined` where none does. */
  reached: Role | undefined;
  /** Is it compiled into a test as well, as a copy of its own? */
  isShared: boolean;
}

export interface Sources {
  /** In the order of their paths. */
  sources: Source[];
  /** Folders that could not be looked into. */
  gaps: Gap[];
}

/** Reads and parses every source of the members, and follows the modules. Throws WorldError when interrupted. */
export async function readSources(world: World, members: readonly MemberWithTargets[]): Promise<Sources> {
  const grammar = await parser();
  const read = new Map<string, Promise<Contents>>();
  const readOnce = (file: string) => {
    const begun = read.get(file) ?? readContents(world, grammar, file);
    read.set(file, begun);
    return begun;
  };
  const found = await findSources(
    world,
    members.map(({ manifest }) => manifest),
  );
  const roots = await Promise.all(
    members.flatMap(({ targets }) =>
      targets.map(async ({ source, kind }) => ({ source: await realPathOrOwn(world, source), role: roleOf(kind) })),
    ),
  );
  const roles = new Map<string, Set<Role>>();
  const noteRole = (file: string, role: Role) => roles.set(file, (roles.get(file) ?? new Set()).add(role));
  const load = async (file: string) => {
    const real = await realPathOrOwn(world, file);
    if ((await world.files.kind(real)) !== 'file') return undefined;
    return {
      real,
      folder: await realPathOrOwn(world, path.dirname(file)),
      obligations: (await readOnce(real)).obligations,
    };
  };
  const reached = await followModules(roots, load, noteRole);
  const all = [...new Set([...found.files.keys(), ...reached.keys(), ...roots.map(({ source }) => source)])].sort();
  const sources = await Promise.all(
    all.map(async (file): Promise<Source> => {
      const manifest = found.files.get(file) ?? ownerOf(file, members);
      const place = {
        path: portablePath(file, world.anchors),
        file,
        manifest,
        reached: reached.get(file),
        isShared: isShared(roles.get(file)),
      };
      return { ...place, ...(await readOnce(file)) };
    }),
  );
  const lacking = all.flatMap((file) => (found.files.has(file) ? [] : (unlisted(file, found.listings) ?? [])));
  return {
    sources,
    gaps: [
      ...found.unreadable.map(({ path: file, why }) => unexplored(portablePath(file, world.anchors), why)),
      ...[...new Set(lacking)].map((name) => incomplete(portablePath(name, world.anchors))),
    ],
  };
}

/** Is it compiled for the product and, as a copy of its own, for a test? Records do not tell the copies apart. */
function isShared(roles: ReadonlySet<Role> = new Set()): boolean {
  // A build script is not instrumented.
  return roles.has('product') && [...roles].some((role) => role !== 'product' && role !== 'build script');
}

/**
 * The member in whose folder a file lies that the walk did not find; the first one that Cargo names where it lies in
 * none.
 */
function ownerOf(file: string, members: readonly MemberWithTargets[]): string {
  const holding = members.filter(({ manifest }) => file.startsWith(`${path.dirname(manifest)}${path.sep}`));
  const [deepest] = holding.sort((a, b) => b.manifest.length - a.manifest.length);
  return (deepest ?? members[0])?.manifest ?? '';
}
