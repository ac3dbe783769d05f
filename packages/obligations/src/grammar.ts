import type { Language, Parser } from 'web-tree-sitter';
import { Syntax } from './syntax.js';

/** What `openGrammar` needs: the module, its own WebAssembly, and the grammar of Rust (tree-sitter-rust 0.24). */
export interface GrammarParts {
  readonly treeSitter: typeof import('web-tree-sitter');
  readonly runtime: Uint8Array;
  readonly rust: Uint8Array;
}

/** A parser of Rust, ready for use. One serves any number of files, one after the other. */
export interface Grammar {
  readonly parser: Parser;
  readonly tables: Tables;
}

/** The grammar's names by the numbers that the parser gives. */
export interface Tables {
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly fields: ReadonlyMap<string, number>;
}

/** Starts the parser. `parts.treeSitter` can be started only once per process, so the caller keeps the grammar. */
export async function openGrammar(parts: GrammarParts): Promise<Grammar> {
  await parts.treeSitter.Parser.init({ wasmBinary: parts.runtime });
  const language = await parts.treeSitter.Language.load(parts.rust);
  const parser = new parts.treeSitter.Parser();
  parser.setLanguage(language);
  return { parser, tables: tablesOf(language) };
}

function tablesOf(language: Language): Tables {
  return {
    types: language.types,
    named: language.types.map((_, id) => language.nodeTypeIsNamed(id)),
    fields: new Map(language.fields.flatMap((name, id): [string, number][] => (name === null ? [] : [[name, id]]))),
  };
}

/** Parses a text that stands for the part of `source` from an offset on: one into the text plus `shift` is one into the source. */
export function parse(grammar: Grammar, text: string, source: string, shift: number, from: number): Syntax {
  const tree = grammar.parser.parse((index) => chunk(text, index));
  if (tree === null) throw new Error('the parser of Rust gave no tree although it was given a language and no limit');
  try {
    return new Syntax(tree, grammar.tables, source, shift, from);
  } finally {
    tree.delete();
  }
}

/**
 * The next part of a text for the parser, which takes 5119 code units at a time and would tear a surrogate pair that
 * stands across the end of them: `'𐳫'` in such a place does not parse.
 */
function chunk(text: string, index: number): string {
  const end = index + 4096;
  const last = text.charCodeAt(end - 1);
  return text.slice(index, last >= 0xd800 && last < 0xdc00 ? end - 1 : end);
}
