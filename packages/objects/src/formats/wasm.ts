import type { ObjectFile } from '../object-file.js';
import { sortedNames } from '../string-table.js';
import { beginsWith, DoesNotFit } from '../view.js';
import { WasmCursor } from './wasm-cursor.js';
import { hasMemory64, readImports, type WasmImports } from './wasm-imports.js';
import { functionNames, linkingNames } from './wasm-symbols.js';

/** `\0asm` and version 1: a module. Components have another version, and hold modules. */
const MODULE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const CUSTOM = 0;
const IMPORT = 2;
const MEMORY = 5;

/** Names of sections by number: https://webassembly.github.io/spec/core/binary/modules.html */
const known = [
  ...['custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code'],
  ...['data', 'data count', 'tag'],
];

interface WasmSection {
  id: number;
  name: string;
  /** What is in a custom section stands after its name. */
  content: Uint8Array;
  size: number;
}

export function isWasm(bytes: Uint8Array): boolean {
  return beginsWith(bytes, MODULE);
}

/**
 * A module or an object for one. With a memory of 64-bit addresses it is wasm64; without a memory it has no addresses, and is as
 * good for wasm32. Throws DoesNotFit.
 */
export function readWasm(bytes: Uint8Array): ObjectFile {
  const sections = sectionsOf(bytes);
  const [imported] = sections.filter(({ id }) => id === IMPORT);
  const imports = imported && readImports(imported.content);
  const own64 = sections.some(({ id, content }) => id === MEMORY && hasMemory64(content));
  const is64 = own64 || imports?.memory64 === true;
  return {
    ...{ format: 'WebAssembly', endian: 'little' },
    ...(is64 ? { architecture: 'wasm64', pointerWidth: 64 } : { architecture: 'wasm32', pointerWidth: 32 }),
    sections: sections.map(({ name, size }) => ({ name, size })),
    symbols: symbolsOf(sections, imports),
  };
}

function sectionsOf(bytes: Uint8Array): WasmSection[] {
  const cursor = new WasmCursor(bytes.subarray(MODULE.length));
  const sections: WasmSection[] = [];
  while (!cursor.done) sections.push(readSection(cursor.byte(), cursor.take(cursor.u32())));
  return sections;
}

function readSection(id: number, whole: Uint8Array): WasmSection {
  const name = known[id];
  if (name === undefined) throw new DoesNotFit();
  if (id !== CUSTOM) return { id, name, content: whole, size: whole.length };
  const cursor = new WasmCursor(whole);
  const own = cursor.text();
  return { id, name: own, content: cursor.rest(), size: whole.length };
}

function symbolsOf(sections: readonly WasmSection[], imports: WasmImports | undefined): string[] | undefined {
  const tables = sections
    .filter(({ id }) => id === CUSTOM)
    .flatMap(({ name, content }) => {
      if (name === 'linking') return [linkingNames(content, imports)];
      return name === 'name' ? [functionNames(content)] : [];
    })
    .filter((names) => names !== undefined);
  return tables.length === 0 ? undefined : sortedNames(tables.flat());
}
