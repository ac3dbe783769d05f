import path from 'node:path';
import { BUNDLE_LIMIT, type BundleParts, namedProducts, PLAN, PLANNED_LOCK, planFaults } from '@assay/bundle';
import type { Product } from '@assay/check';
import { type Statement, sha256, UserError } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import type { Workspace } from './workspace.js';

/** What lies beside the folder of evidence and is named by it. Throws UserError, naming each that is missing or another than it was. */
export async function readProducts(
  { world, paths }: Pick<Workspace, 'world' | 'paths'>,
  statements: readonly Statement[],
): Promise<BundleParts['products']> {
  const read = namedProducts(statements).map(async ({ path: file, check, sha256: expected }) => {
    const place = path.join(path.dirname(paths.evidence), file);
    const content = await readIfThere(world, place);
    if (content === undefined)
      return { trouble: `${portablePath(place, world.anchors)} is missing; the evidence of ${check} names it` };
    if (sha256(content) === expected) return { path: file, content };
    return { trouble: `${portablePath(place, world.anchors)} is not the file that the evidence of ${check} names` };
  });
  const all: ({ path: string; content: Uint8Array } | { trouble: string })[] = await Promise.all(read);
  const troubles = all.flatMap((each) => ('trouble' in each ? [each.trouble] : []));
  if (troubles.length > 0) {
    throw new UserError(
      `files that checks left beside the evidence are not there as they were:\n  ${troubles.join('\n  ')}`,
      {
        remedy:
          'bring the folders of the checks along with the folder of evidence, side by side as they were; or run the checks again',
      },
    );
  }
  return all.flatMap((each) => ('content' in each ? [each] : []));
}

/** The plan of a lock file that lies beside the evidence, where it was made from what the evidence rests on; else why it is left out. */
export async function readPlan(
  { world, paths }: Pick<Workspace, 'world' | 'paths'>,
  statements: readonly Statement[],
): Promise<{ files: Product[]; notes: string[] }> {
  const beside = (file: string) => path.join(path.dirname(paths.evidence), file);
  const [plan, lock] = await Promise.all(
    [PLAN, PLANNED_LOCK].map((file) => world.files.readTextIfPresent(beside(file))),
  );
  if (plan === undefined) return { files: [], notes: [] };
  const faults = planFaults(parsed(plan), lock === undefined ? undefined : sha256(lock), statements);
  if (faults.length > 0) {
    return {
      files: [],
      notes: [`not in the bundle: ${portablePath(beside(PLAN), world.anchors)}, which ${faults.join(', and ')}`],
    };
  }
  const locks = lock === undefined ? [] : [{ name: PLANNED_LOCK, content: lock }];
  return { files: [...locks, { name: PLAN, content: plan }], notes: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readIfThere({ files }: World, file: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(file, { maxBytes: BUNDLE_LIMIT });
  } catch (error) {
    if (isWorldError(error, 'not-found')) return undefined;
    throw error;
  }
}
