import { type Place, UserError } from '@assay/evidence';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';

/** A key path: names of tables and keys, and positions in arrays. */
export type KeyPath = readonly (string | number)[];

/** Levels of tables and arrays in each other. Files that people write have four or five; far deeper ones exhaust the stack. */
export const NESTING_LIMIT = 64;

/** A TOML file's values, and where each stands. */
export interface TomlDocument {
  /** Tables without a prototype, so that a key named `__proto__` is a key like any other. Dates are text: `2027-03-31`. */
  value: Record<string, unknown>;
  /** The place of the key, table or array item; of its nearest parent where it is absent; line 1 for the file itself. */
  placeOf(path: KeyPath): Place;
}

/**
 * Reads TOML 1.1 with places. Throws UserError at the line and column of the first syntax error. Slow on large files: for what
 * machines write, see {@link parseTomlFast}.
 */
export function parseToml(text: string, path: string): TomlDocument {
  const places = new Map<string, Place>();
  const root = table();
  const note = (keys: KeyPath, node: { loc: AST.SourceLocation }) => {
    if (keys.length > NESTING_LIMIT) throw tooDeep({ path, line: node.loc.start.line });
    const id = JSON.stringify(keys);
    const { line, column } = node.loc.start;
    if (!places.has(id)) places.set(id, { path, line, column: column + 1 });
  };
  for (const node of parse(text, path).body[0].body) {
    if (node.type === 'TOMLKeyValue') assign(root, [], node, note);
    else {
      node.resolvedKey.forEach((_, index, keys) => {
        note(keys.slice(0, index + 1), node.key);
      });
      const target = descend(root, node.resolvedKey);
      for (const entry of node.body) assign(target, node.resolvedKey, entry, note);
    }
  }
  return { value: root, placeOf: (keys) => placeOf(places, keys, path) };
}

type Note = (keys: KeyPath, node: { loc: AST.SourceLocation }) => void;
type Table = Record<string, unknown>;

function parse(text: string, path: string): AST.TOMLProgram {
  try {
    return parseTOML(text, { tomlVersion: '1.1' });
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch(path);
    if (!(error instanceof ParseError)) throw error;
    throw new UserError(`this is not TOML: ${error.message}`, {
      at: { path, ...whereWrong(error, text) },
      remedy: 'correct the line; https://toml.io describes the format',
    });
  }
}

function tooDeep(at: Place): UserError {
  return new UserError(`tables and arrays stand more than ${NESTING_LIMIT} levels deep in each other`, {
    at,
    remedy: 'flatten them; is this the right file?',
  });
}

/** The parser puts nested values on the stack, and the letters of a text too: either can exhaust it. */
function tooMuch(path: string): UserError {
  return new UserError('a value is nested too deep, or too long, to be read', {
    at: { path },
    remedy: 'shorten it; is this the right file?',
  });
}

/** The parser notices a missing value only where the next line starts; the mistake is at the end of the line before. */
function whereWrong(error: ParseError, text: string): { line: number; column: number } {
  const { lineNumber: line, column } = error;
  if (column > 0 || line === 1 || !error.message.startsWith('Unspecified')) return { line, column: column + 1 };
  return { line: line - 1, column: (text.split('\n')[line - 2]?.length ?? 0) + 1 };
}

function assign(target: Table, prefix: KeyPath, entry: AST.TOMLKeyValue, note: Note): void {
  const keys = entry.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  keys.forEach((_, index) => {
    note([...prefix, ...keys.slice(0, index + 1)], entry.key.keys[index] ?? entry);
  });
  const last = keys[keys.length - 1] ?? '';
  descend(target, keys.slice(0, -1))[last] = readValue(entry.value, [...prefix, ...keys], note);
}

function readValue(node: AST.TOMLContentNode, path: KeyPath, note: Note): unknown {
  if (node.type === 'TOMLArray') {
    return node.elements.map((element, index) => {
      note([...path, index], element);
      return readValue(element, [...path, index], note);
    });
  }
  if (node.type === 'TOMLInlineTable') {
    const result = table();
    for (const entry of node.body) assign(result, path, entry, note);
    return result;
  }
  return 'datetime' in node ? node.datetime : node.value;
}

/** The table at this path, made on the way where it is not there yet. The parser has refused what cannot be a table. */
function descend(from: Table, keys: KeyPath): Table {
  let current: Table = from;
  keys.forEach((key, index) => {
    current[key] ??= typeof keys[index + 1] === 'number' ? [] : table();
    current = current[key] as Table;
  });
  return current;
}

function table(): Table {
  return Object.create(null);
}

function placeOf(places: ReadonlyMap<string, Place>, keys: KeyPath, path: string): Place {
  for (let length = keys.length; length > 0; length -= 1) {
    const place = places.get(JSON.stringify(keys.slice(0, length)));
    if (place !== undefined) return place;
  }
  return { path, line: 1, column: 1 };
}
