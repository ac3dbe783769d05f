import { canonicalJson, compactJson, jsonPath } from '@assay/evidence';
import type { ZodError } from 'zod';
import { attempt, firstDifference, type Problem } from './problem.js';

/** 64 MiB: the limit that Assay reads files by, and thousands of times what evidence is. */
const LARGEST = 64 * 1024 * 1024;
/** How deep evidence may nest. Its own shapes and those of all facts stay below 20; readers that recurse need a bound. */
const DEEPEST = 100;
/** Schema failures of one entry that are named; the rest is counted. */
const NAMED_ISSUES = 10;

/** A JSON value and the length of its text in characters, or why there is none. */
export type Parsed = { value: unknown; length: number } | { problems: Problem[] };

/** The byte forms that evidence has: statements are written to be read, large facts on one line. */
export const forms = { pretty: canonicalJson, compact: (value: unknown) => `${compactJson(value)}\n` };

/**
 * Reads JSON that somebody else wrote. Refused are text that is not UTF-8, too large, too deep or not JSON, a key `__proto__`,
 * and every form but the one that Assay writes: it leaves no room for a key that stands twice, of which readers see different ones.
 */
export function parseUntrusted(where: string, content: Uint8Array, form: keyof typeof forms): Parsed {
  const refuse = (what: string): Parsed => ({ problems: [{ where, what }] });
  if (content.length > LARGEST) return refuse(`is larger than ${LARGEST} bytes`);
  const text = decode(content);
  if (text === undefined) return refuse('is not UTF-8 text');
  if (depth(text) > DEEPEST) return refuse(`nests deeper than ${DEEPEST} levels`);
  const value = parse(text);
  if (value === undefined) return refuse('is not JSON');
  if (!isInForm(value, text, form)) return refuse(otherForm(value, text, form));
  // In that form a quotation mark inside a string is escaped, so this is a key and nothing else.
  if (text.includes('"__proto__":')) return refuse('has a key "__proto__", which no evidence has');
  return { value, length: text.length };
}

/** A schema's failures as problems, each with its path: `evidence/msrv.json:predicate.findings[0].severity`. */
export function schemaProblems(where: string, root: string, error: ZodError): Problem[] {
  const problems = error.issues.slice(0, NAMED_ISSUES).map(({ path, message }) => ({
    where: `${where}:${jsonPath(path, root) || '(whole)'}`,
    what: `is not what evidence has here: ${message}`,
  }));
  const rest = error.issues.length - NAMED_ISSUES;
  return rest > 0 ? [...problems, { where, what: `and ${rest} more faults against the schema` }] : problems;
}

/** The text of UTF-8 bytes; `undefined` when they are not UTF-8. A byte order mark stays, as a character. */
export function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Is the text what {@link forms} gives of its value? Told without writing it in order anew, which takes as long as all the rest of verifying
 * large facts: numbers, strings, spaces and keys that stand twice differ from what JSON.stringify makes of the value, whose keys keep their order.
 */
function isInForm(value: unknown, text: string, form: keyof typeof forms): boolean {
  return `${JSON.stringify(value, null, form === 'pretty' ? 2 : 0)}\n` === text && isOrdered(value);
}

/** Do the keys of every object stand in order? Those that are numbers always do: a JavaScript object has them first, by their value. */
function isOrdered(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let before = '';
  for (const [key, item] of Object.entries(value)) {
    if (!isOrdered(item)) return false;
    if (isIndex(key)) continue;
    if (key < before) return false;
    before = key;
  }
  return true;
}

/** Is the key one of those that stand before all others, by their value? https://tc39.es/ecma262/#array-index */
function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

/** Where a text is not in its form, in words. */
function otherForm(value: unknown, text: string, form: keyof typeof forms): string {
  const line = attempt('', '', () => firstDifference(forms[form](value), text));
  if ('problems' in line) return 'has a number that JSON cannot hold';
  return `is not in the form that Assay writes (line ${line.value ?? 1}): keys in order, each once`;
}

/** How deep brackets nest, strings left out. */
function depth(text: string): number {
  let [now, deepest] = [0, 0];
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++now);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) now--;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
