import { byCodeUnit } from '@assay/evidence';
import { type Anchors, portablePath } from '@assay/host';
import { levelOf, type Policy } from '@assay/policy';
import {
  type CargoLock,
  type CargoMetadata,
  type CargoPackage,
  inferFromPackage,
  type LockedPackage,
  newestInferred,
} from '@assay/rust';
import type { Asked } from './asked.js';
import type { Baselines } from './baselines.js';
import type { Built } from './built.js';
import { type DependencyKind, dependencyKinds, type MemberFact, type MsrvFacts, type PackageFact } from './facts.js';
import { keyOf, lockEntries, packageIds, sourceKind } from './identity.js';
import type { Manifests } from './manifests.js';
import { proofFact } from './proof/facts.js';
import type { Proof } from './proof/prove.js';
import { resolvedIds } from './reach.js';

/** The facts of a workspace, or the packages of Cargo's graph that the lock file lacks, which should be none. */
export type Joined = { facts: MsrvFacts } | { absent: string[] };

/** What was seen of a workspace, and what the policy asks of it. */
export interface Seen {
  metadata: CargoMetadata;
  lock: CargoLock;
  built: Built['of'];
  manifests: Manifests['of'];
  proof: Pick<Proof, 'runs' | 'proved' | 'broken' | 'excused'>;
  policy: Policy;
  asked: Asked;
  baselines: Baselines;
  anchors: Anchors;
}

/** Joins Cargo's graph, its plan of the build, what compiling showed, the lock file and the policy. Pure. */
export function joinGraph(seen: Seen): Joined {
  const { metadata, lock, built, asked, baselines, anchors } = seen;
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
      baseline: baselines.workspace,
      lock: lockFact(lock, 'read'),
      build: { features: asked.features, targets: [...asked.targets] },
      proof: proofFact(seen, ids),
      members: metadata.packages
        .filter((each) => members.has(each.id))
        .map((each) => memberFact(idOf(each.id), each.name, seen))
        .sort((a, b) => byCodeUnit(a.id, b.id)),
      packages: [...found.values()].sort((a, b) => byCodeUnit(a.id, b.id)),
      unreached: lock.packages.filter((entry) => !found.has(entry)).map(unreachedFact),
    }),
  };

  function packageFact(each: CargoPackage, { line }: LockedPackage): PackageFact {
    const { id, name, version, rust_version: rustVersion, edition } = each;
    const source = sourceKind(each.source, members.has(id));
    const local = source === 'member' || source === 'path';
    const key = keyOf(each);
    return {
      id: idOf(id),
      name,
      version,
      source,
      ...(local ? { manifest: portablePath(each.manifest_path, anchors) } : {}),
      rustVersion,
      edition,
      inferred: inferredOf(each, seen),
      builtFor: [...built].flatMap(([member, keys]) => (keys.has(key) ? [idOf(member)] : [])).sort(byCodeUnit),
      proved: [...(seen.proof.proved.get(key) ?? [])].sort(byCodeUnit),
      line,
      dependencies: (edges.get(id) ?? [])
        .map(({ pkg, dep_kinds }) => ({ id: idOf(pkg), kinds: kindsOf(dep_kinds) }))
        .sort((a, b) => byCodeUnit(a.id, b.id)),
    };
  }
}

/** Facts where Cargo gave no graph, because the lock file is missing or stale. */
export function factsWithoutGraph(lock: MsrvFacts['lock'], baselines: Baselines, asked: Asked): MsrvFacts {
  return {
    baseline: baselines.workspace,
    lock,
    build: { features: asked.features, targets: [...asked.targets] },
    proof: { runs: [], failures: [] },
    ...{ members: [], packages: [], unreached: [] },
  };
}

/** What the facts hold of a lock file. */
export function lockFact({ path, version, versionLine }: CargoLock, state: 'read' | 'stale'): MsrvFacts['lock'] {
  return { path, state, format: version, at: { path, ...(versionLine === undefined ? {} : { line: versionLine }) } };
}

/** What no member reaches is not built, so it is set apart, never dropped. */
function onlyReached(facts: MsrvFacts): MsrvFacts {
  const resolved = resolvedIds(facts);
  const apart = facts.packages.filter(({ id }) => !resolved.has(id));
  if (apart.length === 0) return facts;
  return {
    ...facts,
    packages: facts.packages.filter(({ id }) => resolved.has(id)),
    unreached: [...facts.unreached, ...apart.map(unreachedFact)].sort((a, b) => a.line - b.line),
  };
}

function unreachedFact({ name, version, line }: LockedPackage | PackageFact): MsrvFacts['unreached'][number] {
  return { name, version, line };
}

function memberFact(id: string, name: string, { policy, asked, baselines }: Seen): MemberFact {
  const { value: level } = levelOf(policy, name);
  const undeclared = asked.undeclaredFor(name);
  return {
    ...{ id, name, level: level.name, rank: level.rank },
    baseline: baselines.of(name),
    proof: asked.isProved(name) ? 'asked' : 'not-asked',
    ...(undeclared === undefined ? {} : { undeclared }),
  };
}

/** The newest release that a manifest shows its package to need. */
function inferredOf({ id, edition, features }: CargoPackage, { manifests }: Seen): PackageFact['inferred'] {
  const newest = newestInferred([...inferFromPackage({ edition, features }), ...(manifests.get(id) ?? [])]);
  return newest === null ? null : { rust: newest.rust, by: newest.by };
}

/** Cargo lists a dependency once per kind and target; `null` is its word for normal. */
function kindsOf(listed: readonly { kind: 'build' | 'dev' | null }[]): DependencyKind[] {
  const kinds = new Set(listed.map(({ kind }) => kind ?? 'normal'));
  return dependencyKinds.filter((kind) => kinds.has(kind));
}
