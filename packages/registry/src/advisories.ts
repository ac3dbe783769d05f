import path from 'node:path';
import { count, UserError } from '@assay/evidence';
import { portablePath, type World } from '@assay/host';
import { type Advisory, type AdvisoryFile, affects, readAdvisory } from './advisory.js';

/**
 * RustSec's database in a folder. How old it is, the caller must ask: where the folder is a git checkout, by the date of its
 * commit; otherwise it is not known.
 */
export interface AdvisoryDatabase {
  /**
   * The advisories that speak of a version and are not withdrawn, by id. Reads a package's advisories when they are first asked
   * for. Throws UserError for one that cannot be understood, and WorldError for one that cannot be read.
   */
  advisoriesOf(name: string, version: string): Promise<Advisory[]>;
}

/** 1 MiB: some thirty times the longest advisory. */
const ADVISORY_LIMIT = 1024 * 1024;

/**
 * Opens the database in a folder, absolute or relative to the workspace root. Throws UserError where the folder is not such a
 * database, WorldError where it cannot be looked at. https://github.com/rustsec/advisory-db
 */
export async function openAdvisories(world: World, folder: string): Promise<AdvisoryDatabase> {
  const crates = path.join(folder, 'crates');
  const isThere = (await world.files.kind(crates)) === 'folder';
  const packages = new Set(isThere ? await world.files.list(crates) : []);
  if (packages.size === 0) throw notADatabase(portablePath(folder, world.anchors));
  const known = new Map<string, Promise<AdvisoryFile[]>>();
  return {
    async advisoriesOf(name, version) {
      // Only names that were listed lead to a path.
      if (!packages.has(name)) return [];
      const files = known.get(name) ?? readFolder(world, path.join(crates, name), name);
      known.set(name, files);
      return (await files).filter((file) => affects(file, version)).map(toAdvisory);
    },
  };
}

async function readFolder(world: World, folder: string, name: string): Promise<AdvisoryFile[]> {
  const files = (await world.files.list(folder)).filter((file) => !file.startsWith('.'));
  const shown = portablePath(folder, world.anchors);
  if (files.length === 0) throw incomplete(shown, 'the package has a folder, and no advisory');
  const ids = files.map((file) => /^(RUSTSEC-\d{4}-\d{4,})\.md$/.exec(file)?.[1]);
  const others = ids.filter((id) => id === undefined).length;
  // In a form that is not known here they could be advisories all the same.
  if (others > 0) throw incomplete(shown, `${count(others, 'file')} in it are not named RUSTSEC-….md`);
  return Promise.all(
    ids
      .filter((id) => id !== undefined)
      .map((id) => readFile(world, path.join(folder, `${id}.md`), { package: name, id })),
  );
}

async function readFile(world: World, file: string, expected: { package: string; id: string }): Promise<AdvisoryFile> {
  const content = await world.files.readText(file, { maxBytes: ADVISORY_LIMIT });
  return readAdvisory(content, portablePath(file, world.anchors), expected);
}

function toAdvisory({ id, title, date, informational }: AdvisoryFile): Advisory {
  return { id, title, date, informational };
}

const remedy = 'fetch it: git clone https://github.com/rustsec/advisory-db';

function notADatabase(shown: string): UserError {
  return new UserError('this folder is not RustSec’s advisory database: it has no folder crates with packages in it', {
    at: { path: shown },
    remedy,
  });
}

function incomplete(shown: string, why: string): UserError {
  return new UserError(`the advisories of a package are not as RustSec keeps them: ${why}`, {
    at: { path: shown },
    remedy,
  });
}
