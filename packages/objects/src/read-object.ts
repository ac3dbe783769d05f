import { isCoff, readCoff } from './formats/coff.js';
import { isElf, readElf } from './formats/elf.js';
import { isMachO, onlySlice, readMachO } from './formats/mach-o.js';
import { isPe, readPe } from './formats/pe.js';
import { isWasm, readWasm } from './formats/wasm.js';
import type { ObjectFile } from './object-file.js';
import { unlessItFits } from './view.js';

const formats = [
  { is: isElf, read: readElf },
  { is: isMachO, read: readMachO },
  { is: isPe, read: readPe },
  { is: isWasm, read: readWasm },
  // Last, because it is recognised by less than a magic number.
  { is: isCoff, read: readCoff },
];

/**
 * An object, a linked image or a module, of whatever format; `undefined` where the bytes are none of those known, or do not hold
 * together: a truncated file is not half read. A universal file of Apple’s is read where it has one slice. Never throws; takes
 * time in proportion to the bytes, whatever numbers stand in them.
 */
export function readObject(bytes: Uint8Array): ObjectFile | undefined {
  return unlessItFits(() => {
    const slice = onlySlice(bytes);
    return slice && formats.find(({ is }) => is(slice))?.read(slice);
  });
}
