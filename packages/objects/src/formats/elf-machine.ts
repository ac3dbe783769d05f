import { type Machine, type ObjectFile, unnamedMachine } from '../object-file.js';

interface ElfMachine {
  /** `target_arch` where the file has the form of 32 and of 64 bits; not there where Rust has no such target. */
  32?: string;
  64?: string;
  /** Where it is not that of the form. */
  pointerWidth?: ObjectFile['pointerWidth'];
}

/**
 * The field `e_machine` of ELF and Rust's `target_arch`. Numbers: the registry of the System V gABI
 * (https://gabi.xinuos.com/elf/a-emachine.html) and, for those that the psABIs add, LLVM's BinaryFormat/ELF.h. x32 and AArch64
 * ILP32 are the known machine in the form of 32 bits (x86-64 psABI, AAELF64). A system test holds it against rustc.
 */
export const elfMachines: ReadonlyMap<number, ElfMachine> = new Map<number, ElfMachine>([
  [2, { 32: 'sparc' }],
  [3, { 32: 'x86' }],
  [4, { 32: 'm68k' }],
  [8, { 32: 'mips', 64: 'mips64' }],
  [18, { 32: 'sparc' }],
  [20, { 32: 'powerpc' }],
  [21, { 64: 'powerpc64' }],
  [22, { 64: 's390x' }],
  [40, { 32: 'arm' }],
  [43, { 64: 'sparc64' }],
  [62, { 32: 'x86_64', 64: 'x86_64' }],
  [83, { 32: 'avr', pointerWidth: 16 }],
  [94, { 32: 'xtensa' }],
  [105, { 32: 'msp430', pointerWidth: 16 }],
  [164, { 32: 'hexagon' }],
  [183, { 32: 'aarch64', 64: 'aarch64' }],
  [224, { 64: 'amdgpu' }],
  [243, { 32: 'riscv32', 64: 'riscv64' }],
  [247, { 64: 'bpf' }],
  [252, { 32: 'csky' }],
  [258, { 32: 'loongarch32', 64: 'loongarch64' }],
]);

const EM_MIPS = 8;

/** MIPS psABI and LLVM’s BinaryFormat/ELF.h, bits of `e_flags`: the instruction set, its sixth releases, and the ABI n32. */
const EF_MIPS_ARCH = 0xf0000000;
const EF_MIPS_ARCH_32R6 = 0x90000000;
const EF_MIPS_ARCH_64R6 = 0xa0000000;
const EF_MIPS_ABI2 = 0x20;

/** The architecture that a header of ELF names. `form` is that of the file (EI_CLASS), 32 or 64. */
export function elfMachine(machine: number, form: 32 | 64, flags: number): Machine {
  const known = elfMachines.get(machine);
  const pointerWidth = known?.pointerWidth ?? form;
  const architecture = machine === EM_MIPS ? mips(form, flags) : (known?.[form] ?? unnamedMachine(machine));
  return { architecture, pointerWidth };
}

/** The sixth release is another instruction set, and n32 is 64-bit code with pointers of 32 bits. */
function mips(form: 32 | 64, flags: number): string {
  const set = (flags & EF_MIPS_ARCH) >>> 0;
  const sixth = set === EF_MIPS_ARCH_32R6 || set === EF_MIPS_ARCH_64R6;
  if (form === 64 || (flags & EF_MIPS_ABI2) !== 0) return sixth ? 'mips64r6' : 'mips64';
  return sixth ? 'mips32r6' : 'mips';
}
