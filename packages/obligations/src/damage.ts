import { trouble } from './found.js';
import type { Lines } from './lines.js';
import type { Trouble, Unparsed } from './obligation.js';
import type { Node, Syntax } from './syntax.js';

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
  const broken = strayStatement(syntax) ?? syntax.errors.find((error) => !isBalanced(syntax, error));
  if (broken !== undefined)
    return { trouble: trouble(syntax, lines, syntax.type(broken) === 'ERROR' ? broken : first) };
  for (const error of syntax.errors) {
    const item = functionAround(syntax, error);
    if (item === undefined && holdsCode(syntax.text(error))) elsewhere.push(trouble(syntax, lines, error));
    else if (item === undefined) continue;
    else if (!functions.has(item)) functions.set(item, error);
  }
  return { functions, elsewhere };
}

/** Whether something that is run can stand in what did not parse outside functions: not in `type X;` or a `where` alone. */
function holdsCode(text: string): boolean {
  return /\b(?:fn|const|static|mod|impl|trait|macro)\b|[{=!]/.test(text);
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

/** Whether as many brackets open as close among the tokens of an error. A bracket that the parser made up is none of the source's. */
function isBalanced(syntax: Syntax, error: Node): boolean {
  if (syntax.type(error) !== 'ERROR') return !(syntax.type(error) in brackets);
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
