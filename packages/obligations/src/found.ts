import type { Grammar } from './grammar.js';
import type { Lines } from './lines.js';
import type {
  Decision,
  ExcludedRegion,
  FunctionItem,
  Include,
  MacroBody,
  ModuleDeclaration,
  Statement,
  Trouble,
} from './obligation.js';
import type { Node, Syntax } from './syntax.js';

/** What has been found so far in one file. */
export class Found {
  readonly functions: FunctionItem[] = [];
  readonly statements: Statement[] = [];
  readonly decisions: Decision[] = [];
  readonly modules: ModuleDeclaration[] = [];
  readonly includes: Include[] = [];
  readonly macroBodies: MacroBody[] = [];
  readonly excludedRegions: ExcludedRegion[] = [];
  readonly troubles: Trouble[] = [];
  readonly constantCalls = new Set<string>();
  readonly grammar: Grammar;
  readonly lines: Lines;
  readonly source: string;
  /** The text that was parsed: the source, but for repairs that keep every place. */
  readonly parsed: string;
  /** Functions of the file's own tree that did not parse, each with its first error. */
  readonly #unknown: ReadonlyMap<Node, Node>;
  readonly #file: Syntax;

  constructor(grammar: Grammar, lines: Lines, parsed: string, file: Syntax, unknown: ReadonlyMap<Node, Node>) {
    this.grammar = grammar;
    this.lines = lines;
    this.source = file.source;
    this.parsed = parsed;
    this.#file = file;
    this.#unknown = unknown;
  }

  isUnknown(syntax: Syntax, node: Node): boolean {
    return syntax === this.#file && this.#unknown.has(node);
  }

  noteUnknown(syntax: Syntax, node: Node, index: number): void {
    const error = this.#unknown.get(node);
    if (error !== undefined) this.troubles.push(trouble(syntax, this.lines, error, index));
  }

  excludeTest(start: number, end: number, attribute: string): void {
    this.excludedRegions.push({ span: this.lines.span(start, end), reason: `test code: ${attribute}` });
  }
}

/** A place that did not parse, quoted. */
export function trouble(syntax: Syntax, lines: Lines, error: Node, index?: number): Trouble {
  const start = syntax.start(error);
  const text = syntax.source.slice(start, Math.min(syntax.end(error), start + 40)).split('\n')[0] ?? '';
  const message =
    syntax.type(error) === 'ERROR' ? `does not parse: ${text}` : `does not parse: ${syntax.type(error)} expected`;
  const span = lines.span(start, syntax.end(error));
  return index === undefined ? { message, span } : { message, span, function: index };
}
