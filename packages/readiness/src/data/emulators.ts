import * as z from 'zod';
import shipped from '../../data/emulators.json' with { type: 'json' };

const provenance = {
  source: z.string(),
  confidence: z
    .enum(['tried', 'not tried'])
    .describe('tried: a program of such a target ran on it, and its result came back'),
  note: z.string().optional(),
};

const UserRow = z.strictObject({
  architecture: z.string().describe('target_arch'),
  endian: z.enum(['little', 'big']),
  pointerWidth: z.int().optional(),
  hardFloat: z.boolean().optional().describe('does the ABI pass floating-point numbers in registers of their own?'),
  program: z.string(),
  sysroot: z.string().describe('where Debian’s packages for cross-compiling put the target’s libraries'),
  ...provenance,
});

const SystemRow = z.strictObject({
  families: z.array(z.string()).min(1).describe('the first part of the triple, of LLVM’s or of Rust’s, or target_arch'),
  program: z.string(),
  machine: z.string(),
  cpu: z.string(),
  args: z.array(z.string()),
  since: z.string().optional().describe('the first release of QEMU that has the machine'),
  ...provenance,
});

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const EmulatorData = z.strictObject({
  collected: z.iso.date(),
  user: z.array(UserRow).describe('QEMU in user mode: programs of Linux'),
  system: z.array(SystemRow).describe('QEMU as a whole machine, for programs that end by semihosting'),
});

const data = shipped as z.infer<typeof EmulatorData>;

/** What of a target decides which emulator runs its programs: the words of a readiness record. */
export interface EmulatedTarget {
  name: string;
  llvmTarget: string | null;
  architecture: string;
  /** "none" for bare metal. */
  os: string;
  /** target_env and target_abi, as one text; `null` where there is neither. */
  environment: string | null;
  endian: 'little' | 'big';
  pointerWidth: number;
}

/** A way to run a target's programs on another machine. The program's file comes after the arguments. */
export interface Emulator {
  program: string;
  args: string[];
  mode: 'user' | 'system';
  /** Of a whole machine. */
  machine: string | null;
  cpu: string | null;
  source: string;
  confidence: string;
}

/**
 * The emulators that run programs of a target, the best first: whichever is there may be used. Empty where none is known.
 *
 * A whole machine runs what ends itself by semihosting, and a program must be linked for its memory. In user mode, a program that
 * is linked dynamically needs the target's libraries below the folder after `-L`.
 */
export function emulatorFor(target: EmulatedTarget): Emulator[] {
  if (target.os === 'linux')
    return data.user.filter((row) => runsUser(row, target)).flatMap((row) => users(row, target));
  if (target.os !== 'none' || target.endian === 'big') return [];
  return data.system.filter((row) => runsSystem(row, target)).map(system);
}

/** The day on which the data about emulators was collected. */
export function emulatorsCollected(): string {
  return data.collected;
}

function runsUser(row: z.infer<typeof UserRow>, target: EmulatedTarget): boolean {
  const isHardFloat = /hf$/.test(target.name) || words(target.environment).includes('eabihf');
  return (
    row.architecture === target.architecture &&
    row.endian === target.endian &&
    (row.pointerWidth ?? target.pointerWidth) === target.pointerWidth &&
    (row.hardFloat ?? isHardFloat) === isHardFloat
  );
}

/** The statically linked QEMU is the same program under another name; Debian 12 has both. */
function users(row: z.infer<typeof UserRow>, { environment }: EmulatedTarget): Emulator[] {
  const isGnu = words(environment).includes('gnu');
  return [row.program, `${row.program}-static`].map((program) => ({
    program,
    // Debian’s libraries are glibc: for a program of musl, which is linked statically, they are none.
    args: isGnu ? ['-L', row.sysroot] : [],
    mode: 'user',
    machine: null,
    cpu: null,
    source: row.source,
    confidence: isGnu ? told(row) : 'not tried',
  }));
}

function runsSystem(
  { families }: z.infer<typeof SystemRow>,
  { name, llvmTarget, architecture }: EmulatedTarget,
): boolean {
  const first = (triple: string) => triple.split('-')[0] ?? triple;
  // A name that says more than the architecture names a CPU that the machine of the architecture need not be: aarch64v8r.
  const family = first(name) === 'aarch64v8r' ? undefined : first(llvmTarget ?? name);
  return (
    family !== undefined && families.some((known) => known === family || (known === architecture && known !== 'arm'))
  );
}

function system(row: z.infer<typeof SystemRow>): Emulator {
  const { program, machine, cpu, args, source } = row;
  const semihosting = ['-nographic', '-semihosting-config', 'enable=on,target=native'];
  return {
    program,
    args: ['-machine', machine, '-cpu', cpu, ...args, ...semihosting, '-kernel'],
    mode: 'system',
    machine,
    cpu,
    source,
    confidence: told(row),
  };
}

function told({ confidence, note }: { confidence: string; note?: string | undefined }): string {
  return note === undefined ? confidence : `${confidence}; ${note}`;
}

function words(environment: string | null): string[] {
  return (environment ?? '').split(/[^A-Za-z0-9]+/);
}
