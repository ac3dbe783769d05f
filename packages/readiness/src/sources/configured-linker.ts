import path from 'node:path';
import type { World } from '@assay/host';
import { readCargoConfig } from '@assay/rust';

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
  const variable = linkerVariable(target);
  const set = world.environment.get(variable) ?? '';
  if (set !== '') return { configured: { program: resolved(set, world.root), by: variable }, perhaps: undefined };
  let perhaps: string | undefined;
  for (const { path: file, document } of await readCargoConfig(world, world.anchors)) {
    for (const [key, value] of Object.entries(tableIn(document.value.target))) {
      const { linker } = tableIn(value);
      if (typeof linker !== 'string' || linker === '') continue;
      const by = `target.${key}.linker in ${file}`;
      if (key === target)
        return { configured: { program: resolved(linker, baseOf(file, world)), by }, perhaps: undefined };
      if (key.startsWith('cfg(')) perhaps ??= by;
    }
  }
  return { configured: undefined, perhaps };
}

/** The variable by which Cargo takes a target's linker. */
export function linkerVariable(target: string): string {
  return `CARGO_TARGET_${target.toUpperCase().replace(/[-.]/g, '_')}_LINKER`;
}

/** With a slash it is a path, counted from the folder; without, a name. */
function resolved(program: string, folder: string | undefined): string {
  return folder !== undefined && /[/\\]/.test(program) ? path.resolve(folder, program) : program;
}

/**
 * Paths in a configuration count from the folder that holds the `.cargo` folder of its file. `undefined` for a file that is included from
 * somewhere else.
 */
function baseOf(file: string, { root, anchors }: World): string | undefined {
  const home = '$CARGO_HOME/';
  if (file.startsWith(home) && anchors.cargoHome !== undefined)
    return path.dirname(path.dirname(path.join(anchors.cargoHome, file.slice(home.length))));
  return /^[$~<]/.test(file) ? undefined : path.dirname(path.dirname(path.resolve(root, file)));
}

function tableIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
