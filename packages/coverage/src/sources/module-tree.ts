import path from 'node:path';
import type { FileObligations } from '@assay/obligations';
import { type Candidate, filesOf } from './module-files.js';

/** What a source file is part of. The first in this order that it is reached by. */
const roles = ['product', 'test', 'bench', 'example', 'build script'] as const;
export type Role = (typeof roles)[number];

/** A target's first source file, absolute, and what it is. */
export interface Root {
  source: string;
  role: Role;
}

/** A file as it was found under some name. */
export interface Loaded {
  /** Its real path, and that of the folder in which it was named: files beside it are found by that one. */
  real: string;
  folder: string;
  /** `undefined` where it does not parse. */
  obligations: FileObligations | undefined;
}

/** What a kind of target is to the product. https://doc.rust-lang.org/cargo/reference/cargo-targets.html */
export function roleOf(kinds: readonly string[]): Role {
  for (const role of ['test', 'bench', 'example'] as const) if (kinds.includes(role)) return role;
  return kinds.includes('custom-build') ? 'build script' : 'product';
}

/**
 * Follows `mod` and `include!` from the sources of all targets. `load` gives what is in a file (absolute); `undefined`
 * where there is no such file. Returns what each file is part of, by its real path. `note` is told everything that one
 * is part of.
 */
export async function followModules(
  roots: readonly Root[],
  load: (file: string) => Promise<Loaded | undefined>,
  note: (real: string, role: Role) => void = () => undefined,
): Promise<ReadonlyMap<string, Role>> {
  const reached = new Map<string, Role>();
  const followed = new Map<string, Role>();

  const visit = async (candidate: Candidate, role: Role): Promise<boolean> => {
    const loaded = await load(candidate.file);
    if (loaded === undefined) return false;
    const { real, folder, obligations } = loaded;
    keepNearest(reached, real, role);
    note(real, role);
    // A file that several folders hold by links is followed in each of them, and in none of them twice for the same.
    const isNew = keepNearest(followed, JSON.stringify([real, folder, candidate.ownsFolder, role]), role);
    if (isNew && obligations !== undefined) await follow(candidate, obligations, role);
    return true;
  };

  const follow = async (from: Candidate, { modules, includes }: FileObligations, role: Role): Promise<void> => {
    for (const module of modules) {
      const isChosen = module.conditionalPaths.length > 0;
      const next = below(role, module.isTest);
      for (const candidate of filesOf(from, module)) {
        // Which of several paths holds is up to the configuration: all of them are the product's.
        if ((await visit(candidate, next)) && !isChosen) break;
      }
    }
    for (const { path: included, isTest } of includes) {
      if (included === undefined) continue;
      const file = path.resolve(path.dirname(from.file), included);
      await visit({ file, ownsFolder: true }, below(role, isTest));
    }
  };

  for (const { source, role } of roots) await visit({ file: source, ownsFolder: true }, role);
  return reached;
}

function below(role: Role, isTest: boolean): Role {
  return role === 'product' && isTest ? 'test' : role;
}

/** Notes the role where there was none, or one that comes later in their order. Says whether it did. */
function keepNearest(known: Map<string, Role>, key: string, role: Role): boolean {
  const before = known.get(key);
  if (before !== undefined && roles.indexOf(role) >= roles.indexOf(before)) return false;
  known.set(key, role);
  return true;
}
