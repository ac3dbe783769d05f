import { type Edit, edited } from './edits.js';
import { type Grammar, parse } from './grammar.js';
import type { Syntax } from './syntax.js';
import { tokensOf } from './tokens.js';

/** A parsed file and the text that was parsed: the source, but for repairs that keep the place of everything. */
export interface Parsed {
  readonly syntax: Syntax;
  readonly text: string;
}

/** How often what the parser stumbled over is taken away. */
const attempts = 4;

/**
 * Parses a file. tree-sitter-rust 0.24 does not know all of Rust; where it stumbles, the text that it is given is repaired:
 * what it does not know and what cannot hold an obligation becomes white space or another name of the same length.
 */
export function parseFile(grammar: Grammar, source: string): Parsed {
  const items = repaired(grammar, source);
  if (items.syntax.errors.length === 0) return items;
  // The one expression that `include!` takes as well: with a semicolon behind it the parser knows that too.
  const expression = repaired(grammar, `${source}\n;`);
  return expression.syntax.errors.length === 0 ? expression : items;
}

function repaired(grammar: Grammar, source: string): Parsed {
  let best: Parsed = { syntax: parse(grammar, source, source, 0, 0), text: source };
  if (best.syntax.errors.length === 0) return best;
  let text = withKnownWords(source);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const syntax = text === best.text ? best.syntax : parse(grammar, text, source, 0, 0);
    if (syntax.errors.length > best.syntax.errors.length) break;
    best = { syntax, text };
    const next = withoutStumblingBlocks(syntax, text);
    if (next === text) break;
    text = next;
  }
  return best;
}

/** Words that the grammar takes for something else, by what stands beside them. */
function withKnownWords(source: string): string {
  const tokens = [...tokensOf(source)];
  const edits = tokens.flatMap(({ text, start }, index): Edit[] => {
    const known = knownWord(
      text,
      tokens[index - 1]?.text,
      tokens.slice(index + 1, index + 4).map((token) => token.text),
    );
    return known === undefined ? [] : [{ start, text: known }];
  });
  return edited(source, edits);
}

/** What stands for a word, of its length, in what the parser is given; undefined for the word itself. */
function knownWord(word: string, before: string | undefined, after: readonly string[]): string | undefined {
  switch (word) {
    case 'unsafe': // unsafe extern "C" { … }
      return after[0] === 'extern' && (after[1] === '{' || after[2] === '{') ? '      ' : undefined;
    case 'safe': // safe fn f();
      return after[0] === 'fn' || after[0] === 'static' ? '    ' : undefined;
    case 'raw': // &raw.field, which the grammar takes for &raw const
      return before?.startsWith('&') && after[0] !== 'const' && after[0] !== 'mut' ? 'ra_' : undefined;
    case 'try': // the macro of the 2015 edition
      return after[0] === '!' ? 'tri' : undefined;
    case '<=': // x as size_t <= y, which the grammar takes for the beginning of type arguments
      return before !== undefined && /^\w/.test(before) ? '==' : undefined;
    case 'str': // a macro of that name
      return after[0] === '!' && after[1] !== '=' ? 'st_' : undefined;
    default:
      return undefined;
  }
}

/** Takes away what the parser could not place, if it is nothing that is run. */
function withoutStumblingBlocks(syntax: Syntax, text: string): string {
  const attributes = fieldAttributes(text);
  const blanks: [number, number][] = [];
  for (const error of syntax.errors) {
    const [start, end] = [syntax.start(error), syntax.end(error)];
    if (isIdle(text.slice(start, end))) blanks.push([start, end]);
    else if (text[start] === '#') blanks.push(...attributesAt(text, start));
    else blanks.push(...attributes.filter(([from, to]) => start <= to && (from < end || isBlank(text, end, from))));
  }
  return edited(text, blankEdits(text, blanks));
}

/** Whether nothing but white space and comments stands between two offsets, which are near each other. */
function isBlank(text: string, start: number, end: number): boolean {
  return (
    end - start < 200 &&
    text
      .slice(start, end)
      .replace(/\/\/[^\n]*/g, '')
      .trim() === ''
  );
}

function blankEdits(text: string, blanks: readonly [number, number][]): Edit[] {
  const edits: Edit[] = [];
  let last = 0;
  for (const [start, end] of [...blanks].sort((a, b) => a[0] - b[0])) {
    if (start < last) continue;
    last = end;
    edits.push({ start, text: text.slice(start, end).replace(/[^\n]/g, ' ') });
  }
  return edits;
}

/** The attribute that begins at an offset, if one does: before a member of a tuple, for example. */
function attributesAt(text: string, start: number): [number, number][] {
  const attribute = new RegExp(anAttribute, 'y');
  attribute.lastIndex = start;
  return attribute.test(text) ? [[start, attribute.lastIndex]] : [];
}

const anAttribute = /#\s*\[(?:[^[\]]|\[[^[\]]*\])*\]/.source;

/** Where the attributes of a pattern's fields stand (`S { #[cfg(a)] b, .. }`), which the grammar does not know. */
function fieldAttributes(text: string): [number, number][] {
  const found: [number, number][] = [];
  const beforeField = new RegExp(`${anAttribute}(?=\\s*(?:ref\\s+|mut\\s+)*[\\w.]+\\s*[,:}(])`, 'g');
  for (const match of text.matchAll(beforeField)) {
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}

/**
 * Attributes in odd places, signs of macros, `-` before a const argument, `..` at the end of a struct that is assigned to,
 * `::<T>` in a type, a `where` that has nothing else.
 */
function isIdle(text: string): boolean {
  if (/^\s*where\b[^{}=;()]*$/.test(text)) return true;
  return text.trim() !== '' && idle.test(text);
}

const idle = new RegExp(
  `^(?:\\s*(?:${anAttribute}|${/[-~$]+|\.\.|default|auto|const|box|::<[^{}();]*>/.source}))+\\s*$`,
);
