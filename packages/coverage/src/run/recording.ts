import path from 'node:path';
import { groupBy } from '@assay/evidence';
import type { Records } from '@assay/records';
import { exactReader } from '../match/exact-reader.js';
import { lineReader, type ParsedText } from '../match/line-reader.js';
import type { FileReader } from '../match/reader.js';

/** What a run or a report recorded, by file. */
export interface Recording {
  /** The files that it speaks of, absolute or relative to the workspace root. */
  paths: ReadonlySet<string>;
  readers(file: string, source: ParsedText): FileReader[];
  /** How often each line was executed; a line may come several times. Nothing of a file that it does not speak of. */
  lines(file: string): Iterable<readonly [line: number, count: number]>;
}

/**
 * The records of a report by the workspace's own paths. A report may have several records of one file, under several
 * names.
 */
export function recordingOf(records: Records, root: string | undefined): Recording {
  const sources = 'sources' in records ? records.sources : [];
  const byOwnPath = <File>(files: ReadonlyMap<string, File>) =>
    groupBy(files, ([file]) => ownPath(file, root, sources));
  // A file without a single line says nothing of that file, and must not pass for a record of it.
  const exact = byOwnPath(kept('exact' in records ? records.exact : undefined, ({ segments }) => segments.length > 0));
  const lines = byOwnPath(kept('lines' in records ? records.lines : undefined, (file) => file.lines.size > 0));
  const exactOf = (file: string) => (exact.get(file) ?? []).map(([, each]) => each);
  const linesOf = (file: string) => (lines.get(file) ?? []).map(([, each]) => each);
  return {
    paths: new Set([...exact.keys(), ...lines.keys()]),
    readers: (file, source) => [
      ...exactOf(file).map(exactReader),
      ...linesOf(file).map((each) => lineReader(each, source)),
    ],
    *lines(file) {
      for (const each of exactOf(file)) yield* each.lineCounts();
      for (const each of linesOf(file)) yield* each.lines;
    },
  };
}

function kept<File>(files: ReadonlyMap<string, File> | undefined, isRecord: (file: File) => boolean) {
  return new Map([...(files ?? [])].filter(([, file]) => isRecord(file)));
}

/**
 * A report's path without the folder that it begins with elsewhere; Cobertura's may be relative to one of its sources.
 */
function ownPath(file: string, root: string | undefined, sources: readonly string[]): string {
  const [only, ...others] = sources;
  const whole = path.isAbsolute(file) || only === undefined || others.length > 0 ? file : path.join(only, file);
  if (root === undefined) return whole;
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}
