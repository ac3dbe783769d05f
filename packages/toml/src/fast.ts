import { UserError } from '@assay/evidence';
import { parse, TomlError } from 'smol-toml';

/**
 * Reads TOML without places, for large files that machines write. Dates are `Date` objects. Throws UserError at the line and
 * column of the first syntax error.
 */
export function parseTomlFast(text: string, path: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column } = error;
    throw new UserError(`this is not TOML: ${inWords(error)}`, {
      at: { path, line, column },
      remedy: 'restore the file from version control, or delete it and have its tool write it anew',
    });
  }
}

/** The parser's own words, without its heading and the excerpt that it adds. */
function inWords({ message }: TomlError): string {
  return (message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
}
