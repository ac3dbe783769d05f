/** What a built file says of itself. Nothing in it is trusted: every offset is checked, and what does not fit is no object file. */
export interface ObjectFile {
  format: 'ELF' | 'Mach-O' | 'PE' | 'COFF' | 'WebAssembly';
  /** As Rust names it in `target_arch`: `arm`, `aarch64`, `x86`, `x86_64`, `riscv32`, …; `machine 0x1234` where there is no name for it. */
  architecture: string;
  /** 16 is for AVR and MSP430, whose files have the form of 32 bits. */
  pointerWidth: 16 | 32 | 64;
  endian: 'little' | 'big';
  /** Those that take part in the image or in linking, in file order. Sizes in bytes. */
  sections: readonly Section[];
  /**
   * Names in its symbol tables, defined and undefined alike, sorted, each once; those of source files and of sections are left
   * out. `undefined` where there is no symbol table, or one that was evidently stripped: it shows nothing of what the file holds.
   */
  symbols: readonly string[] | undefined;
}

/** Mach-O sections are called with their segment: `__TEXT,__text`. */
export interface Section {
  name: string;
  /** Bytes: in memory for an image, in the file for an object. */
  size: number;
}

/** What a machine number says. */
export type Machine = Pick<ObjectFile, 'architecture' | 'pointerWidth'>;

/** The name of a machine that Rust has no name for. */
export function unnamedMachine(number: number): string {
  return `machine 0x${number.toString(16)}`;
}
