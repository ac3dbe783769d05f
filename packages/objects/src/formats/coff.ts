import type { Machine, ObjectFile, Section } from '../object-file.js';
import { StringTable, sortedNames } from '../string-table.js';
import { beginsWith, DoesNotFit, View } from '../view.js';

/** Microsoft’s “PE Format”: https://learn.microsoft.com/windows/win32/debug/pe-format */
const SECTION_HEADER = 40;
const IMAGE_SCN_CNT_UNINITIALIZED_DATA = 0x80;
const IMAGE_SYM_CLASS_FILE = 103;

/** IMAGE_FILE_MACHINE_…, and `target_arch`. An image of ARM64EC names itself x86_64. */
export const coffMachines: ReadonlyMap<number, Machine> = new Map<number, Machine>([
  [0x14c, { architecture: 'x86', pointerWidth: 32 }],
  [0x1c0, { architecture: 'arm', pointerWidth: 32 }],
  [0x1c2, { architecture: 'arm', pointerWidth: 32 }],
  [0x1c4, { architecture: 'arm', pointerWidth: 32 }],
  [0x5032, { architecture: 'riscv32', pointerWidth: 32 }],
  [0x5064, { architecture: 'riscv64', pointerWidth: 64 }],
  [0x6232, { architecture: 'loongarch32', pointerWidth: 32 }],
  [0x6264, { architecture: 'loongarch64', pointerWidth: 64 }],
  [0x8664, { architecture: 'x86_64', pointerWidth: 64 }],
  [0xa641, { architecture: 'arm64ec', pointerWidth: 64 }],
  [0xaa64, { architecture: 'aarch64', pointerWidth: 64 }],
]);

/** A header without a machine of its own at the start: IMPORT_OBJECT_HEADER and ANON_OBJECT_HEADER_BIGOBJ of Microsoft’s winnt.h. */
const ANONYMOUS = [0, 0, 0xff, 0xff];
const BIG = [0xc7, 0xa1, 0xba, 0xd1, 0xee, 0xba, 0xa9, 0x4b, 0xaf, 0x20, 0xfa, 0xf6, 0x6a, 0xa4, 0xdc, 0xb8];
const BIG_HEADER = 56;

/** Where the tables of a file lie. */
export interface CoffTables {
  sectionsAt: number;
  sections: number;
  /** 0 where there are no symbols. */
  symbolsAt: number;
  symbols: number;
  /** Bytes of a symbol. */
  symbolSize: 18 | 20;
  isImage: boolean;
}

/** COFF has no magic number: a machine that is known, and no header of an image. */
export function isCoff(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  if (beginsWith(bytes, ANONYMOUS)) return true;
  const view = new View(bytes, 'little');
  return coffMachines.has(view.u16(0)) && view.u16(16) === 0;
}

/** An object, one with more than 65 279 sections, or the entry of an import library. Throws DoesNotFit. */
export function readCoff(bytes: Uint8Array): ObjectFile {
  const view = new View(bytes, 'little');
  if (!beginsWith(bytes, ANONYMOUS)) return { ...headOf(view.u16(0)), ...readTables(view, coffTables(view, 0, false)) };
  if (view.u16(4) === 0) return { ...headOf(view.u16(6)), sections: [], symbols: importedName(view) };
  if (!beginsWith(view.slice(12, BIG.length), BIG)) throw new DoesNotFit();
  return { ...headOf(view.u16(6)), ...readTables(view, bigTables(view)) };
}

function headOf(machine: number): Pick<ObjectFile, 'format' | 'endian'> & Machine {
  const known = coffMachines.get(machine);
  if (known === undefined) throw new DoesNotFit();
  return { format: 'COFF', endian: 'little', ...known };
}

/** What the header at `at` says of the tables. */
export function coffTables(view: View, at: number, isImage: boolean): CoffTables {
  return {
    ...{ sectionsAt: at + 20 + view.u16(at + 16), sections: view.u16(at + 2) },
    ...{ symbolsAt: view.u32(at + 8), symbols: view.u32(at + 12), symbolSize: 18, isImage },
  };
}

function bigTables(view: View): CoffTables {
  return {
    ...{ sectionsAt: BIG_HEADER, sections: view.u32(44) },
    ...{ symbolsAt: view.u32(48), symbols: view.u32(52), symbolSize: 20, isImage: false },
  };
}

/** The entry says which symbol a library of Windows’ own brings. */
function importedName(view: View): string[] {
  const data = view.slice(20, view.u32(12));
  return [new StringTable(data).at(0)];
}

/** Throws DoesNotFit. */
export function readTables(view: View, tables: CoffTables): Pick<ObjectFile, 'sections' | 'symbols'> {
  view.slice(tables.sectionsAt, tables.sections * SECTION_HEADER);
  const strings = tables.symbolsAt === 0 ? undefined : stringsOf(view, tables);
  return {
    sections: Array.from({ length: tables.sections }, (_, index) =>
      sectionAt(view, tables.sectionsAt + index * SECTION_HEADER, tables.isImage, strings),
    ),
    symbols: strings === undefined ? undefined : sortedNames(symbolNames(view, tables, strings)),
  };
}

/** They follow the symbols; the size in front counts itself. */
function stringsOf(view: View, { symbolsAt, symbols, symbolSize }: CoffTables): StringTable {
  const at = symbolsAt + symbols * symbolSize;
  return new StringTable(view.slice(at, view.u32(at)));
}

function sectionAt(view: View, at: number, isImage: boolean, strings: StringTable | undefined): Section {
  const [inMemory, inFile, offset, flags] = [8, 16, 20, 36].map((field) => view.u32(at + field)) as [
    ...[number, number, number, number],
  ];
  if (offset !== 0 && (flags & IMAGE_SCN_CNT_UNINITIALIZED_DATA) === 0) view.slice(offset, inFile);
  // In an image the size in the file is rounded up.
  return { name: sectionName(view.text(at, 8), strings), size: isImage && inMemory !== 0 ? inMemory : inFile };
}

/** A name of more than eight bytes: `/` and its offset among the strings, or `//` and that in LLVM’s base 64. */
function sectionName(field: string, strings: StringTable | undefined): string {
  if (strings === undefined || !field.startsWith('/')) return field;
  if (/^\/\d+$/.test(field)) return strings.at(Number(field.slice(1)));
  return /^\/\/[A-Za-z0-9+/]{6}$/.test(field) ? strings.at(base64(field.slice(2))) : field;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text: string): number {
  return [...text].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);
}

function symbolNames(view: View, { symbolsAt, symbols, symbolSize }: CoffTables, strings: StringTable): string[] {
  const names: string[] = [];
  const table = new View(view.slice(symbolsAt, symbols * symbolSize), 'little');
  for (let at = 0; at < table.length; ) {
    const isFile = table.u8(at + symbolSize - 2) === IMAGE_SYM_CLASS_FILE;
    if (!isFile) names.push(symbolName(table, at, strings));
    // Symbols are followed by so many records that are none.
    at += symbolSize * (1 + table.u8(at + symbolSize - 1));
  }
  return names;
}

function symbolName(table: View, at: number, strings: StringTable): string {
  return table.u32(at) === 0 ? strings.at(table.u32(at + 4)) : table.text(at, 8);
}
