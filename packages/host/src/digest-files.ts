import { availableParallelism } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type DigestJob, type DigestTrouble, STATUS_FIELDS } from './digest-job.js';
import { type TreeEntry, WorldError } from './world.js';

/** More threads than this wait for memory, not for the processor. */
const MOST_WORKERS = 4;

// Its own statement: ncc takes a literal beside import.meta.url for an asset and rewrites it.
const here = import.meta.url;

/** A file of a tree that has no digest yet. */
export interface Undigested {
  /** As `DigestJob.names` has it. */
  name: string;
  /** Is given mode, size, digest and identity, or the trouble. */
  entry: TreeEntry;
}

/**
 * Digests files of one folder by threads beside each other, which share one list and never hold more than a buffer of any file. Throws WorldError
 * `interrupted`.
 */
export async function digestFiles(folder: string, files: readonly Undigested[], signal: AbortSignal): Promise<void> {
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
  const digests = Buffer.from(job.digests).toString('hex');
  const statuses = new Float64Array(job.statuses);
  for (const [index, { entry }] of files.entries()) {
    const status = (field: number) => statuses[STATUS_FIELDS * index + field] ?? 0;
    if (status(5) !== 1) {
      entry.trouble = inWords(troubles.get(index));
      continue;
    }
    entry.mode = status(0) & 0o7777;
    entry.size = status(1);
    entry.sha256 = digests.slice(64 * index, 64 * (index + 1));
    entry.identity = { inode: status(2), modified: status(3), changed: status(4) };
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
