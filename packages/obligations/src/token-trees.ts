import type { Found } from './found.js';
import { type Fragment, parseArguments, parseStatements } from './fragments.js';
import type { Node, Syntax } from './syntax.js';

const worthParsing = new Set(['&&', '||', '|', '{', '!', '?', 'if', 'match', 'while', 'for', 'loop', 'fn', 'mod']);

/** Whether there may be code in a token tree that brings obligations. The braces of the call itself are no block. */
export function mayHold(syntax: Syntax, tree: Node): boolean {
  for (let node = tree + 1; node < syntax.after(tree); node++) {
    if (worthParsing.has(syntax.type(node)) && node !== tree + 1) return true;
  }
  return false;
}

/** Whether a decision or a function stands in what was not parsed: not a sign alone (`Token![&&]`, `$(…)?`, `&&str`). */
export function decides(syntax: Syntax, top: Node): boolean {
  for (let node = top; node < syntax.after(top); node++) {
    if (!/^token_(?:tree|repetition)$/.test(syntax.type(node))) continue;
    if (hasDecision(syntax, syntax.children(node))) return true;
  }
  return false;
}

function hasDecision(syntax: Syntax, tokens: readonly Node[]): boolean {
  return tokens.some((token, index) => isDecision(syntax, token, tokens[index - 1], tokens[index + 1]));
}

function isDecision(syntax: Syntax, token: Node, before: Node | undefined, after: Node | undefined): boolean {
  const hasLeft = before !== undefined && syntax.isNamed(before);
  const hasRight = after !== undefined && !/^[,;)\]}]$/.test(syntax.type(after));
  switch (syntax.type(token)) {
    case '?':
      return hasLeft;
    case '&&':
    case '||':
      return hasLeft && hasRight;
    case 'if':
    case 'match':
    case 'while':
      return hasRight;
    case 'fn':
      return after !== undefined && /^(?:identifier|metavariable)$/.test(syntax.type(after));
    default:
      return false;
  }
}

/** What a token tree holds: the code that parses, and whether decisions stand in the rest. */
export interface Content {
  readonly fragments: readonly Fragment[];
  readonly losesDecisions: boolean;
}

/** The code in a token tree, as arguments or as statements, whichever parses; in parts when only some do. */
export function contentOf(found: Found, syntax: Syntax, tree: Node): Content {
  const start = syntax.start(tree) + 1;
  const end = syntax.end(tree) - 1;
  const children = syntax.children(tree);
  const semicolons = children.filter((child) => syntax.type(child) === ';').map((child) => syntax.start(child));
  const asArguments = () => parseArguments(found, start, end, semicolons);
  const asStatements = () => parseStatements(found, start, end);
  const isBlock = syntax.type(tree + 1) === '{';
  const whole = isBlock ? (asStatements() ?? asArguments()) : (asArguments() ?? asStatements());
  if (whole !== undefined) return { fragments: [whole], losesDecisions: false };
  const fragments: Fragment[] = [];
  let losesDecisions = false;
  for (const tokens of parts(syntax, tree)) {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (first === undefined || last === undefined) continue;
    const fragment = parseArguments(found, syntax.start(first), syntax.end(last));
    if (fragment !== undefined) fragments.push(fragment);
    else losesDecisions ||= hasDecision(syntax, tokens) || tokens.some((token) => decides(syntax, token));
  }
  return { fragments, losesDecisions };
}

/**
 * The tokens between the commas, semicolons and arrows right inside a token tree: the arguments, or the parts of something
 * like `select! { value = future, if ready => { … } other = … }`, where a block after an arrow ends a part too.
 */
function parts(syntax: Syntax, tree: Node): Node[][] {
  const all: Node[][] = [];
  let part: Node[] = [];
  const end = () => {
    all.push(part);
    part = [];
  };
  let isAfterArrow = false;
  for (const token of syntax.children(tree).slice(1, -1)) {
    const type = syntax.type(token);
    const isSeparator = type === ',' || type === ';' || type === '=>';
    // A guard: what follows is the condition.
    if (isSeparator || (type === 'if' && part.length === 0)) end();
    else part.push(token);
    if (isAfterArrow && type === 'token_tree' && syntax.type(token + 1) === '{') end();
    isAfterArrow = type === '=>';
  }
  end();
  return all;
}

/** The offsets of the arguments, at the commas and semicolons right inside. */
export function argumentRanges(syntax: Syntax, tree: Node): [number, number][] {
  const ranges: [number, number][] = [];
  let start = syntax.start(tree) + 1;
  for (const token of syntax.children(tree)) {
    const isEnd = syntax.end(token) === syntax.end(tree);
    if (!isEnd && syntax.type(token) !== ',' && syntax.type(token) !== ';') continue;
    if (syntax.start(token) > start) ranges.push([start, syntax.start(token)]);
    start = syntax.end(token);
  }
  return ranges;
}
