import path from 'node:path';
import type { World } from '@assay/host';
import { configBase, readCargoConfig, targetVariable } from '@assay/rust';

/** A linker that Cargo is told to take for a target. */
export interface ConfiguredLinker {
  /** An absolute path, or a name that is looked for on `PATH`; otherwise a path of which Assay does not know where it begins. */
  program: string;
  /** What tells it: a variable, or a key with its file. */
  by: string;
}

/** What Cargo's settings say of a target's linker. */
export interface LinkerSettings {
  configured: ConfiguredLinker | undefined;
  /** A key for all targets of a `cfg`, which may name another; Assay does not work out whether it holds. */
  perhaps: string | undefined;
}

/**
 * The linker that Cargo's settings name for a target: the environment first, then the configuration, `target.T.linker`.
 * https://doc.rust-lang.org/cargo/reference/config.html#targettriplelinker. Throws UserError and WorldError.
 */
export async function linkerSettings(world: World, target: string): Promise<LinkerSettings> {
  const variable = targetVariable(target, 'linker');
  const set = world.environment.get(variable) ?? '';
  if (set !== '') return { configured: { program: resolved(set, world.root), by: variable }, perhaps: undefined };
  let perhaps: string | undefined;
  for (const { path: file, document } of await readCargoConfig(world, world.anchors)) {
    for (const [key, value] of Object.entries(tableIn(document.value.target))) {
      const { linker } = tableIn(value);
      if (typeof linker !== 'string' || linker === '') continue;
      const by = `target.${key}.linker in ${file}`;
      if (key === target)
        return { configured: { program: resolved(linker, configBase(file, world)), by }, perhaps: undefined };
      if (key.startsWith('cfg(')) perhaps ??= by;
    }
  }
  return { configured: undefined, perhaps };
}

/** With a slash it is a path, counted from the folder; without, a name. */
function resolved(program: string, folder: string | undefined): string {
  return folder !== undefined && /[/\\]/.test(program) ? path.resolve(folder, program) : program;
}

function tableIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
