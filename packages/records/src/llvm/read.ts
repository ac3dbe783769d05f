import { withoutByteOrderMark } from '../bytes/byte-order-mark.js';
import type { ExactFile } from '../exact-file.js';
import { readJson } from '../json/stream.js';
import { exactMerger } from '../merge-exact.js';
import { refuse } from '../refusal.js';
import { DocumentReader } from './document.js';

const REMEDY = 'write it again with `llvm-cov export`, in full, by the LLVM that belongs to the compiler';

/**
 * Reads what `llvm-cov export` wrote as JSON, as it comes: of each file its segments, branches and decisions (`mcdc_records`), by the
 * name that the file has there. A file that is named several times is merged. Counts above `MAX_COUNT` are kept as that. Functions,
 * expansions, summaries and totals are passed over, but must be JSON; branches in macros of C stand in expansions alone, and so are
 * not read. `name` is what messages call the file.
 *
 * Throws UserError, which names the byte, where this is not JSON, is cut short, has another type or version than those known
 * (2.0.1, 3.0.1, 3.1.0), or holds a record of another form.
 */
export async function readLlvmJson(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Map<string, ExactFile>> {
  const files = exactMerger();
  await readJson(
    withoutByteOrderMark(chunks),
    (what, offset) => refuse(name, `${what}, at byte ${offset}`, REMEDY),
    (json) => new DocumentReader(json, files).read(),
  );
  return files.finish();
}
