import { quote } from '@assay/evidence';
import type { Read } from './read.js';

/**
 * Reads JSON of which readers could see different things otherwise: not UTF-8, not JSON, or a key that stands twice in one object. Any layout
 * will do, because other programs write it as well.
 */
export function readJson(bytes: Uint8Array): Read<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { fault: 'is not UTF-8 text' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'is not JSON' };
  }
  const fault = ambiguity(text);
  return fault === undefined ? { value } : { fault };
}

/** How deep it may nest: what is signed of a bundle stays below 10, and what GitHub signs too; readers that recurse need a bound. */
const DEEPEST = 100;

/** In a text that is JSON: the first key that stands twice in one object, or nesting beyond {@link DEEPEST}. */
function ambiguity(text: string): string | undefined {
  /** The keys so far of each object that is open; `undefined` for a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') open.push(character === '{' ? new Set() : undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys !== undefined && isKey(text, end)) {
        const key: string = JSON.parse(text.slice(at, end));
        if (keys.has(key)) return `has the key ${quote(key)} twice, of which readers see different ones`;
        keys.add(key);
      }
      at = end - 1;
    }
    if (open.length > DEEPEST) return `nests deeper than ${DEEPEST} levels`;
  }
  return undefined;
}

/** Behind the quotation mark that closes the string which begins here. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Is the string that ends here followed by a colon? */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}
