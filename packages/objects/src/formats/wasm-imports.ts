import { DoesNotFit } from '../view.js';
import { WasmCursor } from './wasm-cursor.js';

/** The number of an import’s kind in WebAssembly’s binary form. */
export const importKind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** What a module imports: the names by kind, in the order that indices count them. */
export interface WasmImports {
  names: ReadonlyMap<number, readonly string[]>;
  memory64: boolean;
}

/** Limits have 64 bits: the proposal memory64, in WebAssembly 3.0. */
const LIMITS_MAXIMUM = 1;
const LIMITS_64 = 4;
const LIMITS_PAGE_SIZE = 8;

/** The section “import”. */
export function readImports(content: Uint8Array): WasmImports {
  const cursor = new WasmCursor(content);
  const names = new Map<number, string[]>();
  let memory64 = false;
  for (let left = cursor.u32(); left > 0; left -= 1) {
    cursor.text();
    const name = cursor.text();
    const kind = cursor.byte();
    if (kind === importKind.memory) memory64 = skipLimits(cursor) || memory64;
    else skipType(cursor, kind);
    const sameKind = names.get(kind) ?? [];
    sameKind.push(name);
    names.set(kind, sameKind);
  }
  return { names, memory64 };
}

/** The section “memory”: has one of them addresses of 64 bits? */
export function hasMemory64(content: Uint8Array): boolean {
  const cursor = new WasmCursor(content);
  let memory64 = false;
  for (let left = cursor.u32(); left > 0; left -= 1) memory64 = skipLimits(cursor) || memory64;
  return memory64;
}

function skipType(cursor: WasmCursor, kind: number): void {
  if (kind === importKind.function) cursor.u32();
  else if (kind === importKind.table) {
    skipValueType(cursor);
    skipLimits(cursor);
  } else if (kind === importKind.global) {
    skipValueType(cursor);
    cursor.byte();
  } else if (kind === importKind.tag) {
    cursor.byte();
    cursor.u32();
  } else throw new DoesNotFit();
}

/** One byte, but for references to a type that follows. */
function skipValueType(cursor: WasmCursor): void {
  if ([0x63, 0x64].includes(cursor.byte())) cursor.skipNumber();
}

/** Are they of 64 bits? */
function skipLimits(cursor: WasmCursor): boolean {
  const flags = cursor.byte();
  cursor.skipNumber();
  if ((flags & LIMITS_MAXIMUM) !== 0) cursor.skipNumber();
  if ((flags & LIMITS_PAGE_SIZE) !== 0) cursor.skipNumber();
  return (flags & LIMITS_64) !== 0;
}
