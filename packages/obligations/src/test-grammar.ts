import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as treeSitter from 'web-tree-sitter';
import { openGrammar } from './grammar.js';
import type { Decision, Expression, FileObligations } from './obligation.js';
import { obligationsOf } from './obligations.js';
import type { Span } from './place.js';

const bytes = (url: string | URL) => new Uint8Array(readFileSync(fileURLToPath(url)));

/** The parser of Rust, from the packages that are installed. */
export const grammar = await openGrammar({
  treeSitter,
  runtime: bytes(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  rust: bytes(new URL('../../host/node_modules/tree-sitter-rust/tree-sitter-rust.wasm', import.meta.url)),
});

/** The obligations of a source that parses. */
export function obligations(source: string): FileObligations {
  const found = obligationsOf(grammar, source);
  if (found.trouble !== undefined) throw new Error(found.trouble.message);
  return found;
}

/** Those of statements in a function. */
export function inFunction(body: string): FileObligations {
  return obligations(`fn f() {\n${body}\n}\n`);
}

/** What stands at a span, found by its lines and byte columns and by nothing else. */
export function quoted(source: string, { line, column, endLine, endColumn }: Span): string {
  const lines = source.split('\n').map((text) => Buffer.from(text));
  const part = (at: number, from: number, to?: number) => lines[at - 1]?.subarray(from - 1, to).toString() ?? '';
  if (line === endLine) return part(line, column, endColumn - 1);
  const between = lines.slice(line, endLine - 1).map(String);
  return [part(line, column), ...between, part(endLine, 1, endColumn - 1)].join('\n');
}

/** A decision in short, its conditions quoted by their spans: `if ⟨a⟩ && !(⟨b⟩ || ⟨c⟩)`, `match 1 | _`, `try`. */
export function inShort(source: string, decision: Decision): string {
  if (decision.kind === 'try') return `try ${quoted(source, decision.span)}`;
  if (decision.kind === 'match') return `match ${decision.arms.map((arm) => quoted(source, arm.pattern)).join(' / ')}`;
  const show = (expression: Expression): string => {
    if (expression.kind === 'not') return `!(${show(expression.of)})`;
    if (expression.kind !== 'condition') {
      return `(${show(expression.left)} ${expression.kind === 'and' ? '&&' : '||'} ${show(expression.right)})`;
    }
    const condition = decision.conditions[expression.index];
    return condition === undefined ? '?' : `⟨${quoted(source, condition.span)}⟩`;
  };
  return `${decision.kind} ${show(decision.expression)}`;
}

/** The decisions of statements in a function, in short. */
export function decisionsIn(body: string): string[] {
  const source = `fn f() {\n${body}\n}\n`;
  return obligations(source).decisions.map((decision) => inShort(source, decision));
}

/** The statements of a function's body: their kinds and texts. */
export function statementsIn(body: string): string[] {
  const source = `fn f() {\n${body}\n}\n`;
  return obligations(source).statements.map(({ kind, span }) => `${kind}: ${quoted(source, span)}`);
}
