import { isWorldError, type ToolSpec, type World } from '@assay/host';

/** What a compiled crate links. A crate is named as its files are, with what keeps builds apart: `serde-3abd2df7e4a2a61c`. */
export interface LinkedCrates {
  crate: string;
  /**
   * Every crate that is linked with it, in the order in which the compiler loaded them: each comes before those that it brought. Crates
   * that are there for their macros alone are left out.
   */
  links: string[];
}

/** The option that makes rustc list what a library links, as 1.85 to 1.95 and as 1.63 know it. */
const forms = ['-Zls=root', '-Zls'];

/**
 * Asks the compiler that made a library what is linked with it. `undefined` where it does not say: the file is of another compiler or
 * holds no metadata, or the compiler has no such option. The option is unstable; the variable that permits it reaches nothing but this
 * run, which compiles nothing. Throws WorldError when interrupted.
 */
export async function linkedCrates(world: World, rustc: ToolSpec, file: string): Promise<LinkedCrates | undefined> {
  try {
    for (const form of forms) {
      const options = { env: { RUSTC_BOOTSTRAP: '1' }, timeout: 60_000 };
      const { status, stdout } = await world.tools.run(rustc, [form, file], options);
      // Where it cannot read the file, it says so and ends well; where it does not know the option, it fails.
      if (status === 0) return readLinkedCrates(stdout);
    }
    return undefined;
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}

const listed = /^(\d+) (\S+) hash [0-9a-f]+ host_hash \S+ kind (\w+)(?: |$)/;

/** Reads what `rustc -Zls=root FILE` printed; `undefined` where it is not whole or of another form. */
export function readLinkedCrates(stdout: string): LinkedCrates | undefined {
  const [before = '', after] = stdout.split('=External Dependencies=\n');
  const crate = /^name (\S+)$/m.exec(before)?.[1];
  // The list ends with an empty line.
  const list = after === undefined ? null : /^([\s\S]*?\n)?\n/.exec(after);
  if (crate === undefined || list === null) return undefined;
  const links: string[] = [];
  for (const [at, line] of (list[1] ?? '').split('\n').slice(0, -1).entries()) {
    const [, number, name, kind] = listed.exec(line) ?? [];
    if (name === undefined || number !== String(at + 1)) return undefined;
    if (kind !== 'MacrosOnly') links.push(name);
  }
  return { crate, links };
}
