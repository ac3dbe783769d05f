import { withoutByteOrderMark } from '../bytes/byte-order-mark.js';
import { readLines } from '../bytes/lines.js';
import type { LineFile } from '../line-file.js';
import { LcovReader } from './reader.js';

/**
 * Reads LCOV, as lcov, gcov’s converters, llvm-cov and grcov write it, line by line: of each file the counts of lines, functions, branches
 * and conditions, by the name that the file has there (SF). Several sections of one file are summed; counts above `MAX_COUNT` are kept as
 * that. Sums that the file states (LF, BRH and so on) are passed over, and so are names of tests, versions and checksums.
 * `name` is what messages call the file.
 *
 * Throws UserError with the line where a record is not known, is not of its form, holds a negative count, or stands where it may not, and
 * where a section does not end.
 */
export async function readLcov(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Map<string, LineFile>> {
  const reader = new LcovReader(name);
  await readLines(withoutByteOrderMark(chunks), reader);
  return reader.finish();
}
