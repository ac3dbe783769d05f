import { explain } from '../blocked/explain.js';
import { type Catalogue, withMembers } from '../cargo/catalogue.js';
import { beforeAndAfter } from '../changes/before-after.js';
import { changesOf } from '../changes/changes.js';
import type { ManifestDependency, Member } from '../input.js';
import { type ResolvedPackage, resolvedPackages } from '../lock/resolved.js';
import type { BlockedRequirement, BlockingChain } from '../output.js';
import { solve } from '../solve.js';

/** What a search came to with members that are altered. */
export type Attempt =
  | { kind: 'solved'; changes: number; packages: readonly ResolvedPackage[] }
  | { kind: 'blocked'; chain: BlockingChain }
  /** There is no way, and no chain shows why; or the search gave up. */
  | { kind: 'unknown' };

/** Searches for a lock file of altered members. Their dev-dependencies are not held to the baselines. */
export function attempt(catalogue: Catalogue, members: readonly Member[]): Attempt {
  const { problem, outcome } = solve(withMembers(catalogue, members), { devHeld: false });
  if (outcome.kind === 'limit') return { kind: 'unknown' };
  if (outcome.kind === 'unsolvable') {
    const chain = explain(problem, outcome.causes);
    return chain === undefined ? { kind: 'unknown' } : { kind: 'blocked', chain };
  }
  const graphs = beforeAndAfter(problem);
  const packages = resolvedPackages(graphs.plannedLock);
  return { kind: 'solved', changes: changesOf(graphs).length, packages };
}

/** The member and its dependencies at the head of a chain. */
export interface Head {
  member: Member;
  dependencies: readonly ManifestDependency[];
  because: BlockedRequirement;
}

/** Where a chain begins; `undefined` where the member itself is the matter. */
export function headOf(members: readonly Member[], { member: id, because }: BlockingChain): Head | undefined {
  const member = members.find((each) => each.id === id);
  if (member === undefined || !('requirement' in because)) return undefined;
  const { name, requirement } = because.requirement;
  const dependencies = member.dependencies.filter((each) => each.package === name && each.requirement === requirement);
  return dependencies.length === 0 ? undefined : { member, dependencies, because: because.requirement };
}

/** The members, with another in the place of the one of the same id. */
export function withMember(members: readonly Member[], altered: Member): Member[] {
  return members.map((each) => (each.id === altered.id ? altered : each));
}
