import { groupBy } from '@assay/evidence';
import { countOf, type Point, type Span } from '@assay/obligations';
import type { ExactFile } from '@assay/records';
import type { FileReader } from './reader.js';

/** Reads records that know the column: those of LLVM. */
export function exactReader(file: ExactFile): FileReader {
  const before = ({ line, column }: Point) => file.segmentBefore(line, column);
  const branches = new Map(file.branches.map((branch) => [keyOf(branch), branch]));
  const decisions = groupBy(file.decisions, keyOf);
  return {
    isExact: true,
    count: (probes) => countOf(probes, before),
    statement: ({ probes }) => countOf(probes, before),
    values: ({ span }) => branches.get(keyOf(span)),
    returned: ({ line, column }) => {
      const entry = file.entryAt(line, column);
      return entry?.hasCount === true && !entry.isGap ? entry.count : undefined;
    },
    vectors: (span) => (decisions.get(keyOf(span)) ?? []).flatMap(({ vectors }) => vectors ?? []),
  };
}

function keyOf({ line, column, endLine, endColumn }: Span): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}
