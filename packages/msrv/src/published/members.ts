import path from 'node:path';
import { byCodeUnit } from '@assay/evidence';
import type { World } from '@assay/host';
import { askMetadata, type CargoFailure, type Member, membersRun } from '@assay/rust';
import * as z from 'zod';

/** A member that can be published. */
export interface PublishableMember extends Member {
  /** What it declares, as Cargo sees it: inherited from the workspace too. */
  rustVersion: string | null;
  /** Names of the registries that its manifest allows; `null` for any. */
  registries: string[] | null;
  /** Members that it depends on directly, by their folders. */
  siblings: Omit<Sibling, 'version'>[];
}

/** The members that can be published, and the names of those that cannot. Both sorted by name. */
export interface PublishableMembers {
  members: PublishableMember[];
  leftOut: string[];
}

const Listed = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  manifest_path: z.string(),
  rust_version: z.string().nullable(),
  publish: z.array(z.string()).nullable(),
  features: z.record(z.string(), z.unknown()),
  dependencies: z.array(z.object({ path: z.string().nullish(), registry: z.string().nullish() })),
});
type Listed = z.infer<typeof Listed>;

/**
 * Asks Cargo which members can be published: those whose `publish` is neither `false` nor empty. What fails is an outcome; only an
 * interruption throws. https://doc.rust-lang.org/cargo/reference/manifest.html#the-publish-field
 */
export async function readPublishable(world: World): Promise<PublishableMembers | { failure: CargoFailure }> {
  const outcome = await askMetadata(world, membersRun, z.object({ packages: z.array(Listed) }));
  if ('failure' in outcome) return outcome;
  const listed = [...outcome.metadata.packages].sort((a, b) => byCodeUnit(a.name, b.name));
  const open = listed.filter(canBePublished);
  return {
    members: open.map((each) => publishable(each, open)),
    leftOut: listed.filter((each) => !canBePublished(each)).map(({ name }) => name),
  };
}

/** A member that another one depends on. */
export interface Sibling {
  name: string;
  version: string;
  /** The index of the registry that it is published in; `undefined` for crates.io. */
  registry: string | undefined;
}

/** The member and all that it depends on by folders, directly or not, in the order of `members`. */
export function withSiblings(member: PublishableMember, members: readonly PublishableMember[]): PublishableMember[] {
  const names = new Set([member.name]);
  // A Set yields what is added while it is walked: it is the queue.
  for (const name of names) {
    for (const sibling of members.find((each) => each.name === name)?.siblings ?? []) names.add(sibling.name);
  }
  return members.filter(({ name }) => names.has(name));
}

/** The members that a member depends on by folders, directly or not, each once. */
export function siblingsOf(member: PublishableMember, members: readonly PublishableMember[]): Sibling[] {
  const set = withSiblings(member, members);
  const registries = new Map(set.flatMap(({ siblings }) => siblings.map(({ name, registry }) => [name, registry])));
  return set
    .filter((each) => each !== member)
    .map(({ name, version }) => ({ name, version, registry: registries.get(name) }));
}

function canBePublished({ publish }: Listed): boolean {
  return publish === null || publish.length > 0;
}

function publishable(listed: Listed, open: readonly Listed[]): PublishableMember {
  const { id, name, version, manifest_path: manifest, rust_version: rustVersion, publish, features } = listed;
  const siblings = listed.dependencies.flatMap(({ path: folder, registry }) => {
    const sibling = open.find((each) => folder != null && path.dirname(each.manifest_path) === path.normalize(folder));
    return sibling === undefined ? [] : [{ name: sibling.name, registry: registry ?? undefined }];
  });
  return { id, name, version, manifest, features: Object.keys(features), rustVersion, registries: publish, siblings };
}
