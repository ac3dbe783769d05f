import { groupBy } from '@assay/evidence';
import type { Candidate } from '../cargo/candidate.js';
import { fitOf } from '../cargo/objection.js';
import type { UnknownChosen } from '../output.js';
import type { BeforeAndAfter } from './before-after.js';

/**
 * Versions that the lock file does not have now, that are built for a baseline, and of which nothing tells whether they fit it.
 */
export function unknownChosen({ problem, planned, plannedLock }: BeforeAndAfter): UnknownChosen[] {
  const isNew = ({ locked, fixed }: Candidate) => (locked ?? fixed) === undefined;
  if (![...plannedLock.keys()].some(isNew)) return [];
  const chosen = problem.layers.flatMap((layer) => {
    const { baseline } = layer;
    if (baseline === undefined) return [];
    const added = [...planned(layer).keys()].filter(isNew);
    const unknown = added.filter((candidate) => fitOf(problem.catalogue, candidate, baseline) === 'unknown');
    return unknown.map((candidate) => ({ candidate, baseline }));
  });
  return [...groupBy(chosen, ({ candidate }) => candidate)].map(([{ name, version, source }, group]) => ({
    ...{ name, version: version.raw, source, baselines: group.map(({ baseline }) => baseline) },
  }));
}
