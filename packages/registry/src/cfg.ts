/** An expression of `cfg(…)`, as Cargo's `[target]` keys and rustc's attributes have it. */
export type CfgExpression =
  | { all: readonly CfgExpression[] }
  | { any: readonly CfgExpression[] }
  | { not: CfgExpression }
  | { name: string; value?: string }
  | { literal: boolean };

/** Bytes. Far longer than anything in the index of crates.io. */
const LENGTH_LIMIT = 10_000;

/** Levels of expressions in each other. Far deeper ones would exhaust the stack. */
const NESTING_LIMIT = 64;

/** Cargo knows spaces only, no other white space. */
const token = /(r#)?([A-Za-z_][A-Za-z0-9_]*)|"([^"]*)"|([(),=])/y;

interface Token {
  kind: 'name' | 'raw name' | 'text' | 'sign';
  text: string;
}

/**
 * Reads what stands between the parentheses of `cfg(…)`: names, `key = "value"`, `all`, `any`, `not`, and `true` and `false`, which
 * Cargo takes literally since 1.88. `undefined` where Cargo would refuse it, and for what is absurdly long or deep.
 * https://doc.rust-lang.org/reference/conditional-compilation.html
 */
export function parseCfg(text: string): CfgExpression | undefined {
  const tokens = text.length > LENGTH_LIMIT ? undefined : tokensOf(text);
  if (tokens === undefined) return undefined;
  const read = readExpression(tokens, 0, 0);
  return read?.next === tokens.length ? read.expression : undefined;
}

/** Does an expression hold where these lines are what `rustc --print cfg` printed? */
export function cfgHolds(expression: CfgExpression, lines: readonly string[]): boolean {
  if ('all' in expression) return expression.all.every((each) => cfgHolds(each, lines));
  if ('any' in expression) return expression.any.some((each) => cfgHolds(each, lines));
  if ('not' in expression) return !cfgHolds(expression.not, lines);
  if ('literal' in expression) return expression.literal;
  const { name, value } = expression;
  return lines.includes(value === undefined ? name : `${name}="${value}"`);
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = skipSpaces(text, 0); at < text.length; at = skipSpaces(text, at)) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    at = token.lastIndex;
    const [, raw, name, quoted, sign] = match;
    if (name !== undefined) tokens.push({ kind: raw === undefined ? 'name' : 'raw name', text: name });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** What was read, and the number of the token after it. */
interface Reading<T> {
  expression: T;
  next: number;
}

type Tokens = readonly Token[];

function readExpression(tokens: Tokens, at: number, depth: number): Reading<CfgExpression> | undefined {
  const first = tokens[at];
  if (depth > NESTING_LIMIT || first === undefined) return undefined;
  if (first.kind === 'name' && first.text === 'not') return readNot(tokens, at + 1, depth + 1);
  if (first.kind === 'name' && (first.text === 'all' || first.text === 'any')) {
    const list = readList(tokens, at + 1, depth + 1);
    if (list === undefined) return undefined;
    const { expression, next } = list;
    return { expression: first.text === 'all' ? { all: expression } : { any: expression }, next };
  }
  return first.kind === 'name' || first.kind === 'raw name' ? readOption(tokens, at, first) : undefined;
}

function readNot(tokens: Tokens, at: number, depth: number): Reading<CfgExpression> | undefined {
  const inner = isSign(tokens[at], '(') ? readExpression(tokens, at + 1, depth) : undefined;
  if (inner === undefined || !isSign(tokens[inner.next], ')')) return undefined;
  return { expression: { not: inner.expression }, next: inner.next + 1 };
}

/** Expressions in parentheses, a comma after each; after the last it may be left out. */
function readList(tokens: Tokens, at: number, depth: number): Reading<CfgExpression[]> | undefined {
  if (!isSign(tokens[at], '(')) return undefined;
  const list: CfgExpression[] = [];
  let next = at + 1;
  while (!isSign(tokens[next], ')')) {
    const item = readExpression(tokens, next, depth);
    if (item === undefined) return undefined;
    list.push(item.expression);
    next = item.next;
    if (isSign(tokens[next], ',')) next += 1;
    else if (!isSign(tokens[next], ')')) return undefined;
  }
  return { expression: list, next: next + 1 };
}

/** `unix`, `target_os = "linux"`, `true`. */
function readOption(tokens: Tokens, at: number, { kind, text: name }: Token): Reading<CfgExpression> | undefined {
  if (!isSign(tokens[at + 1], '=')) {
    const isLiteral = kind === 'name' && (name === 'true' || name === 'false');
    return { expression: isLiteral ? { literal: name === 'true' } : { name }, next: at + 1 };
  }
  const value = tokens[at + 2];
  return value?.kind === 'text' ? { expression: { name, value: value.text }, next: at + 3 } : undefined;
}

function isSign(found: Token | undefined, sign: string): boolean {
  return found?.kind === 'sign' && found.text === sign;
}
