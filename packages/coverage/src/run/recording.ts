import path from 'node:path';
import type { LineCounts, Records } from '@assay/records';
import { exactReader } from '../match/exact-reader.js';
import { lineReader, type ParsedText } from '../match/line-reader.js';
import type { FileReader } from '../match/reader.js';

/** What a run or a report recorded, by file. */
export interface Recording {
  /** The files that it speaks of, absolute or relative to the workspace root. */
  paths: ReadonlySet<string>;
  readers(file: string, source: ParsedText): FileReader[];
  /** How often each line was executed. */
  lines(file: string): LineCounts | undefined;
}

/** The records of a report by the workspace's own paths. */
export function recordingOf(records: Records, root: string | undefined): Recording {
  const sources = 'sources' in records ? records.sources : [];
  // A file without a single line says nothing of that file, and must not pass for a record of it.
  const byOwnPath = <File>(files: ReadonlyMap<string, File> | undefined, isRecord: (file: File) => boolean) =>
    new Map(
      [...(files ?? [])].flatMap(([file, each]) => (isRecord(each) ? [[ownPath(file, root, sources), each]] : [])),
    );
  const exact = byOwnPath('exact' in records ? records.exact : undefined, ({ segments }) => segments.length > 0);
  const lines = byOwnPath('lines' in records ? records.lines : undefined, (file) => file.lines.size > 0);
  return {
    paths: new Set([...exact.keys(), ...lines.keys()]),
    readers(file, source) {
      const [exactFile, lineFile] = [exact.get(file), lines.get(file)];
      return [
        ...(exactFile === undefined ? [] : [exactReader(exactFile)]),
        ...(lineFile === undefined ? [] : [lineReader(lineFile, source)]),
      ];
    },
    lines: (file) => exact.get(file)?.lineCounts() ?? lines.get(file)?.lines,
  };
}

/** A report's path without the folder that it begins with elsewhere; Cobertura's may be relative to one of its sources. */
function ownPath(file: string, root: string | undefined, sources: readonly string[]): string {
  const [only, ...others] = sources;
  const whole = path.isAbsolute(file) || only === undefined || others.length > 0 ? file : path.join(only, file);
  if (root === undefined) return whole;
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
}
