import type { ToolchainFacts } from './facts.js';

/** Looked at in every workspace: the environment, the pin, rustc, cargo, Cargo's configuration, the programs that a build starts. */
const ALWAYS = 6;

/** How many sources there are to look at: the lock is one where the workspace has it. Pure. */
export function examinedIn({ lockPresent }: ToolchainFacts): number {
  return ALWAYS + (lockPresent ? 1 : 0);
}

/** The files that decide which toolchain runs. Pure. */
export function inputsIn({ pin, shadowedPin, lock, configFiles }: ToolchainFacts): { path: string }[] {
  const places = [pin?.at, shadowedPin?.at, lock?.at].flatMap((at) => at ?? []);
  return [...places, ...configFiles].map(({ path }) => ({ path }));
}

/** What could not be found of the toolchain. Pure. */
export function unestablishedIn({ sysroot, rustc, cargo, programs, lockPresent, lock }: ToolchainFacts): string[] {
  const started = (name: string) => programs.some((program) => program.name === name);
  return [
    ...(sysroot === null ? ['which toolchain a build uses'] : []),
    ...(rustc === null ? ['which rustc runs in the workspace'] : []),
    ...(cargo === null ? ['which cargo runs in the workspace'] : []),
    ...(sysroot !== null && !started('rustc') ? ['what a build starts as rustc'] : []),
    ...(lockPresent && lock === null ? ['whether the toolchain is the one that is locked'] : []),
  ];
}
