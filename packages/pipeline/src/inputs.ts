import { type BundleParts, bundledInputs, markedInputs, sourceTexts } from '@assay/bundle';
import { type Statement, sha256, UserError } from '@assay/evidence';
import { isWorldError } from '@assay/host';
import type { Workspace } from './workspace.js';

/** Copies of the workspace's files that the evidence rests on. Throws UserError when one is not what it was any more. */
export async function readInputs(
  { world }: Pick<Workspace, 'world'>,
  statements: readonly Statement[],
): Promise<BundleParts['inputs']> {
  const listed = bundledInputs(statements);
  return Promise.all(
    listed.map(async ({ path: file, sha256: expected }) => {
      const content = await world.files.read(file);
      if (sha256(content) !== expected) {
        throw new UserError(`${file} has changed since the evidence was made`, { remedy: 'run the checks again' });
      }
      return { path: file, content };
    }),
  );
}

/**
 * The texts of the sources that the checks marked, for a report that is not bundled. One that is not there any more as it was judged is left
 * out: the report says so in its place.
 */
export async function readSourceTexts(
  { world, checks }: Pick<Workspace, 'world' | 'checks'>,
  statements: readonly Statement[],
): Promise<ReadonlyMap<string, string>> {
  const marked = markedInputs(statements, checks);
  const read = await Promise.all(marked.map(async ({ path }) => [path, await readIfPossible(world, path)] as const));
  const contents = new Map(read);
  return sourceTexts(marked, (path) => contents.get(path));
}

async function readIfPossible({ files }: Workspace['world'], path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}
