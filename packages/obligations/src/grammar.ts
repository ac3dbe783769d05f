import type { Language, Parser } from 'web-tree-sitter';

/** What `openGrammar` needs: the module, its own WebAssembly, and the grammar of Rust (tree-sitter-rust 0.24). */
export interface GrammarParts {
  readonly treeSitter: typeof import('web-tree-sitter');
  readonly runtime: Uint8Array;
  readonly rust: Uint8Array;
}

/** A parser of Rust, ready for use. One serves any number of files, one after the other. */
export interface Grammar {
  readonly parser: Parser;
  readonly language: Language;
}

/** Starts the parser. `parts.treeSitter` can be started only once per process, so the caller keeps the grammar. */
export async function openGrammar(parts: GrammarParts): Promise<Grammar> {
  await parts.treeSitter.Parser.init({ wasmBinary: parts.runtime });
  const language = await parts.treeSitter.Language.load(parts.rust);
  const parser = new parts.treeSitter.Parser();
  parser.setLanguage(language);
  return { parser, language };
}
