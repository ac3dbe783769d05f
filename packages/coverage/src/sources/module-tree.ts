import path from 'node:path';
import type { FileObligations, ModuleDeclaration } from '@assay/obligations';

/** What a source file is part of. The first in this order that it is reached by. */
export const roles = ['product', 'test', 'bench', 'example', 'build script'] as const;
export type Role = (typeof roles)[number];

/** How a file is reached from the sources of targets. */
export interface Reached {
  role: Role;
  /** Is it reached only where a `cfg` holds? */
  conditional: boolean;
}

/** A target's first source file, absolute, and what it is. */
export interface Root {
  source: string;
  role: Role;
}

/** What a kind of target is to the product. https://doc.rust-lang.org/cargo/reference/cargo-targets.html */
export function roleOf(kinds: readonly string[]): Role {
  for (const role of ['test', 'bench', 'example'] as const) if (kinds.includes(role)) return role;
  return kinds.includes('custom-build') ? 'build script' : 'product';
}

/**
 * Follows `mod` and `include!` from the sources of all targets. `load` gives a file's obligations; `undefined` where there is no such
 * file, or it does not parse. Returns how each file that it gave is reached.
 * https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames
 */
export async function followModules(
  roots: readonly Root[],
  load: (file: string) => Promise<FileObligations | undefined>,
): Promise<ReadonlyMap<string, Reached>> {
  const reached = new Map<string, Reached>();

  const visit = async (file: string, ownsFolder: boolean, way: Reached): Promise<boolean> => {
    const obligations = await load(file);
    if (obligations === undefined) return false;
    const before = reached.get(file);
    if (before !== undefined && !isNearer(way, before)) return true;
    reached.set(file, way);
    for (const module of obligations.modules) {
      const next = below(way, module.isTest, module.cfg);
      const isChosen = module.conditionalPaths.length > 0;
      for (const candidate of filesOf(file, ownsFolder, module)) {
        // Which of several paths holds is up to the configuration: all of them are the product's.
        const way = isChosen ? { ...next, conditional: true } : next;
        if ((await visit(candidate.file, candidate.ownsFolder, way)) && !isChosen) break;
      }
    }
    for (const { path: included, isTest, cfg } of obligations.includes) {
      if (included === undefined) continue;
      await visit(path.resolve(path.dirname(file), included), true, below(way, isTest, cfg));
    }
    return true;
  };

  for (const { source, role } of roots) await visit(source, true, { role, conditional: false });
  return reached;
}

function below({ role, conditional }: Reached, isTest: boolean, cfg: readonly string[]): Reached {
  return { role: role === 'product' && isTest ? 'test' : role, conditional: conditional || cfg.length > 0 };
}

/** Is the way a nearer one than that before: to the product, and without a condition? */
function isNearer(way: Reached, before: Reached): boolean {
  const [own, other] = [roles.indexOf(way.role), roles.indexOf(before.role)];
  return own < other || (own === other && before.conditional && !way.conditional);
}

interface Candidate {
  file: string;
  /** Do its modules lie in its own folder, rather than in one that has its name? */
  ownsFolder: boolean;
}

/** The files in which the code of a module may be. */
function filesOf(
  file: string,
  ownsFolder: boolean,
  { name, inside, path: named, conditionalPaths }: ModuleDeclaration,
): Candidate[] {
  const folder = path.dirname(file);
  const own = ownsFolder ? folder : path.join(folder, path.basename(file, '.rs'));
  // A path attribute of a module that stands in no other is relative to the file; within inline modules to their folder.
  const within = inside.reduce((above, module) => path.join(above, module.path ?? module.name), own);
  const at = (other: string) => ({
    file: path.resolve(inside.length === 0 ? folder : within, other),
    ownsFolder: true,
  });
  if (named !== undefined) return [at(named)];
  const plain = name.replace(/^r#/, '');
  return [
    ...conditionalPaths.map((each) => at(each.path)),
    { file: path.join(within, `${plain}.rs`), ownsFolder: false },
    { file: path.join(within, plain, 'mod.rs'), ownsFolder: true },
  ];
}
