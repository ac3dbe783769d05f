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

/** Parses a text that stands for a part of `source`: an offset into it plus `shift` is one into the source. */
export function parse(grammar: Grammar, text: string, source: string, shift: number): Syntax {
  const tree = grammar.parser.parse(text);
  if (tree === null) throw new Error('the parser of Rust gave no tree although it was given a language and no limit');
  try {
    return new Syntax(tree, grammar.tables, source, shift);
  } finally {
    tree.delete();
  }
}
