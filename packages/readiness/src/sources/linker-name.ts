import type { Traits } from './traits.js';

/**
 * The program that rustc starts to link: the one that the specification names, else the usual one of its flavor (facts:
 * `linker_and_flavor` of rustc_codegen_ssa 1.85). Old names of flavors among them, which JSON files may still have.
 */
export function linkerName({ name, flavor }: NonNullable<Traits['linker']>): string {
  if (name !== null) return name;
  const its = flavor ?? 'gnu-cc';
  const special = specialPrograms.get(its);
  if (special !== undefined) return special;
  if (/(^|-)cc$|^gcc$/.test(its)) return 'cc';
  return /lld/.test(its) ? 'lld' : 'ld';
}

const specialPrograms: ReadonlyMap<string, string> = new Map([
  ...['em', 'em-cc'].map((flavor) => [flavor, 'emcc'] as const),
  ['msvc', 'link.exe'],
  ['lld-link', 'lld'],
  ['wasm-ld', 'lld'],
  ...['bpf', 'bpf-linker'].map((flavor) => [flavor, 'bpf-linker'] as const),
  ...['ptx', 'ptx-linker'].map((flavor) => [flavor, 'rust-ptx-linker'] as const),
  ['llbc', 'llvm-bitcode-linker'],
]);
