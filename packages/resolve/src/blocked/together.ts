import { groupBy } from '@assay/evidence';
import type { BlockedRequirement, BlockedVersions, BlockedWhy } from '../output.js';

/** A version that cannot be chosen, and why. */
export interface Objected {
  version: string;
  why: BlockedWhy;
}

/** Puts versions together that cannot be chosen for the same reason, or because the same is required by narrower requirements. */
export function together(objected: readonly Objected[]): BlockedVersions[] {
  const groups = groupBy(objected, ({ why }) => (why.kind === 'requires' ? why.blocked : JSON.stringify(why)));
  const same = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ versions: group.map(({ version }) => version), why: first.why }];
  });
  const order = new Map(objected.map(({ version }, index) => [version, index]));
  const place = (version: string) => order.get(version) ?? 0;
  return withoutNarrower(same)
    .map(({ versions, why }) => ({ versions: versions.toSorted((a, b) => place(a) - place(b)), why }))
    .sort((a, b) => place(a.versions[0] ?? '') - place(b.versions[0] ?? ''));
}

function withoutNarrower(groups: readonly BlockedVersions[]): BlockedVersions[] {
  const widestFirst = groups.toSorted((a, b) => countOf(b.why) - countOf(a.why));
  const kept: BlockedVersions[] = [];
  for (const group of widestFirst) {
    const index = kept.findIndex((wider) => isNarrower(group.why, wider.why));
    const wider = kept[index];
    if (wider === undefined) kept.push(group);
    else
      kept[index] = { versions: [...wider.versions, ...group.versions], why: withRequirementOf(wider.why, group.why) };
  }
  return kept;
}

function countOf(why: BlockedWhy): number {
  return why.kind === 'requires' ? versionsOf(why.blocked).length : 0;
}

function isNarrower(why: BlockedWhy, than: BlockedWhy): boolean {
  if (why.kind !== 'requires' || than.kind !== 'requires') return false;
  const [own, wider] = [why.blocked, than.blocked];
  if (own.name !== wider.name || own.feature !== wider.feature || own.isMissing || wider.isMissing) return false;
  const covered = new Set(versionsOf(wider));
  return versionsOf(own).every((version) => covered.has(version));
}

function withRequirementOf(why: BlockedWhy, narrower: BlockedWhy): BlockedWhy {
  if (why.kind !== 'requires' || narrower.kind !== 'requires') return why;
  const all = new Set([...why.narrower, ...narrower.narrower, narrower.blocked.requirement]);
  all.delete(why.blocked.requirement);
  return { ...why, narrower: [...all] };
}

function versionsOf({ versions }: BlockedRequirement): string[] {
  return versions.flatMap((each) => [...each.versions]);
}
