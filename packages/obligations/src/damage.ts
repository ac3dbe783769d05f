import { trouble } from './found.js';
import type { Lines } from './lines.js';
import type { Trouble, Unparsed } from './obligation.js';
import type { Node, Syntax } from './syntax.js';
import { tokensOf } from './tokens.js';

/** Which functions did not parse, each with its first error, and what else did not. */
export interface Damage {
  readonly functions: ReadonlyMap<Node, Node>;
  readonly elsewhere: readonly Trouble[];
}

/**
 * How far an error reaches. The parser goes on after an error, and then what it makes of the rest may be wrong: where a
 * brace is missing or left over, items end in the wrong place. So an error stays local only when its own brackets balance
 * and the file is still a list of items; then a function that has an error in its body is not known, and nothing else is
 * lost with it.
 */
export function damageOf(syntax: Syntax, lines: Lines): Damage | Unparsed {
  const functions = new Map<Node, Node>();
  const elsewhere: Trouble[] = [];
  const [first] = syntax.errors;
  if (first === undefined) return { functions, elsewhere };
  if (isTorn(syntax.source)) return { trouble: trouble(syntax, lines, first) };
  const broken = strayStatement(syntax) ?? syntax.errors.find((error) => !isBalanced(syntax, error));
  if (broken !== undefined)
    return { trouble: trouble(syntax, lines, syntax.type(broken) === 'ERROR' ? broken : first) };
  for (const error of syntax.errors) {
    const item = functionAround(syntax, error);
    if (item === undefined) {
      if (!isIdle(syntax, error)) elsewhere.push(trouble(syntax, lines, error));
    } else if (!functions.has(item)) functions.set(item, error);
  }
  return { functions, elsewhere };
}

/** Whether what did not parse outside functions holds nothing that is run: `type X;` of another language, a `where` alone. */
function isIdle(syntax: Syntax, error: Node): boolean {
  if (syntax.type(error) !== 'ERROR') return true;
  return /^\s*(?:pub\b[^{}=;]*)?type\b[^{};]*;?\s*$|^\s*where\b[^{}=;]*$/.test(syntax.text(error));
}

/** The outermost function around a node: what stands in it as a whole is then not known. */
function functionAround(syntax: Syntax, node: Node): Node | undefined {
  let outermost: Node | undefined;
  for (let above = syntax.parent(node); above !== -1; above = syntax.parent(above)) {
    if (syntax.type(above) === 'function_item') outermost = above;
  }
  return outermost;
}

const brackets: Record<string, number> = { '{': 1, '}': -1, '(': 1, ')': -1, '[': 1, ']': -1 };

/** What the parser may make up without losing its place. A bracket or a quotation mark that it made up encloses the wrong code. */
const harmless = new Set([';', ',', 'identifier', 'type_identifier', 'field_identifier']);

/** Whether an error leaves what is around it in its place: as many brackets open as close among its tokens. */
function isBalanced(syntax: Syntax, error: Node): boolean {
  if (syntax.type(error) !== 'ERROR') return harmless.has(syntax.type(error));
  let depth = 0;
  for (let node = error + 1; node < syntax.after(error); node++) depth += brackets[syntax.type(node)] ?? 0;
  return depth === 0;
}

/** A statement where only items can stand: the parser lost its place. */
function strayStatement(syntax: Syntax): Node | undefined {
  return syntax.parts(0).find((part) => {
    const type = syntax.type(part);
    if (type === 'expression_statement') return syntax.type(part + 1) !== 'macro_invocation';
    return type === 'let_declaration' || type.endsWith('_expression') || type === 'identifier';
  });
}

/** Whether a string or a character is not closed: then the code behind it is a text, or a text is code. */
function isTorn(source: string): boolean {
  for (const { text } of tokensOf(source)) {
    if (text === '"' || text === "'" || (/^(?:b|c)?r#*"/.test(text) && !/"#*$/.test(text.slice(2)))) return true;
  }
  return false;
}
