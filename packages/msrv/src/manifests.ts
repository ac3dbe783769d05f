import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import { type Inferred, inferFromManifest, type Member } from '@assay/rust';
import { parseTomlFast } from '@assay/toml';

/** What the workspace's own manifests show, by Cargo's id of the member. */
export interface Manifests {
  of: ReadonlyMap<string, readonly Inferred[]>;
  gaps: Gap[];
}

/**
 * Reads the manifests of the workspace as they are written: what Cargo says of a member has been read by the pinned Cargo, and no longer
 * shows which of its words an older one refuses. What stands in the root's holds for every member. Throws WorldError when interrupted.
 */
export async function readManifests(world: World, members: readonly Member[]): Promise<Manifests> {
  const root = await shownBy(world, 'Cargo.toml');
  const own = await Promise.all(members.map(({ manifest }) => shownBy(world, manifest)));
  return {
    of: new Map(members.map(({ id }, index) => [id, [...(root.shown ?? []), ...(own[index]?.shown ?? [])]])),
    gaps: [root, ...own].flatMap(({ gap }) => gap ?? []),
  };
}

async function shownBy(world: World, file: string): Promise<{ shown?: Inferred[]; gap?: Gap }> {
  const path = portablePath(file, world.anchors);
  try {
    return { shown: inferFromManifest(parseTomlFast(await world.files.readText(file), path)) };
  } catch (error) {
    // Cargo 1.94 and newer read TOML 1.1, which this reader does not; that the manifest is in order, Cargo has said.
    if (error instanceof UserError) return { shown: [] };
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return {
      gap: {
        what: `which Cargo ${path} needs`,
        why: error.message,
        remedy: 'make it readable for this user',
        at: { path },
      },
    };
  }
}
