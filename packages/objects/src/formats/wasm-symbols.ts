import { DoesNotFit } from '../view.js';
import { WasmCursor } from './wasm-cursor.js';
import { importKind, type WasmImports } from './wasm-imports.js';

/** https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md */
const LINKING_VERSION = 2;
const SYMBOL_TABLE = 8;
const SYMBOL_DATA = 1;
const SYMBOL_SECTION = 3;
const SYMBOL_UNDEFINED = 0x10;
const SYMBOL_EXPLICIT_NAME = 0x40;

/** The kinds of symbol that may stand for an import, and which import that is. */
const importOf: ReadonlyMap<number, number> = new Map([
  [0, importKind.function],
  [2, importKind.global],
  [4, importKind.tag],
  [5, importKind.table],
]);

/** The names of the section “linking”, which objects have; `undefined` where it has no table of symbols. */
export function linkingNames(content: Uint8Array, imports: WasmImports | undefined): string[] | undefined {
  const cursor = new WasmCursor(content);
  if (cursor.u32() !== LINKING_VERSION) throw new DoesNotFit();
  const tables = subsections(cursor).filter(({ id }) => id === SYMBOL_TABLE);
  if (tables.length === 0) return undefined;
  return tables.flatMap((table) => symbolNames(new WasmCursor(table.content), imports));
}

function symbolNames(cursor: WasmCursor, imports: WasmImports | undefined): string[] {
  const names: string[] = [];
  for (let left = cursor.u32(); left > 0; left -= 1) {
    const kind = cursor.byte();
    const flags = cursor.u32();
    if (kind === SYMBOL_SECTION) cursor.u32();
    else if (kind === SYMBOL_DATA) names.push(dataName(cursor, flags));
    else names.push(indexedName(cursor, kind, flags, imports));
  }
  return names;
}

function dataName(cursor: WasmCursor, flags: number): string {
  const name = cursor.text();
  // Segment, offset and size.
  for (let left = (flags & SYMBOL_UNDEFINED) === 0 ? 3 : 0; left > 0; left -= 1) cursor.skipNumber();
  return name;
}

/** What is imported has the import’s name, where it has none of its own. */
function indexedName(cursor: WasmCursor, kind: number, flags: number, imports: WasmImports | undefined): string {
  const imported = importOf.get(kind);
  if (imported === undefined) throw new DoesNotFit();
  const index = cursor.u32();
  if ((flags & SYMBOL_UNDEFINED) === 0 || (flags & SYMBOL_EXPLICIT_NAME) !== 0) return cursor.text();
  const name = imports?.names.get(imported)?.[index];
  if (name === undefined) throw new DoesNotFit();
  return name;
}

const FUNCTION_NAMES = 1;

/** The names of functions in the section “name”, which linked modules have; `undefined` where it has none. */
export function functionNames(content: Uint8Array): string[] | undefined {
  const tables = subsections(new WasmCursor(content)).filter(({ id }) => id === FUNCTION_NAMES);
  if (tables.length === 0) return undefined;
  return tables.flatMap((table) => nameMap(new WasmCursor(table.content)));
}

function nameMap(cursor: WasmCursor): string[] {
  const names: string[] = [];
  for (let left = cursor.u32(); left > 0; left -= 1) {
    cursor.u32();
    names.push(cursor.text());
  }
  return names;
}

function subsections(cursor: WasmCursor): { id: number; content: Uint8Array }[] {
  const found: { id: number; content: Uint8Array }[] = [];
  while (!cursor.done) found.push({ id: cursor.byte(), content: cursor.take(cursor.u32()) });
  return found;
}
