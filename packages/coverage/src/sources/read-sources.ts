import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Gap, sha256 } from '@assay/evidence';
import { isWorldError, portablePath, rustGrammar, type World } from '@assay/host';
import { type FileObligations, type Grammar, obligationsOf, openGrammar } from '@assay/obligations';
import type { MemberWithTargets } from '@assay/rust';
import { followModules, type Reached, roleOf } from './module-tree.js';
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
  /** How a target leads to it; `undefined` where none does. */
  reached: Reached | undefined;
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
      targets.map(async ({ source, kind }) => ({ source: await realOr(world, source), role: roleOf(kind) })),
    ),
  );
  const reached = new Map<string, Reached>();
  const followed = await followModules(roots, async (file) => {
    const real = await realOr(world, file);
    return (await world.files.kind(real)) === 'file' ? (await readOnce(real)).obligations : undefined;
  });
  for (const [file, way] of followed) reached.set(await realOr(world, file), way);
  const all = [...new Set([...found.files.keys(), ...reached.keys(), ...roots.map(({ source }) => source)])].sort();
  const sources = await Promise.all(
    all.map(async (file): Promise<Source> => {
      const manifest = found.files.get(file) ?? ownerOf(file, members);
      const place = { path: portablePath(file, world.anchors), file, manifest, reached: reached.get(file) };
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

let opened: Promise<Grammar> | undefined;

/** One per process: the runtime can be started only once. */
function parser(): Promise<Grammar> {
  opened ??= rustGrammar().then(openGrammar);
  return opened;
}

/** What a file holds; of one that does not parse its text, where it is text. */
type Contents =
  | { obligations: FileObligations; sha256: string; text: string }
  | { obligations?: undefined; gap: Gap; text?: string };

async function readContents(world: World, grammar: Grammar, file: string): Promise<Contents> {
  const shown = portablePath(file, world.anchors);
  let bytes: Uint8Array;
  try {
    bytes = await world.files.read(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return { gap: unreadable(shown, error.message) };
  }
  const text = decoded(bytes);
  if (text === undefined) return { gap: unreadable(shown, `${shown} is not UTF-8 text`) };
  const obligations = obligationsOf(grammar, text);
  if (obligations.trouble === undefined) return { obligations, sha256: sha256(bytes), text };
  const { message, span } = obligations.trouble;
  return { gap: unparsed(shown, message, span), text };
}

/** Without a byte order mark, which the compiler passes over as well; `undefined` for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The only reason is that it is not UTF-8, and the caller says so.
  }
}

/** Why the obligations of a file, or of a part of it, are not known. */
export function unparsed(shown: string, message: string, { line, column }: { line: number; column: number }): Gap {
  return {
    what: `what ${shown} obliges its tests to reach`,
    why: `it does not parse as Rust: ${message}`,
    remedy: 'correct the file, or leave it out with exclude in [coverage] where it is no source of the product',
    at: { path: shown, line, column },
  };
}

function unreadable(shown: string, why: string): Gap {
  return {
    what: `what ${shown} obliges its tests to reach`,
    why,
    remedy:
      'make it a readable UTF-8 file, or leave it out with exclude in [coverage] where it is no source of the product',
    at: { path: shown },
  };
}

function unexplored(shown: string, why: string): Gap {
  return {
    what: `which sources lie in ${shown}`,
    why,
    remedy: 'make it readable, or remove it where it is a link that leads nowhere',
    at: { path: shown },
  };
}

/** What a module leads to, and its folder does not show: nobody knows what else the folder did not show. */
function incomplete(shown: string): Gap {
  return {
    what: `which sources stand beside ${shown}`,
    why: `the listing of its folder lacks ${shown}, though the sources lead there`,
    remedy: 'change nothing while it is examined, and run again',
    at: { path: shown },
  };
}

async function realOr(world: World, file: string): Promise<string> {
  try {
    return await world.files.realPath(file);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return file; // It is not there; whoever asks finds that out.
  }
}

/** The member in whose folder a file lies that the walk did not find; the first one that Cargo names where it lies in none. */
function ownerOf(file: string, members: readonly MemberWithTargets[]): string {
  const holding = members.filter(({ manifest }) => file.startsWith(`${path.dirname(manifest)}${path.sep}`));
  const [deepest] = holding.sort((a, b) => b.manifest.length - a.manifest.length);
  return (deepest ?? members[0])?.manifest ?? '';
}

/** Sixteen hex digits of a digest: enough to tell two states of a function apart. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
