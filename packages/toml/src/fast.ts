import { UserError } from '@assay/evidence';
import toml from '@iarna/toml';

/**
 * Reads TOML 1.0 without places, for large files that machines write. Throws UserError at the line of the first syntax error.
 */
export function parseTomlFast(text: string, path: string): Record<string, unknown> {
  try {
    return toml.parse(text);
  } catch (error) {
    const { line, col, message } = error as Error & { line?: number; col?: number };
    if (line === undefined) throw error;
    throw new UserError(`this is not TOML: ${message.split('\n')[0]}`, {
      at: { path, line: line + 1, ...(col === undefined ? {} : { column: col + 1 }) },
      remedy: 'restore the file from version control, or have its tool write it anew',
    });
  }
}
