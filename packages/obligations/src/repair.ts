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
  let best: Parsed = { syntax: parse(grammar, source, source, 0), text: source };
  if (best.syntax.errors.length === 0) return best;
  let text = withKnownWords(source);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const syntax = text === best.text ? best.syntax : parse(grammar, text, source, 0);
    if (syntax.errors.length < best.syntax.errors.length || text === best.text) best = { syntax, text };
    else break;
    if (syntax.errors.length === 0) break;
    const next = withoutStumblingBlocks(syntax, text);
    if (next === text) break;
    text = next;
  }
  return best;
}

/** Words that the grammar takes for something else, by what follows them. */
function withKnownWords(source: string): string {
  const tokens = [...tokensOf(source)];
  let text = source;
  const put = (start: number, instead: string) => {
    text = text.slice(0, start) + instead + text.slice(start + instead.length);
  };
  tokens.forEach(({ text: word, start }, index) => {
    const before = tokens[index - 1]?.text;
    const [first, second, third] = tokens.slice(index + 1, index + 4).map((token) => token.text);
    // `unsafe extern "C" { … }`, and `safe fn` in it.
    if (word === 'unsafe' && first === 'extern' && (second === '{' || third === '{')) put(start, '      ');
    else if (word === 'safe' && (first === 'fn' || first === 'static')) put(start, '    ');
    // `&raw.field`: the grammar takes it for `&raw const`.
    else if (word === 'raw' && (before === '&' || before === '&&') && first !== 'const' && first !== 'mut')
      put(start, 'ra_');
    // The macro of the 2015 edition.
    else if (word === 'try' && first === '!') put(start, 'tri');
  });
  return text;
}

/** Takes away what the parser could not place, if it is nothing that is run. */
function withoutStumblingBlocks(syntax: Syntax, text: string): string {
  let result = text;
  for (const error of syntax.errors) {
    const [start, end] = [syntax.start(error), syntax.end(error)];
    const stumbled = text.slice(start, end);
    if (!isIdle(stumbled)) continue;
    result = result.slice(0, start) + stumbled.replace(/[^\n]/g, ' ') + result.slice(end);
  }
  return result;
}

/** Attributes in odd places, signs of macros, `-` before a const argument, `..` at the end of a struct that is assigned to. */
function isIdle(text: string): boolean {
  return (
    /^(?:\s*(?:#\s*\[[^\][]*(?:\[[^\][]*\][^\][]*)*\]|[-~$]+|\.\.|default|auto|const|box))+\s*$/.test(text) &&
    text.trim() !== ''
  );
}
