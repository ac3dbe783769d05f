import { fitOf } from '../cargo/objection.js';
import { groupBy } from '../group.js';
import type { UnknownChosen } from '../output.js';
import type { BeforeAndAfter } from './before-after.js';

/** Versions that the lock file does not have now, that are built for a baseline, and of which nothing tells whether they fit it. */
export function unknownChosen({ problem, planned }: BeforeAndAfter): UnknownChosen[] {
  const chosen = [...planned].flatMap(([{ baseline }, graph]) => {
    if (baseline === undefined) return [];
    const added = [...graph.keys()].filter(({ locked, fixed }) => !(locked ?? fixed));
    const unknown = added.filter((candidate) => fitOf(problem.catalogue, candidate, baseline) === 'unknown');
    return unknown.map((candidate) => ({ candidate, baseline }));
  });
  return [...groupBy(chosen, ({ candidate }) => candidate)].map(([{ name, version, source }, group]) => ({
    ...{ name, version: version.raw, source, baselines: group.map(({ baseline }) => baseline) },
  }));
}
