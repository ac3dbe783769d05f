import path from 'node:path';
import { portablePath, type World } from '@assay/host';
import { findOnPath, searchPath, targetVariable } from '@assay/rust';
import { answered, answerOf } from './answer.js';
import { linkerSettings } from './configured-linker.js';
import { linkerName } from './linker-name.js';
import type { Sources } from './sources.js';
import type { Traits } from './traits.js';

/** What links for a target here, and whether it is there. */
export interface Linker {
  /** A program's name, or its portable path. */
  name: string;
  /** Do Cargo's environment or configuration name it? Then what the target itself has is not used. */
  isConfigured: boolean;
  /** `null` where that is not known. */
  isThere: boolean | null;
  /** Why it is not known, or where it is set; `null` where there is nothing to say. */
  note: string | null;
}

/**
 * Finds what links for a target. `undefined` where neither Cargo's settings nor the compiler name anything. Throws WorldError: interrupted.
 */
export async function findLinker(
  world: World,
  { identity, sysroot }: Pick<Sources, 'identity' | 'sysroot'>,
  { name: target, traits }: { name: string; traits: Traits | undefined },
): Promise<Linker | undefined> {
  const asked = await answerOf(async () => ({ value: await linkerSettings(world, target) }));
  const { configured, perhaps } = answered(asked) ?? {};
  if (configured !== undefined) {
    const { program, by } = configured;
    return { ...named(world, program), isConfigured: true, isThere: await isProgram(world, program, []), note: by };
  }
  if (traits === undefined || traits.linker === null) return undefined;
  const own = { name: linkerName(traits.linker), isConfigured: false };
  const note =
    ('trouble' in asked ? `Cargo’s configuration cannot be read: ${asked.trouble}` : null) ??
    (perhaps === undefined ? null : `${perhaps} may name another`) ??
    unsureWords(own.name, target, identity.host);
  if (note !== null) return { ...own, isThere: null, note };
  const folders = identity.host === null ? [] : [path.join(sysroot, 'lib', 'rustlib', identity.host, 'bin')];
  return { ...own, isThere: await isProgram(world, own.name, folders), note: null };
}

function named(world: World, program: string): { name: string } {
  return { name: path.isAbsolute(program) ? portablePath(program, world.anchors) : program };
}

/** Programs whose being there says nothing, or that are not looked for on `PATH`. */
function unsureWords(name: string, target: string, host: string | null): string | null {
  if (name === 'link.exe') return 'rustc looks for it where Visual Studio is installed, and Assay does not';
  if (!['cc', 'gcc', 'clang', 'ld'].includes(name) || target === host) return null;
  return `${name} links for the build machine; neither ${targetVariable(target, 'linker')} nor target.${target}.linker names one for the target`;
}

/** Is there a file that can be started? A name is looked for in these folders, then on `PATH`. `null`: it cannot be looked for. */
async function isProgram(world: World, program: string, folders: readonly string[]): Promise<boolean | null> {
  const answer = await answerOf(async () => {
    if (path.isAbsolute(program)) return { value: await world.files.isExecutable(program) };
    if (/[/\\]/.test(program)) return { trouble: 'a path that begins nowhere' };
    const all = [...folders, ...searchPath(world)];
    const found = await findOnPath(world, all, program.replace(/\.exe$/, ''));
    return { value: found !== undefined };
  });
  return answered(answer) ?? null;
}
