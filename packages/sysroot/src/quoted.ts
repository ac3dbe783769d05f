/** A text as a basic string of TOML: JSON's escapes are TOML's, but JSON lets DEL stand and TOML does not. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
