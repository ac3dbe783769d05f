import { type ObjectFile, unnamedMachine } from '../object-file.js';
import { beginsWith, DoesNotFit, View } from '../view.js';
import { coffMachines, coffTables, readTables } from './coff.js';

/** Microsoft’s “PE Format”: the stub of DOS, the signature, the header of COFF, and the optional header, which images must have. */
const STUB = [0x4d, 0x5a];
const SIGNATURE = [0x50, 0x45, 0, 0];
const SIGNATURE_OFFSET = 0x3c;
const PE32 = 0x10b;
const PE32_PLUS = 0x20b;

export function isPe(bytes: Uint8Array): boolean {
  return beginsWith(bytes, STUB);
}

/** Throws DoesNotFit. */
export function readPe(bytes: Uint8Array): ObjectFile {
  const view = new View(bytes, 'little');
  const signature = view.u32(SIGNATURE_OFFSET);
  if (!beginsWith(view.slice(signature, 4), SIGNATURE)) throw new DoesNotFit();
  const header = signature + 4;
  const machine = view.u16(header);
  return {
    ...{ format: 'PE', endian: 'little' },
    architecture: coffMachines.get(machine)?.architecture ?? unnamedMachine(machine),
    pointerWidth: widthOf(view.u16(header + 20)),
    ...readTables(view, coffTables(view, header, true)),
  };
}

function widthOf(form: number): 32 | 64 {
  if (form !== PE32 && form !== PE32_PLUS) throw new DoesNotFit();
  return form === PE32 ? 32 : 64;
}
