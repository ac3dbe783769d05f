import { readAttributes } from './attributes.js';
import { type Context, withAttributes } from './context.js';
import type { Found } from './found.js';
import { parseArguments, parseStatements } from './fragments.js';
import { type Call, noteBody } from './macros.js';
import { scan } from './scan.js';
import type { Node } from './syntax.js';

/** `cfg_if! { if #[cfg(a)] { … } else if #[cfg(b)] { … } else { … } }`: items, often modules, under conditions. */
export function scanCfgIf(found: Found, call: Call): void {
  const { syntax } = call;
  const branches = new Branches(found, call);
  let predicate: string | undefined;
  for (const token of syntax.children(call.tree).slice(1)) {
    if (syntax.type(token) !== 'token_tree') continue;
    const opening = syntax.type(token + 1);
    if (opening === '[') predicate = readAttributes([`#${syntax.text(token)}`]).cfg[0];
    if (opening !== '{') continue;
    branches.scan(predicate, token);
    predicate = undefined;
  }
}

/** `cfg_select! { a => { … } b => expression, _ => { … } }`, of the standard library since Rust 1.95. */
export function scanCfgSelect(found: Found, call: Call): void {
  const { syntax } = call;
  const branches = new Branches(found, call);
  let start: number | undefined;
  let predicate: string | undefined;
  for (const token of syntax.children(call.tree).slice(1)) {
    const type = syntax.type(token);
    if (type === '=>' && start !== undefined) {
      predicate = syntax.source.slice(start, syntax.start(token)).trim();
      start = undefined;
    } else if (predicate === undefined) {
      start ??= type === ',' ? undefined : syntax.start(token);
    } else if (type === 'token_tree' && syntax.type(token + 1) === '{' && start === undefined) {
      branches.scan(predicate === '_' ? undefined : predicate, token);
      predicate = undefined;
    } else if (type === ',' || syntax.end(token) === syntax.end(call.tree)) {
      branches.scanExpression(
        predicate === '_' ? undefined : predicate,
        start ?? syntax.start(token),
        syntax.start(token),
      );
      [predicate, start] = [undefined, undefined];
    } else start ??= syntax.start(token);
  }
}

/** The branches of one call: each holds where its predicate does and those before it do not. */
class Branches {
  readonly #found: Found;
  readonly #call: Call;
  readonly #refused: string[] = [];

  constructor(found: Found, call: Call) {
    this.#found = found;
    this.#call = call;
  }

  /** A branch in braces. */
  scan(predicate: string | undefined, braces: Node): void {
    const { syntax } = this.#call;
    const inside = this.#enter(predicate, syntax.start(braces), syntax.end(braces));
    const fragment = parseStatements(this.#found, syntax.start(braces) + 1, syntax.end(braces) - 1);
    if (fragment === undefined) noteBody(this.#found, syntax, braces, this.#call.name, inside);
    else scan(this.#found, fragment.syntax, fragment.top, inside);
  }

  scanExpression(predicate: string | undefined, start: number, end: number): void {
    const inside = this.#enter(predicate, start, end);
    const fragment = parseArguments(this.#found, start, end);
    if (fragment !== undefined) scan(this.#found, fragment.syntax, fragment.top, inside);
    else noteBody(this.#found, this.#call.syntax, this.#call.node, this.#call.name, inside);
  }

  #enter(predicate: string | undefined, start: number, end: number): Context {
    const guards = [...this.#refused.map((other) => `not(${other})`), ...(predicate === undefined ? [] : [predicate])];
    if (predicate !== undefined) this.#refused.push(predicate);
    const attributes = readAttributes(guards.map((guard) => `#[cfg(${guard})]`));
    const { outer } = this.#call;
    const inside = withAttributes(outer, attributes);
    if (inside.isTest && !outer.isTest) this.#found.excludeTest(start, end, attributes.test ?? '');
    return inside;
  }
}
