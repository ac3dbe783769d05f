import { type Place, UserError } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import { parseToml, type TomlDocument } from '@assay/toml';
import type { PublishedMember } from './facts.js';

/**
 * The lines on which a member states its version and its `rust-version`, in the workspace's manifest where it inherits them. Lines are for
 * people: where a manifest cannot be read for them, the file is named, and what it says is Cargo's word. Throws WorldError when interrupted.
 */
export async function placesIn(world: World, manifest: string): Promise<PublishedMember['at']> {
  const own = await readManifest(world, manifest);
  const root = await readManifest(world, 'Cargo.toml');
  const at = (key: string): Place => {
    const value = tableIn(own.document?.value, 'package')?.[key];
    const inherited = tableIn({ value }, 'value')?.workspace === true;
    return inherited ? placeOf(root, ['workspace', 'package', key]) : placeOf(own, ['package', key]);
  };
  return { rustVersion: at('rust-version'), version: at('version') };
}

interface Manifest {
  path: string;
  document: TomlDocument | undefined;
}

async function readManifest(world: World, file: string): Promise<Manifest> {
  const path = portablePath(file, world.anchors);
  try {
    return { path, document: parseToml(await world.files.readText(file), path) };
  } catch (error) {
    if (isWorldError(error, 'interrupted')) throw error;
    if (!isWorldError(error) && !(error instanceof UserError)) throw error;
    return { path, document: undefined };
  }
}

function placeOf({ path, document }: Manifest, keys: readonly string[]): Place {
  return document?.placeOf(keys) ?? { path };
}

function tableIn(from: Record<string, unknown> | undefined, key: string): Record<string, unknown> | undefined {
  const value = from?.[key];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
