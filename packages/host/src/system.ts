import { getSystemErrorMap } from 'node:util';
import { errorMessage } from '@assay/evidence';

/** The code of a system error: `ENOENT`. `undefined` for anything else. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** A system error in words, without the absolute paths that Node puts into its messages: `permission denied`. */
export function systemWords(error: unknown): string {
  const errno = error instanceof Error && 'errno' in error ? error.errno : undefined;
  const known = typeof errno === 'number' ? getSystemErrorMap().get(errno) : undefined;
  return known?.[1] ?? systemCode(error) ?? errorMessage(error);
}
