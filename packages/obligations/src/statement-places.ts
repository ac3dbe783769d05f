import { expressionOf, isRun, runs } from './blocks.js';
import { enough, places } from './places.js';
import type { Node, Syntax } from './syntax.js';

/** The places of a statement: those of its value and, after them, those where a `let` binds it. */
export function statementPlaces(syntax: Syntax, statement: Node): number[] {
  const at = places(syntax, statement);
  const expression = expressionOf(syntax, statement);
  switch (syntax.type(expression)) {
    // The pattern is bound when the value is there: fewer times, if the value returned early, never more.
    case 'let_declaration':
      return [...at, ...bindings(syntax, expression)];
    case 'for_expression':
      return [...at, ...roundPlaces(syntax, expression)];
    default:
      return at;
  }
}

/** A constant that is gone through has no region: then the rounds tell, if there are any. */
function roundPlaces(syntax: Syntax, loop: Node): number[] {
  const value = syntax.field(loop, 'value');
  const pattern = syntax.field(loop, 'pattern');
  if (value === undefined || pattern === undefined || !/^([\w#]+::)*[A-Z][A-Z0-9_]*$/.test(syntax.text(value)))
    return [];
  return patternPlaces(syntax, pattern);
}

/** The places where a `let` binds; `mut` is no part of the pattern here, but of the compiler's region. */
export function bindings(syntax: Syntax, declaration: Node): number[] {
  const mutable = syntax.child(declaration, 'mutable_specifier');
  const pattern = syntax.field(declaration, 'pattern');
  return [
    mutable === undefined ? [] : syntax.start(mutable),
    pattern === undefined ? [] : patternPlaces(syntax, pattern),
  ].flat();
}

/** The places where a pattern binds: reached when it matches. */
export function patternPlaces(syntax: Syntax, pattern: Node): number[] {
  const found: number[] = [];
  for (let node = pattern; node < syntax.after(pattern) && found.length < 4; node++) {
    if (['identifier', 'shorthand_field_identifier', 'mut_pattern', 'ref_pattern'].includes(syntax.type(node))) {
      found.push(syntax.start(node));
    }
  }
  return found;
}

/** The places of a block that is run or skipped as a whole: its brace, which counts how often it was run to its end, and its beginning. */
export function blockPlaces(syntax: Syntax, block: Node): number[] {
  const at = [syntax.start(block)];
  for (const statement of runs(syntax, block)) {
    at.push(...statementPlaces(syntax, statement).slice(0, enough));
    // A macro may leave nothing of a statement, such as a message to a log that was not compiled in.
    if (!isMacro(syntax, statement)) break;
  }
  return at;
}

/** The places of the statement after this one in its block. */
export function nextPlaces(syntax: Syntax, statement: Node): number[] {
  const end = syntax.after(syntax.parent(statement));
  for (let next = syntax.after(statement); next < end; next = syntax.after(next)) {
    if (syntax.isNamed(next) && !syntax.isComment(next) && isRun(syntax.type(next)))
      return statementPlaces(syntax, next);
  }
  return [];
}

export function isMacro(syntax: Syntax, statement: Node): boolean {
  return syntax.type(expressionOf(syntax, statement)) === 'macro_invocation';
}
