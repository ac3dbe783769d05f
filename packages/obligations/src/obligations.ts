import type { Grammar } from './grammar.js';
import type { FileObligations, Unparsed } from './obligation.js';

/** The obligations of one source file. */
export function obligationsOf(grammar: Grammar, source: string): FileObligations | Unparsed {
  throw new Error(`not written yet (${grammar.language.abiVersion}, ${source.length})`);
}
