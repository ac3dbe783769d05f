import type { Specification } from './specification.js';

/** `64`, `32, no compare-and-swap`, `none`. */
export function atomicsInWords(width: number, hasCompareAndSwap: boolean): string {
  if (width === 0) return 'none';
  return hasCompareAndSwap ? String(width) : `${width}, no compare-and-swap`;
}

/** `x86-64`, `generic with +v8a, +neon`; `null` where whoever compiles has to name a CPU. */
export function cpuInWords(spec: Pick<Specification, 'cpu' | 'features' | 'need-explicit-cpu'>): string | null {
  if (spec['need-explicit-cpu']) return null;
  const features = spec.features.split(',').filter((feature) => feature !== '');
  const cpu = spec.cpu ?? 'generic';
  return features.length === 0 ? cpu : `${cpu} with ${features.join(', ')}`;
}

type FloatKeys = 'arch' | 'abi' | 'features' | 'llvm-floatabi' | 'llvm-abiname' | 'rustc-abi';

/**
 * How floating-point numbers are passed to functions: `hard` in registers of the FPU, `soft` without one, `softfp` as without one while
 * the FPU computes. `null` where the specification leaves it to LLVM.
 * https://doc.rust-lang.org/rustc/platform-support/arm-none-eabi.html, https://github.com/riscv-non-isa/riscv-elf-psabi-doc
 */
export function floatAbiOf(spec: Pick<Specification, FloatKeys>): string | null {
  const features = spec.features.split(',');
  const says = (feature: string) => features.includes(feature);
  if (spec.abi === 'softfloat' || spec['rustc-abi'] === 'softfloat' || says('+soft-float')) return 'soft';
  if (spec.arch === 'arm') return armFloatAbi(spec, features);
  const named = byAbiName.get(spec['llvm-abiname'] ?? '');
  if (named !== undefined) return named;
  return alwaysHard.includes(spec.arch) ? 'hard' : null;
}

/** Before 1.84 no specification has `llvm-floatabi`; the ABI's name says the same. */
function armFloatAbi(
  { abi, 'llvm-floatabi': floatAbi = /hf$/.test(abi) ? 'hard' : 'soft' }: Pick<Specification, FloatKeys>,
  features: readonly string[],
): string {
  if (floatAbi === 'hard') return 'hard';
  const hasFpu = features.some((feature) => /^\+(vfp|neon|fp-armv8)/.test(feature));
  return hasFpu ? 'softfp' : 'soft';
}

/** Names of RISC-V's and LoongArch's ABIs say it with their last letter; those of other architectures do not. */
const byAbiName: ReadonlyMap<string, string> = new Map([
  ...['ilp32', 'ilp32e', 'ilp32s', 'lp64', 'lp64e', 'lp64s'].map((name) => [name, 'soft'] as const),
  ...['ilp32f', 'ilp32d', 'lp64f', 'lp64d'].map((name) => [name, 'hard'] as const),
]);

/** Whose ABIs all pass them in registers of their own, soft-float ones apart. */
const alwaysHard: readonly string[] = ['x86', 'x86_64', 'aarch64', 'arm64ec', 's390x'];
