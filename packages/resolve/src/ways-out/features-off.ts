import { type Catalogue, fixedTarget } from '../cargo/catalogue.js';
import { candidateOf } from '../cargo/family.js';
import { consequencesOf, type Flag, featureNames } from '../cargo/features.js';
import { detailsOf } from '../cargo/objection.js';
import type { Member } from '../input.js';
import { firstValue } from '../search/index.js';
import type { Head } from './attempt.js';
import type { FeatureOff } from './way-out.js';

/** Switches off the features that have a member built with a dependency; `undefined` where none has. */
export function switchOff(
  catalogue: Catalogue,
  { member, dependencies }: Head,
): { altered: Member; step: FeatureOff } | undefined {
  const names = new Set(dependencies.map(({ name }) => name));
  const brings = featureGraph(catalogue, member);
  const on = reachable(brings, member.judgedFeatures);
  const off = new Set([...on].filter((feature) => brings.get(feature)?.dependencies.some((name) => names.has(name))));
  if (off.size === 0) return undefined;
  // A feature that brings one of these cannot stay either.
  for (let before = -1; before !== off.size; ) {
    before = off.size;
    for (const feature of on) if (brings.get(feature)?.features.some((each) => off.has(each))) off.add(feature);
  }
  const [dependency = ''] = names;
  return {
    altered: { ...member, judgedFeatures: [...on].filter((feature) => !off.has(feature)) },
    step: { member: member.id, features: [...off], dependency },
  };
}

type FeatureGraph = ReadonlyMap<Flag, { features: Flag[]; dependencies: string[] }>;

/** By feature of a member: the features and the dependencies that it brings, or asks a feature of. */
function featureGraph(catalogue: Catalogue, { id }: Member): FeatureGraph {
  const { slot, values } = fixedTarget(catalogue, id);
  const details = detailsOf(candidateOf(slot, firstValue(values, 1) ?? 0));
  const names = details === undefined ? [] : featureNames(details);
  return new Map(
    names.map((feature) => {
      const consequences = (details && consequencesOf(details, feature)) ?? [];
      const flags = consequences.flatMap((each) => (each.kind === 'flag' ? [each.flag] : []));
      const named = consequences.flatMap((each) => (each.kind === 'flag' ? [] : [each.dependency.name]));
      const brought = flags.filter((flag) => flag.startsWith('dep:')).map((flag) => flag.slice('dep:'.length));
      return [
        feature,
        { features: flags.filter((flag) => !flag.startsWith('dep:')), dependencies: [...brought, ...named] },
      ];
    }),
  );
}

function reachable(graph: FeatureGraph, starts: readonly Flag[]): Set<Flag> {
  const reached = new Set(starts.filter((feature) => graph.has(feature)));
  // A Set yields what is added while it is walked: it is the queue.
  for (const feature of reached) for (const next of graph.get(feature)?.features ?? []) reached.add(next);
  return reached;
}
