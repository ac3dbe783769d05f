/** What a built file says of itself. Nothing in it is trusted: every offset is checked, and what does not fit is no object file. */
export interface ObjectFile {
  format: 'ELF' | 'Mach-O' | 'PE' | 'COFF' | 'WebAssembly';
  /** As Rust names it in `target_arch`: `arm`, `aarch64`, `x86`, `x86_64`, `riscv32`, …; `machine 0x1234` where there is no name for it. */
  architecture: string;
  pointerWidth: 32 | 64;
  endian: 'little' | 'big';
  /** Those that take part in the image or in linking, in file order. Sizes in bytes. */
  sections: readonly { name: string; size: number }[];
  /** Names in its symbol tables, defined and undefined alike, sorted, each once; `undefined` where there is no symbol table. */
  symbols: readonly string[] | undefined;
}
