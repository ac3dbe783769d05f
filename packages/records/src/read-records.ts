import { peek } from './bytes/peek.js';
import { readCobertura } from './cobertura/read.js';
import { DETECTION_LENGTH, detectFormat } from './detect.js';
import type { ExactFile } from './exact-file.js';
import { readLcov } from './lcov/read.js';
import type { LineFile } from './line-file.js';
import { readLlvmJson } from './llvm/read.js';
import { refuse } from './refusal.js';

/** What a file of records holds: by the names that its files have there. */
export type Records =
  | { format: 'llvm-json'; exact: Map<string, ExactFile> }
  | { format: 'lcov'; lines: Map<string, LineFile> }
  /** `sources` are folders that the names may be relative to. */
  | { format: 'cobertura'; lines: Map<string, LineFile>; sources: string[] };

/**
 * Reads records of any form that is known, by what is in them. `name` is what messages call the file. Throws UserError where the form is
 * not known, and as {@link readLlvmJson}, {@link readLcov} and {@link readCobertura} do.
 */
export async function readRecords(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Records> {
  const { first, all, close } = await peek(chunks, DETECTION_LENGTH);
  const format = detectFormat(first);
  if (format === 'llvm-json') return { format, exact: await readLlvmJson(all, name) };
  if (format === 'lcov') return { format, lines: await readLcov(all, name) };
  if (format === 'cobertura') {
    const { files, sources } = await readCobertura(all, name);
    return { format, lines: files, sources };
  }
  await close();
  throw refuse(
    name,
    'this is in no form of coverage records that is known',
    'give JSON of llvm-cov export, LCOV or Cobertura; raw profiles (.profraw, .gcda) must be exported first',
  );
}
