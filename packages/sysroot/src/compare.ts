import { byCodeUnit } from '@assay/evidence';
import type { TreeEntry } from '@assay/host';
import * as z from 'zod';
import { componentText } from './component.js';
import { fileDigest, treeDigest } from './digest.js';
import type { Lock, LockedComponent, LockedFile } from './lock.js';
import { lockedFile, modeText } from './locked-file.js';
import { RECORDS } from './records.js';

/** One way in which a sysroot is not what its lock says. */
export const Difference = z.strictObject({
  kind: z.enum(['missing', 'changed', 'mode', 'kind', 'unexpected', 'link leaves']),
  path: z.string(),
  component: z.string().nullable().describe('rustc-x86_64-unknown-linux-gnu; null for what the lock does not name'),
  expected: z.string().describe('digest, mode, kind or target that the lock states; empty for what it does not name'),
  found: z.string().describe('the same of what is there; empty for what is not'),
});
export type Difference = z.infer<typeof Difference>;

/** What is there of a component that the lock names. */
export const FoundComponent = z.strictObject({
  name: z.string(),
  target: z.string(),
  origin: z.enum(['installed', 'dist']),
  installed: z.boolean().describe('whether any file is there that it alone names'),
  files: z.int().nonnegative().describe('that the lock names'),
  bytes: z.int().nonnegative().describe('of its files that are there'),
  expected: z.string().describe('the digest over its files, by the lock'),
  found: z.string().nullable().describe('the same, over the files that are there; null when none is'),
});
export type FoundComponent = z.infer<typeof FoundComponent>;

export interface Comparison {
  components: FoundComponent[];
  /** In the order of the paths. */
  differences: Difference[];
  /** What could not be read, in sentences. Nothing can be said about it. */
  unreadable: string[];
}

/**
 * Holds a tree against what a lock names. A component of which nothing is there but what another host's has as well, `bin/rustc` for
 * example, is not installed, which is no difference by itself. `managed`: rustup's own records may stand there, whose bytes no lock can name.
 */
export function compareTree(
  { components, leftOut }: Pick<Lock, 'components' | 'leftOut'>,
  tree: readonly TreeEntry[],
  { managed }: { managed: boolean },
): Comparison {
  const there = new Map(tree.map((entry) => [entry.path, entry]));
  const named = new Set<string>();
  const differences: Difference[] = [];
  const shared = sharedPaths(components);
  const found = components.map((component) => {
    const present = component.files.filter(({ path }) => there.has(path));
    if (present.every(({ path }) => shared.has(path))) return foundComponent(component, [], there, false);
    for (const { path } of component.files) named.add(path);
    const own = componentDifferences(component, there);
    differences.push(...own);
    return foundComponent(component, present, there, own.length === 0);
  });
  const records: readonly string[] = managed ? Object.values(RECORDS) : [];
  const holding = new Set([...tree.map(({ path }) => path), ...leftOut].map(parentOf));
  differences.push(...tree.flatMap((entry) => outsideLock(entry, { named, records, holding, managed })));
  return {
    components: found,
    differences: differences.sort((a, b) => byCodeUnit(a.path, b.path)),
    unreadable: tree.flatMap(({ path, trouble }) => (trouble === undefined ? [] : [`${path}: ${trouble}`])),
  };
}

/** What more than one component names: it does not tell for which host it is. */
function sharedPaths(components: readonly LockedComponent[]): ReadonlySet<string> {
  // Components of one target share none: a lock in which they do is refused.
  if (new Set(components.map(({ target }) => target)).size < 2) return new Set();
  const [paths, shared] = [new Set<string>(), new Set<string>()];
  for (const { path } of components.flatMap(({ files }) => files)) (paths.has(path) ? shared : paths).add(path);
  return shared;
}

function foundComponent(
  component: LockedComponent,
  present: readonly LockedFile[],
  there: ReadonlyMap<string, TreeEntry>,
  isAsLocked: boolean,
): FoundComponent {
  const { name, target, origin, files, tree } = component;
  const entries = present.map(({ path }) => there.get(path) as TreeEntry);
  const found = () => treeDigest(entries.flatMap((entry) => lockedFile(entry) ?? []));
  return {
    ...{ name, target, origin, installed: present.length > 0, files: files.length },
    bytes: entries.reduce((sum, { size }) => sum + size, 0),
    expected: tree,
    // Of the same files the digest is the same; one that cannot be read is not the same.
    found:
      present.length === 0
        ? null
        : isAsLocked && entries.every(({ trouble }) => trouble === undefined)
          ? tree
          : found(),
  };
}

function componentDifferences(component: LockedComponent, there: ReadonlyMap<string, TreeEntry>): Difference[] {
  const name = componentText(component);
  return component.files.flatMap((file) =>
    fileDifferences(file, there.get(file.path)).map((each) => ({ ...each, component: name })),
  );
}

type Found = Omit<Difference, 'component'>;

function fileDifferences(file: LockedFile, entry: TreeEntry | undefined): Found[] {
  const { path } = file;
  if (entry === undefined) return [{ kind: 'missing', path, expected: fileDigest(file), found: '' }];
  // Told apart as unreadable: nothing is known about its bytes.
  if (entry.trouble !== undefined) return [];
  const expectedKind = 'link' in file ? 'link' : 'file';
  if (entry.kind !== expectedKind) return [{ kind: 'kind', path, expected: kindText(file), found: entryText(entry) }];
  if ('link' in file) {
    return entry.target === file.link
      ? []
      : [{ kind: 'changed', path, expected: file.link, found: entry.target ?? '' }];
  }
  const differences: Found[] = [];
  if (entry.sha256 !== file.sha256) {
    differences.push({ kind: 'changed', path, expected: file.sha256, found: entry.sha256 ?? '' });
  }
  const mode = modeText(entry.mode);
  if (mode !== file.mode) differences.push({ kind: 'mode', path, expected: file.mode, found: mode });
  return differences;
}

function kindText(file: LockedFile): string {
  return 'link' in file ? `a link to ${file.link}` : 'a file';
}

function entryText({ kind, target }: TreeEntry): string {
  if (kind === 'link') return `a link to ${target}`;
  return kind === 'other' ? 'a pipe, a socket or a device' : `a ${kind}`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

interface Accepted {
  /** Paths that the lock names of what is installed. */
  named: ReadonlySet<string>;
  /** Paths of rustup's own records. */
  records: readonly string[];
  /** Folders that hold something, be it only what is left out. */
  holding: ReadonlySet<string>;
  managed: boolean;
}

/** What the lock does not name: all but rustup's records and the folders that hold something. Links that leave are told of in any case. */
function outsideLock(entry: TreeEntry, { named, records, holding, managed }: Accepted): Difference[] {
  const { path, kind } = entry;
  const common = { path, component: null, expected: '' };
  if (kind === 'link' && entry.leaves === true) return [{ ...common, kind: 'link leaves', found: entry.target ?? '' }];
  if (named.has(path) || (kind === 'file' && records.includes(path))) return [];
  // rustup makes no empty folder; packages of distributions bring some, and nothing can be loaded from one.
  if (kind === 'folder' && (entry.trouble !== undefined || holding.has(path) || !managed)) return [];
  return [{ ...common, kind: 'unexpected', found: entry.sha256 ?? entryText(entry) }];
}
