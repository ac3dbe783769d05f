import type { ObjectFile, Section } from '../object-file.js';
import { StringTable, sortedNames } from '../string-table.js';
import { beginsWith, DoesNotFit, View } from '../view.js';
import { elfMachine } from './elf-machine.js';

/** System V gABI, chapters 4 and 5: https://gabi.xinuos.com/ */
const MAGIC = [0x7f, 0x45, 0x4c, 0x46];
const ET_EXEC = 2;
const ET_DYN = 3;
const SHN_XINDEX = 0xffff;
const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const STT_FUNC = 2;
const STT_SECTION = 3;
const STT_FILE = 4;
const STT_GNU_IFUNC = 10;

interface SectionHeader {
  name: number;
  type: number;
  offset: number;
  size: number;
  link: number;
  entrySize: number;
}

interface Symbol {
  name: string;
  type: number;
  defined: boolean;
}

export function isElf(bytes: Uint8Array): boolean {
  return beginsWith(bytes, MAGIC);
}

/** Throws DoesNotFit. */
export function readElf(bytes: Uint8Array): ObjectFile {
  const [form, endian] = [formOf(bytes[4]), endianOf(bytes[5])];
  const view = new View(bytes, endian);
  const word = form / 8;
  const flags = view.u32(24 + 3 * word);
  const { headers, names } = sectionTable(view, form);
  return {
    ...{ format: 'ELF', endian, ...elfMachine(view.u16(18), form, flags) },
    sections: headers.slice(1).map((header): Section => ({ name: names.at(header.name), size: header.size })),
    symbols: symbolsOf(view, form, headers),
  };
}

function formOf(byte: number | undefined): 32 | 64 {
  if (byte !== 1 && byte !== 2) throw new DoesNotFit();
  return byte === 1 ? 32 : 64;
}

function endianOf(byte: number | undefined): 'little' | 'big' {
  if (byte !== 1 && byte !== 2) throw new DoesNotFit();
  return byte === 1 ? 'little' : 'big';
}

/** The section headers, the empty one at the start too, and the table of their names. */
function sectionTable(view: View, form: 32 | 64): { headers: SectionHeader[]; names: StringTable } {
  const word = form / 8;
  const start = wordAt(view, form, 24 + 2 * word);
  if (start === 0) return { headers: [], names: new StringTable(new Uint8Array()) };
  const [counts, each] = [24 + 3 * word, 16 + 6 * word];
  if (view.u16(counts + 10) !== each) throw new DoesNotFit();
  const first = sectionHeader(view, form, start);
  // Numbers that do not fit into 16 bits stand in the empty header at the start.
  const count = view.u16(counts + 12) || first.size;
  const index = view.u16(counts + 14);
  view.slice(start, count * each);
  const headers = Array.from({ length: count }, (_, at) => sectionHeader(view, form, start + at * each));
  const names = headers[index === SHN_XINDEX ? first.link : index];
  return { headers, names: new StringTable(contentOf(view, names)) };
}

function sectionHeader(view: View, form: 32 | 64, at: number): SectionHeader {
  const word = form / 8;
  const header = {
    ...{ name: view.u32(at), type: view.u32(at + 4), link: view.u32(at + 8 + 4 * word) },
    offset: wordAt(view, form, at + 8 + 2 * word),
    size: wordAt(view, form, at + 8 + 3 * word),
    entrySize: wordAt(view, form, at + 16 + 5 * word),
  };
  // The empty header at the start holds no content, whatever its size.
  if (header.type !== 0 && header.type !== SHT_NOBITS && header.size > 0) view.slice(header.offset, header.size);
  return header;
}

function contentOf(view: View, header: SectionHeader | undefined): Uint8Array {
  if (header === undefined || header.type === SHT_NOBITS) throw new DoesNotFit();
  return view.slice(header.offset, header.size);
}

function wordAt(view: View, form: 32 | 64, at: number): number {
  return form === 64 ? view.u64(at) : view.u32(at);
}

/**
 * The names of `.symtab`. The table of the dynamic linker (`.dynsym`) holds only what is imported and exported; it stays after
 * `strip`, and would make a file look as if it held nothing else.
 */
function symbolsOf(view: View, form: 32 | 64, headers: readonly SectionHeader[]): string[] | undefined {
  const [table, second] = headers.filter(({ type }) => type === SHT_SYMTAB);
  if (table === undefined) return undefined;
  // The gABI allows one; a forged file could list the same bytes as many.
  if (second !== undefined) throw new DoesNotFit();
  const symbols = symbolTable(view, form, table, headers);
  const isImage = [ET_EXEC, ET_DYN].includes(view.u16(16));
  const isCode = ({ type, defined }: Symbol) => defined && (type === STT_FUNC || type === STT_GNU_IFUNC);
  // Of an image that names none of its functions, the names were stripped.
  if (isImage && !symbols.some(isCode)) return undefined;
  return sortedNames(symbols.filter(({ type }) => type !== STT_SECTION && type !== STT_FILE).map(({ name }) => name));
}

function symbolTable(view: View, form: 32 | 64, table: SectionHeader, headers: readonly SectionHeader[]): Symbol[] {
  const names = new StringTable(contentOf(view, headers[table.link]));
  const each = form === 64 ? 24 : 16;
  if (table.entrySize !== each) throw new DoesNotFit();
  const [info, section] = form === 64 ? [4, 6] : [12, 14];
  const symbols: Symbol[] = [];
  for (let at = table.offset; at + each <= table.offset + table.size; at += each) {
    const name = view.u32(at);
    if (name === 0) continue;
    const type = view.u8(at + info) & 0xf;
    symbols.push({ name: names.at(name), type, defined: view.u16(at + section) !== 0 });
  }
  return symbols;
}
