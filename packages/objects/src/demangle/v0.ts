import { V0Cursor } from './v0-cursor.js';

/**
 * `_RNvNtCs…_4core9panicking5panic` → `core::panicking::panic`: the path without its generic arguments. `undefined` where it is
 * not of that form, or too deep. Apple adds a `_`. Form: https://doc.rust-lang.org/rustc/symbol-mangling/v0.html
 */
export function demangleV0(symbol: string): string | undefined {
  const start = /^_?_R(?=[A-Z])/.exec(symbol)?.[0].length;
  if (start === undefined) return undefined;
  return readPath(new V0Cursor(symbol.slice(start)));
}

/** `undefined` goes up from wherever it does not fit. */
type Text = string | undefined;

function readPath(cursor: V0Cursor): Text {
  return cursor.deeper(() => {
    const tag = cursor.next();
    if (tag === 'C') return cursor.identifier();
    if (tag === 'N') return nested(cursor);
    if (tag === 'I') return instance(cursor);
    if (tag === 'M') return inherent(cursor);
    if (tag === 'X') return cursor.number('s') && readPath(cursor) && asTrait(cursor);
    if (tag === 'Y') return asTrait(cursor);
    return tag === 'B' ? cursor.back(readPath) : undefined;
  });
}

/** In a namespace: one of the source has a small letter; closures and shims have a capital one. */
function nested(cursor: V0Cursor): Text {
  const namespace = cursor.next();
  const outer = readPath(cursor);
  const name = outer && cursor.identifier();
  if (namespace === undefined || name === undefined) return undefined;
  if (/[a-z]/.test(namespace)) return `${outer}::${name}`;
  const kind = { C: 'closure', S: 'shim' }[namespace] ?? namespace;
  return `${outer}::{${name === '' ? kind : `${kind}:${name}`}}`;
}

/** With generic arguments. */
function instance(cursor: V0Cursor): Text {
  const path = readPath(cursor);
  return path && untilEnd(cursor, argument) && path;
}

function inherent(cursor: V0Cursor): Text {
  const type = cursor.number('s') && readPath(cursor) && readType(cursor);
  return type && `<${type}>`;
}

function asTrait(cursor: V0Cursor): Text {
  const type = readType(cursor);
  const trait = type && readPath(cursor);
  return trait && `<${type} as ${trait}>`;
}

function argument(cursor: V0Cursor): Text {
  if (cursor.skip('L')) return cursor.base62() && 'lifetime';
  return cursor.skip('K') ? constant(cursor) : readType(cursor);
}

/** A number, a bool or a char; a placeholder. */
function constant(cursor: V0Cursor): Text {
  return cursor.deeper(() => {
    if (cursor.skip('B')) return cursor.back(constant);
    if (cursor.skip('p')) return '_';
    return cursor.match(/^[a-z]n?[0-9a-f]*_/);
  });
}

/** Types stand in paths of `impl`; those that are no path and no word are shown as `_`. */
function readType(cursor: V0Cursor): Text {
  return cursor.deeper(() => {
    if (cursor.match(/^[a-z]/) !== undefined) return '_';
    if (cursor.skip('B')) return cursor.back(readType);
    if (cursor.skip('A')) return readType(cursor) && constant(cursor) && '_';
    if (cursor.skip('S') || cursor.skip('P') || cursor.skip('O')) return readType(cursor) && '_';
    if (cursor.skip('R') || cursor.skip('Q')) return cursor.number('L') && readType(cursor);
    if (cursor.skip('T')) return untilEnd(cursor, readType);
    if (cursor.skip('F')) return signature(cursor);
    return cursor.skip('D') ? dynamic(cursor) : readPath(cursor);
  });
}

function signature(cursor: V0Cursor): Text {
  const binder = cursor.number('G');
  cursor.skip('U');
  const abi = cursor.skip('K') ? cursor.skip('C') || cursor.identifier() : true;
  return binder && abi && untilEnd(cursor, readType) && readType(cursor) && '_';
}

function dynamic(cursor: V0Cursor): Text {
  const traits = cursor.number('G') && untilEnd(cursor, dynamicTrait);
  return traits && cursor.skip('L') ? cursor.base62() && '_' : undefined;
}

function dynamicTrait(cursor: V0Cursor): Text {
  const path = readPath(cursor);
  while (path !== undefined && cursor.skip('p')) {
    if (cursor.identifier() === undefined || readType(cursor) === undefined) return undefined;
  }
  return path;
}

function untilEnd(cursor: V0Cursor, read: (cursor: V0Cursor) => Text): Text {
  while (!cursor.skip('E')) if (read(cursor) === undefined) return undefined;
  return '_';
}
