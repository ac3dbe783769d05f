import { byCodeUnit } from '@assay/evidence';
import { type Anchors, portablePath } from '@assay/host';
import { baselineOf, levelOf, type Policy } from '@assay/policy';
import { baselineNamed, type CargoLock, type CargoMetadata, type CargoPackage, type LockedPackage } from '@assay/rust';
import {
  type BaselineFact,
  type DependencyKind,
  dependencyKinds,
  type MemberFact,
  type MsrvFacts,
  type PackageFact,
} from './facts.js';
import { lockEntries, packageIds, sourceKind } from './identity.js';
import { reachOf } from './reach.js';

/** The facts of a workspace, or the packages of Cargo's graph that the lock file lacks, which should be none. */
export type Joined = { facts: MsrvFacts } | { absent: string[] };

/** Joins Cargo's graph, the lock file and the policy. Pure. */
export function joinGraph(metadata: CargoMetadata, lock: CargoLock, policy: Policy, anchors: Anchors): Joined {
  const ids = packageIds(metadata.packages, anchors);
  const idOf = (cargoId: string) => ids.get(cargoId) ?? cargoId;
  const entryOf = lockEntries(lock);
  const members = new Set(metadata.workspace_members);
  const edges = new Map(metadata.resolve.nodes.map((node) => [node.id, node.deps]));
  const found = new Map<LockedPackage, PackageFact>();
  const absent: string[] = [];
  for (const each of metadata.packages) {
    const entry = entryOf(each);
    if (entry === undefined) absent.push(idOf(each.id));
    else found.set(entry, packageFact(each, entry));
  }
  if (absent.length > 0) return { absent: absent.sort(byCodeUnit) };
  return {
    facts: onlyReached({
      baseline: workspaceBaseline(policy),
      lock: lockFact(lock, 'read'),
      members: metadata.packages
        .filter((each) => members.has(each.id))
        .map((each) => memberFact(idOf(each.id), each.name, policy))
        .sort((a, b) => byCodeUnit(a.id, b.id)),
      packages: [...found.values()].sort((a, b) => byCodeUnit(a.id, b.id)),
      unreached: lock.packages.filter((entry) => !found.has(entry)).map(unreachedFact),
    }),
  };

  function packageFact(each: CargoPackage, { line }: LockedPackage): PackageFact {
    const { id, name, version, rust_version: rustVersion, edition } = each;
    const source = sourceKind(each.source, members.has(id));
    const local = source === 'member' || source === 'path';
    return {
      id: idOf(id),
      name,
      version,
      source,
      ...(local ? { manifest: portablePath(each.manifest_path, anchors) } : {}),
      rustVersion,
      edition,
      line,
      dependencies: (edges.get(id) ?? [])
        .map(({ pkg, dep_kinds }) => ({ id: idOf(pkg), kinds: kindsOf(dep_kinds) }))
        .sort((a, b) => byCodeUnit(a.id, b.id)),
    };
  }
}

/** Facts where Cargo gave no graph, because the lock file is missing or stale. */
export function factsWithoutGraph(lock: MsrvFacts['lock'], policy: Policy): MsrvFacts {
  return { baseline: workspaceBaseline(policy), lock, members: [], packages: [], unreached: [] };
}

/** What the facts hold of a lock file. */
export function lockFact({ path, version, versionLine }: CargoLock, state: 'read' | 'stale'): MsrvFacts['lock'] {
  return { path, state, format: version, at: { path, ...(versionLine === undefined ? {} : { line: versionLine }) } };
}

/** What no member reaches is not built, so it is set apart, never dropped. */
function onlyReached(facts: MsrvFacts): MsrvFacts {
  const reach = reachOf(facts);
  const apart = facts.packages.filter(({ id }) => !reach.has(id));
  if (apart.length === 0) return facts;
  return {
    ...facts,
    packages: facts.packages.filter(({ id }) => reach.has(id)),
    unreached: [...facts.unreached, ...apart.map(unreachedFact)].sort((a, b) => a.line - b.line),
  };
}

function unreachedFact({ name, version, line }: LockedPackage | PackageFact): MsrvFacts['unreached'][number] {
  return { name, version, line };
}

function memberFact(id: string, name: string, policy: Policy): MemberFact {
  const { value: level } = levelOf(policy, name);
  const own = baselineOf(policy, name);
  const baseline = own === policy.baseline.rust ? workspaceBaseline(policy) : { rust: own.value, at: own.at };
  return { id, name, level: level.name, rank: level.rank, baseline };
}

function workspaceBaseline({ baseline: { rust, name } }: Policy): BaselineFact {
  const confidence = name === undefined ? undefined : baselineNamed(name)?.confidence;
  return {
    rust: rust.value,
    at: rust.at,
    ...(name === undefined ? {} : { name }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** Cargo lists a dependency once per kind and target; `null` is its word for normal. */
function kindsOf(listed: readonly { kind: 'build' | 'dev' | null }[]): DependencyKind[] {
  const kinds = new Set(listed.map(({ kind }) => kind ?? 'normal'));
  return dependencyKinds.filter((kind) => kinds.has(kind));
}
