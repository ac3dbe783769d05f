import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { Worker } from 'node:worker_threads';
import { sha256 } from '@assay/evidence';
import { type DigestJob, type DigestTrouble, STATUS_FIELDS } from './digest-job.js';
import { systemCode, systemWords } from './system.js';
import { type TreeEntry, type TreeOptions, WorldError } from './world.js';

/** More threads than this wait for memory, not for the processor. */
const MOST_WORKERS = 4;

// Its own statement: ncc takes a literal beside import.meta.url for an asset and rewrites it.
const here = import.meta.url;

/**
 * Takes in a folder: see `Files.tree`. Folders are listed here; what the files hold is digested by threads beside each other, which
 * share one list and never hold more than a buffer of any file. `shown` is how messages write the folder. Throws
 * WorldError: `not-found`, `unreadable`, `interrupted`.
 */
export async function readTree(
  folder: string,
  { leaveOut = [], known }: TreeOptions,
  { shown, signal }: { shown: string; signal: AbortSignal },
): Promise<TreeEntry[]> {
  const root = realFolder(folder, shown);
  const found = list(root, new Set(leaveOut));
  const entries = found.map(({ name, kind, trouble }) => entryOf(root, name, kind, trouble));
  const files = found.flatMap(({ name, kind }, index) => {
    const entry = entries[index] as TreeEntry;
    if (kind !== 'file' || (known !== undefined && takeKnown(entry, known.get(entry.path), root, name))) return [];
    return [{ name, entry }];
  });
  await digestAll(root, files, signal);
  return entries;
}

interface Found {
  /** Relative to the root, `/` between: the bytes of the name, each as one Latin-1 character. */
  name: string;
  kind: TreeEntry['kind'];
  trouble?: string;
}

function realFolder(folder: string, shown: string): string {
  try {
    const root = realpathSync(folder);
    if (statSync(root).isDirectory()) return root;
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause) ?? '')) {
      throw new WorldError('not-found', folder, `${shown} does not exist`, { cause });
    }
    throw new WorldError('unreadable', folder, `${shown} cannot be read: ${systemWords(cause)}`, { cause });
  }
  throw new WorldError('unreadable', folder, `${shown} is not a folder`);
}

/** Everything below the root, folders before what they hold, in the order of the names' bytes. */
function list(root: string, leaveOut: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  const enter = (folder: string): string | undefined => {
    try {
      const entries = readdirSync(bytesOf(root, folder), { withFileTypes: true, encoding: 'latin1' as BufferEncoding });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (leaveOut.has(name)) continue;
        const kind = kindOf(entry);
        const own: Found = { name, kind };
        found.push(own);
        if (kind !== 'folder') continue;
        const trouble = enter(name);
        if (trouble !== undefined) own.trouble = trouble;
      }
      return undefined;
    } catch (error) {
      return `its names cannot be read: ${systemWords(error)}`;
    }
  };
  const trouble = enter('');
  return trouble === undefined ? found : [{ name: '.', kind: 'folder', trouble }, ...found];
}

interface EntryType {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: EntryType): TreeEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function entryOf(root: string, name: string, kind: TreeEntry['kind'], trouble: string | undefined): TreeEntry {
  const entry: TreeEntry = { path: textOf(name), kind, mode: 0, size: 0 };
  if (trouble !== undefined) return { ...entry, trouble };
  return kind === 'link' ? { ...entry, ...linkAt(root, name) } : entry;
}

/** Where a link leads, and whether that is outside the root. A link that leads nowhere is judged by its words. */
function linkAt(root: string, name: string): Partial<TreeEntry> {
  try {
    const target = textOf(readlinkSync(bytesOf(root, name), 'latin1'));
    return { target, size: target.length, sha256: sha256(target), leaves: leaves(root, name, target) };
  } catch (error) {
    return { trouble: `where it leads cannot be read: ${systemWords(error)}` };
  }
}

function leaves(root: string, name: string, target: string): boolean {
  const inside = (file: string) => {
    const relative = path.relative(root, file);
    return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  };
  try {
    return !inside(realpathSync(bytesOf(root, name)));
  } catch {
    return !inside(path.resolve(root, path.dirname(name), target));
  }
}

/** Takes the digest that the file had, when its status is what it was then; `false` when it must be read. */
function takeKnown(entry: TreeEntry, known: TreeEntry | undefined, root: string, name: string): boolean {
  if (known?.identity === undefined || known.sha256 === undefined) return false;
  try {
    const { mode, size, ino, mtimeMs, ctimeMs } = lstatSync(bytesOf(root, name));
    const { inode, modified, changed } = known.identity;
    const now = [mode & 0o7777, size, ino, mtimeMs, ctimeMs];
    if ([known.mode, known.size, inode, modified, changed].some((value, index) => value !== now[index])) return false;
  } catch {
    return false; // Reading it says what is wrong.
  }
  Object.assign(entry, known);
  return true;
}

interface Undigested {
  name: string;
  entry: TreeEntry;
}

async function digestAll(folder: string, files: readonly Undigested[], signal: AbortSignal): Promise<void> {
  if (files.length === 0) return;
  const job: DigestJob = {
    folder,
    names: files.map(({ name }) => name).join('\0'),
    next: new SharedArrayBuffer(4),
    digests: new SharedArrayBuffer(32 * files.length),
    statuses: new SharedArrayBuffer(8 * STATUS_FIELDS * files.length),
  };
  const troubles = new Map<number, number | null>();
  const workers = Math.min(files.length, availableParallelism(), MOST_WORKERS);
  await Promise.all(Array.from({ length: workers }, () => work(job, troubles, signal)));
  const digests = Buffer.from(job.digests);
  const statuses = new Float64Array(job.statuses);
  for (const [index, { entry }] of files.entries()) {
    const [mode = 0, size = 0, inode = 0, modified = 0, changed = 0, whole] = statuses.subarray(
      STATUS_FIELDS * index,
      STATUS_FIELDS * (index + 1),
    );
    if (whole !== 1) {
      entry.trouble = inWords(troubles.get(index));
      continue;
    }
    entry.mode = mode & 0o7777;
    entry.size = size;
    entry.sha256 = digests.toString('hex', 32 * index, 32 * (index + 1));
    entry.identity = { inode, modified, changed };
  }
}

/** Runs one thread to its end. */
function work(job: DigestJob, troubles: Map<number, number | null>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const interrupted = () => new WorldError('interrupted', job.folder, 'reading the files was interrupted');
    if (signal.aborted) return reject(interrupted());
    const worker = new Worker(workerFile(), {
      workerData: job,
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
      // Whoever starts Node with --import or --require means the program, not its threads.
      execArgv: [],
    });
    const abort = () => void worker.terminate();
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', ({ index, errno }: DigestTrouble) => troubles.set(index, errno));
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) reject(interrupted());
      else resolve();
    });
  });
}

/** Beside this module, in the same form: TypeScript in the sources, JavaScript in the build and in what ships. */
function workerFile(): URL {
  return new URL(here.endsWith('.ts') ? 'digest-worker.ts' : 'digest-worker.js', here);
}

function inWords(errno: number | null | undefined): string {
  const [code, words] = getSystemErrorMap().get(errno ?? 0) ?? [];
  // A link stands now where a file stood a moment ago.
  return code === undefined || code === 'ELOOP' ? 'it changed while it was read' : `it cannot be read: ${words}`;
}

/** The path of a name for a system call: as bytes where the name is more than ASCII. */
function bytesOf(root: string, name: string): string | Buffer {
  if (!/[\u0080-\u00ff]/.test(name)) return path.join(root, name);
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
}

/** A name as text: bytes that are not UTF-8, and backslashes, are written `\xNN`, so that each name has a text of its own. */
function textOf(name: string): string {
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(name)) return name;
  const bytes = Buffer.from(name, 'latin1');
  const written = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`;
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text.replaceAll('\\', written(0x5c));
  return [...bytes].map((byte) => (byte < 0x80 && byte !== 0x5c ? String.fromCharCode(byte) : written(byte))).join('');
}
