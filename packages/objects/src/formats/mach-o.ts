import { type Machine, type ObjectFile, type Section, unnamedMachine } from '../object-file.js';
import { StringTable, sortedNames } from '../string-table.js';
import { beginsWith, DoesNotFit, View } from '../view.js';

/** Apple’s mach-o/loader.h, mach-o/nlist.h, mach-o/fat.h and mach/machine.h. */
const FAT = 0xcafebabe;
const FAT_64 = 0xcafebabf;
const MH_OBJECT = 1;
const LC_SEGMENT = 1;
const LC_SYMTAB = 2;
const LC_SEGMENT_64 = 0x19;
const SECTION_TYPE = 0xff;
/** S_ZEROFILL, S_GB_ZEROFILL, S_THREAD_LOCAL_ZEROFILL: no bytes in the file. */
const ZEROFILL = [0x1, 0xc, 0x12];
const N_STAB = 0xe0;
const N_TYPE = 0x0e;
const N_EXT = 0x01;

/** CPU_TYPE_…, and `target_arch`. arm64_32 is AArch64 with pointers of 32 bits. */
const cpus: ReadonlyMap<number, Machine> = new Map<number, Machine>([
  [7, { architecture: 'x86', pointerWidth: 32 }],
  [0x01000007, { architecture: 'x86_64', pointerWidth: 64 }],
  [12, { architecture: 'arm', pointerWidth: 32 }],
  [0x0100000c, { architecture: 'aarch64', pointerWidth: 64 }],
  [0x0200000c, { architecture: 'aarch64', pointerWidth: 32 }],
  [18, { architecture: 'powerpc', pointerWidth: 32 }],
  [0x01000012, { architecture: 'powerpc64', pointerWidth: 64 }],
]);

/** MH_MAGIC and MH_MAGIC_64 in both byte orders. */
const magics = [
  { magic: [0xce, 0xfa, 0xed, 0xfe], form: 32, endian: 'little' },
  { magic: [0xcf, 0xfa, 0xed, 0xfe], form: 64, endian: 'little' },
  { magic: [0xfe, 0xed, 0xfa, 0xce], form: 32, endian: 'big' },
  { magic: [0xfe, 0xed, 0xfa, 0xcf], form: 64, endian: 'big' },
] as const;

type Form = (typeof magics)[number]['form'];

function magicOf(bytes: Uint8Array) {
  return magics.find(({ magic }) => beginsWith(bytes, magic));
}

export function isMachO(bytes: Uint8Array): boolean {
  return magicOf(bytes) !== undefined;
}

/**
 * What a universal file holds where it holds one slice only; the bytes themselves where they are no universal file. With more
 * slices it is for more than one architecture, and `undefined`. Throws DoesNotFit.
 */
export function onlySlice(bytes: Uint8Array): Uint8Array | undefined {
  const view = new View(bytes, 'big');
  const magic = bytes.length < 8 ? 0 : view.u32(0);
  if (magic !== FAT && magic !== FAT_64) return bytes;
  if (view.u32(4) !== 1) return undefined;
  return magic === FAT ? view.slice(view.u32(16), view.u32(20)) : view.slice(view.u64(16), view.u64(24));
}

/** Throws DoesNotFit. */
export function readMachO(bytes: Uint8Array): ObjectFile {
  const known = magicOf(bytes);
  if (known === undefined) throw new DoesNotFit();
  const { form, endian } = known;
  const view = new View(bytes, endian);
  const cpu = view.u32(4);
  const commands = loadCommands(view, form);
  const machine = cpus.get(cpu) ?? { architecture: unnamedMachine(cpu), pointerWidth: form };
  const ofType = (type: number) => commands.filter((command) => command.type === type).map(({ own }) => own);
  return {
    ...{ format: 'Mach-O', endian, ...machine },
    sections: ofType(form === 64 ? LC_SEGMENT_64 : LC_SEGMENT).flatMap((segment) => sectionsOf(view, segment, form)),
    symbols: symbolsOf(view, ofType(LC_SYMTAB), form),
  };
}

interface LoadCommand {
  type: number;
  /** Its own bytes. */
  own: View;
}

function loadCommands(view: View, form: Form): LoadCommand[] {
  const all = new View(view.slice(form === 64 ? 32 : 28, view.u32(20)), view.endian);
  const commands: LoadCommand[] = [];
  for (let left = view.u32(16), at = 0; left > 0; left -= 1) {
    const size = all.u32(at + 4);
    // At least its own head: so that a forged count ends where the bytes end.
    if (size < 8) throw new DoesNotFit();
    commands.push({ type: all.u32(at), own: new View(all.slice(at, size), view.endian) });
    at += size;
  }
  return commands;
}

function sectionsOf(view: View, segment: View, form: Form): Section[] {
  const [countAt, start, each] = form === 64 ? [64, 72, 80] : [48, 56, 68];
  const count = segment.u32(countAt);
  segment.slice(start, count * each);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * each;
    const size = form === 64 ? segment.u64(at + 40) : segment.u32(at + 36);
    const [offset, flags] = form === 64 ? [at + 48, at + 64] : [at + 40, at + 56];
    if (!ZEROFILL.includes(segment.u32(flags) & SECTION_TYPE)) view.slice(segment.u32(offset), size);
    return { name: `${segment.text(at + 16, 16)},${segment.text(at, 16)}`, size };
  });
}

/** Entries for debuggers are left out, as `nm` does. */
function symbolsOf(view: View, [table, second]: readonly View[], form: Form): string[] | undefined {
  if (table === undefined) return undefined;
  // There is one at most; a forged file could list the same bytes as many.
  if (second !== undefined) throw new DoesNotFit();
  const symbols = symbolTable(view, table, form).filter(({ type }) => (type & N_STAB) === 0);
  const isLocal = ({ type }: { type: number }) => (type & N_EXT) === 0 && (type & N_TYPE) !== 0;
  // Apple’s `strip` leaves what the dynamic linker needs; of an image without a local name, the names were stripped.
  if (view.u32(12) !== MH_OBJECT && !symbols.some(isLocal)) return undefined;
  return sortedNames(symbols.map(({ name }) => name));
}

function symbolTable(view: View, table: View, form: Form): { name: string; type: number }[] {
  const each = form === 64 ? 16 : 12;
  const entries = new View(view.slice(table.u32(8), table.u32(12) * each), view.endian);
  const names = new StringTable(view.slice(table.u32(16), table.u32(20)));
  return Array.from({ length: entries.length / each }, (_, index) => {
    const name = entries.u32(index * each);
    return { name: name === 0 ? '' : names.at(name), type: entries.u8(index * each + 4) };
  });
}
