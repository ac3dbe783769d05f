import type { IndexVersion } from '@assay/registry';
import type { Candidate } from '../cargo/candidate.js';
import { type Consequence, consequencesOf, type Flag, ITSELF, requestedFeatures } from '../cargo/features.js';
import { detailsOf } from '../cargo/objection.js';
import { lockLayer } from '../encode/layer.js';
import { isPartOf } from '../encode/part.js';
import type { Problem } from '../encode/problem.js';
import { startsOf } from '../encode/start.js';
import type { ManifestDependency } from '../input.js';
import { presentFor, presentGraph } from '../walk.js';

/**
 * The present lock file as a graph that is quick to walk: a node is one flag of one package, and leads to all that the flag
 * brings.
 */
export interface FlagGraph {
  starts: readonly number[];
  /** By package and flag. */
  nodes: ReadonlyMap<Candidate, ReadonlyMap<Flag, number>>;
  /** By node. */
  owners: readonly Candidate[];
  /** By node. */
  leadsTo: readonly (readonly number[])[];
}

type Nodes = FlagGraph['nodes'];

/** The graph of the present lock file. */
export function flagGraph(problem: Problem): FlagGraph {
  const owners: Candidate[] = [];
  const nodes = new Map<Candidate, Map<Flag, number>>();
  for (const { candidate, flags } of presentGraph(problem, lockLayer(problem)).values()) {
    nodes.set(candidate, new Map([...flags].map((flag) => [flag, owners.push(candidate) - 1])));
  }
  const leadsTo = [...nodes].flatMap(([candidate, flags]) =>
    [...flags.keys()].map((flag) => {
      const brought = consequences(candidate, flag);
      return brought.flatMap((each) => [
        ...ownFlags(each).map((own) => flags.get(own)),
        ...ofOthers(problem, nodes, candidate, each),
      ]);
    }),
  );
  const starts = startsOf(problem.catalogue, lockLayer(problem)).flatMap(({ start, flags }) =>
    [ITSELF, ...flags].map((flag) => nodes.get(start)?.get(flag)),
  );
  return { starts: known(starts), nodes, owners, leadsTo: leadsTo.map(known) };
}

/** The other packages that would leave the present lock file if one package of it were another version. */
export function leavingWith(problem: Problem, graph: FlagGraph, from: Candidate, to: Candidate): Candidate[] {
  const { nodes, owners, leadsTo } = graph;
  const flagOf = new Map([...(nodes.get(from) ?? [])].map(([flag, node]) => [node, flag]));
  const seen = new Uint8Array(owners.length);
  const queue: number[] = [];
  const see = (found: readonly number[]) => {
    for (const node of found) {
      if (seen[node] === 0) queue.push(node);
      seen[node] = 1;
    }
  };
  see(graph.starts);
  const asked = new Set<Flag>();
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const flag = flagOf.get(node);
    if (flag === undefined) see(leadsTo[node] ?? []);
    else see(broughtBy(problem, nodes, to, flag, asked));
  }
  const isLeft = (flags: ReadonlyMap<Flag, number>) => seen[flags.get(ITSELF) ?? -1] === 1;
  return [...nodes].flatMap(([candidate, flags]) => (candidate === from || isLeft(flags) ? [] : [candidate]));
}

/** The nodes of other packages that a flag of a version brings, by all its flags that were not asked before. */
function broughtBy(problem: Problem, nodes: Nodes, version: Candidate, flag: Flag, asked: Set<Flag>): number[] {
  const brought: (number | undefined)[] = [];
  const flags = new Set([flag]);
  // A Set yields what is added while it is walked: it is the queue.
  for (const each of flags) {
    if (asked.has(each)) continue;
    asked.add(each);
    for (const consequence of consequences(version, each)) {
      for (const own of ownFlags(consequence)) flags.add(own);
      brought.push(...ofOthers(problem, nodes, version, consequence));
    }
  }
  return known(brought);
}

function consequences(candidate: Candidate, flag: Flag): readonly Consequence[] {
  const details: IndexVersion | undefined = detailsOf(candidate);
  return (details && consequencesOf(details, flag)) ?? [];
}

/** What a consequence asks of the package itself. A weak feature brings its dependency, as it does in the lock file. */
function ownFlags(consequence: Consequence): Flag[] {
  if (consequence.kind === 'flag') return [consequence.flag];
  return consequence.kind === 'dependency feature' && consequence.weak ? [`dep:${consequence.dependency.name}`] : [];
}

/** What a consequence asks of another package that is in the lock file. */
function ofOthers(problem: Problem, nodes: Nodes, owner: Candidate, consequence: Consequence): (number | undefined)[] {
  if (consequence.kind === 'flag') return [];
  const { dependency } = consequence;
  const flags = metFlags(problem, nodes, owner, dependency);
  const asked = consequence.kind === 'dependency' ? [ITSELF, ...requestedFeatures(dependency)] : [consequence.feature];
  return asked.map((flag) => flags?.get(flag));
}

function metFlags(problem: Problem, nodes: Nodes, owner: Candidate, dependency: ManifestDependency) {
  if (!isPartOf(problem, lockLayer(problem), owner, dependency)) return undefined;
  const met = presentFor(problem.catalogue, owner, dependency);
  return met && nodes.get(met);
}

function known(nodes: readonly (number | undefined)[]): number[] {
  return nodes.filter((node) => node !== undefined);
}
