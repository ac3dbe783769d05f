import { edited } from './edits.js';
import type { Found } from './found.js';
import { parse } from './grammar.js';
import type { Node, Syntax } from './syntax.js';

/** A part of the source that was parsed by itself, and the node in it that holds its code. */
export interface Fragment {
  readonly syntax: Syntax;
  readonly top: Node;
}

/** Parses what stands between two offsets as the arguments of a call; semicolons separate too (`vec![0; n]`). */
export function parseArguments(
  found: Found,
  start: number,
  end: number,
  semicolons: readonly number[] = [],
): Fragment | undefined {
  const commas = semicolons.map((offset) => ({ start: offset - start, text: ',' }));
  const text = edited(found.parsed.slice(start, end), commas);
  return wrapped(found, 'f(', text, ')', start, 'arguments', 1);
}

/** Parses it as the inside of a block: statements, items, an expression at the end. */
export function parseStatements(found: Found, start: number, end: number): Fragment | undefined {
  return wrapped(found, '{', found.parsed.slice(start, end), '}', start, 'block', 1);
}

/** Parses it as the pattern of an arm, with its guard. */
export function parsePattern(found: Found, start: number, end: number): Fragment | undefined {
  return wrapped(found, 'match 0{', found.parsed.slice(start, end), '=>0}', start, 'match_arm', 0);
}

/** `before` is how far the wanted node begins before the text itself. */
function wrapped(
  found: Found,
  prefix: string,
  text: string,
  suffix: string,
  start: number,
  type: string,
  before: number,
): Fragment | undefined {
  // The line break ends a comment that the text may end with. An expression alone is no file, so it stands in a block.
  const whole = `{${prefix}${text}\n${suffix}}`;
  const syntax = parse(found.grammar, whole, found.source, start - prefix.length - 1, start);
  if (syntax.errors.length > 0) return undefined;
  for (let node = 0; node < syntax.size; node++) {
    if (syntax.type(node) !== type) continue;
    if (syntax.start(node) === start - before || before === 0) return { syntax, top: node };
  }
  return undefined;
}
