import { errorMessage, UserError } from '@assay/evidence';
import toml from '@iarna/toml';

/**
 * Reads TOML 1.0 without places, for large files that machines write. Dates are `Date` objects. Throws UserError, at the
 * line and column of the first syntax error where the parser knows them.
 */
export function parseTomlFast(text: string, path: string): Record<string, unknown> {
  try {
    return toml.parse(text);
  } catch (error) {
    throw new UserError(`this is not TOML: ${inWords(error)}`, {
      at: { path, ...whereWrong(error, text) },
      remedy: 'restore the file from version control, or have its tool write it anew',
    });
  }
}

/** The parser's own words, without the place and the excerpt that it adds; characters it names by number are shown. */
function inWords(error: unknown): string {
  const [line = ''] = errorMessage(error).split('\n');
  return line
    .replace(/ at row \d+, col \d+, pos \d+:?$/, '')
    .replace(
      /^Unknown character "(\d+)"$/,
      (_, code) => `unexpected ${JSON.stringify(String.fromCodePoint(Number(code)))}`,
    );
}

/**
 * The parser counts lines and columns from 0, but columns of the first line from 1, and the end of the text as one more.
 * Some of its errors know no place.
 */
function whereWrong(error: unknown, text: string): { line?: number; column?: number } {
  const { line, col } = error as { line?: number; col?: number };
  if (line === undefined || col === undefined) return {};
  const pastEnd = (text.split('\n')[line]?.length ?? 0) + 1;
  return { line: line + 1, column: Math.min(pastEnd, Math.max(1, line === 0 ? col : col + 1)) };
}
