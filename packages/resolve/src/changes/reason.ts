import type { Candidate } from '../cargo/candidate.js';
import { consequencesOf, requestedFeatures } from '../cargo/features.js';
import { barredBecause, detailsOf, unfitBecause } from '../cargo/objection.js';
import { type Layer, lockLayer } from '../encode/layer.js';
import type { Problem } from '../encode/problem.js';
import type { PackageName, Why } from '../output.js';
import { compareReleases } from '../release.js';
import { type BeforeAndAfter, lockedCandidate, plannedFor, satisfiesRequirement } from './before-after.js';
import type { Pair } from './pairs.js';

/** Why a package changes, and the package, as it is now or as it is planned, with which it changes. */
export interface Reason {
  why: Why;
  after: Candidate | undefined;
}

/**
 * Finds out why a package changes: its own fault first, then what other packages require of it, then what it requires of them.
 */
export function reasonFor(graphs: BeforeAndAfter, { from, to }: Pair): Reason {
  const before = from === undefined ? undefined : lockedCandidate(graphs.problem, from);
  if (from !== undefined && before === undefined) return { why: notAtHand, after: undefined };
  const reason =
    (before && ownFault(graphs, before)) ??
    (to && requiredOtherwise(graphs, before, to)) ??
    (before && to && withOthers(graphs, before, to));
  if (reason !== undefined) return reason;
  if (before !== undefined && to === undefined)
    return { why: { kind: 'not needed' }, after: formerParent(graphs, before) };
  return { why: { kind: 'together' }, after: undefined };
}

function withOthers(graphs: BeforeAndAfter, before: Candidate, to: Candidate): Reason | undefined {
  return faultAsPlanned(graphs, before, to) ?? requiresOther(graphs, before) ?? linksOther(graphs, before);
}

const notAtHand: Why = {
  kind: 'unfit',
  baseline: undefined,
  objection: { kind: 'unreadable', why: 'the index at hand does not have this version' },
};

/** It must not be used, or cannot be built with a baseline with which it is built now. */
function ownFault({ problem, present }: BeforeAndAfter, before: Candidate): Reason | undefined {
  const barred = barredBecause(problem.catalogue, before);
  if (barred !== undefined) return { why: { kind: 'unfit', baseline: undefined, objection: barred }, after: undefined };
  const [why] = misfits(problem, before, (layer) => present(layer).has(before));
  return why && { why, after: undefined };
}

/** It cannot be built with a baseline with which the package would be built for the first time. */
function faultAsPlanned({ problem, planned }: BeforeAndAfter, before: Candidate, to: Candidate): Reason | undefined {
  const bringers = (layer: Layer) => [...planned(layer).values()].filter(({ met }) => [...met.values()].includes(to));
  const [why] = misfits(problem, before, (layer) => planned(layer).has(to));
  const [bringer] = problem.layers.flatMap((layer) => (layer.baseline === why?.baseline ? bringers(layer) : []));
  return why && { why, after: bringer?.candidate };
}

/** The baselines that a version does not fit, of the layers that count, the lowest first. */
function misfits(
  { catalogue, layers }: Problem,
  candidate: Candidate,
  counts: (layer: Layer) => boolean,
): Extract<Why, { kind: 'unfit' }>[] {
  const found = layers.flatMap((layer) => {
    const { baseline } = layer;
    const objection =
      baseline !== undefined && counts(layer) ? unfitBecause(catalogue, candidate, baseline) : undefined;
    return objection === undefined || baseline === undefined ? [] : [{ kind: 'unfit' as const, baseline, objection }];
  });
  return found.sort((a, b) => compareReleases(a.baseline, b.baseline));
}

/** Another package, as planned, requires what the present version, if there is one, is not. */
function requiredOtherwise(
  { problem, plannedLock }: BeforeAndAfter,
  before: Candidate | undefined,
  to: Candidate,
): Reason | undefined {
  for (const { candidate: owner, met } of plannedLock.values()) {
    for (const [dependency, target] of met) {
      if (target !== to) continue;
      const feature = before && requestedFeatures(dependency).find((each) => lacksFeature(before, each));
      if (before !== undefined && feature === undefined && satisfiesRequirement(problem, owner, dependency, before))
        continue;
      const { requirement } = dependency;
      return { why: { kind: 'required', by: nameOf(owner), requirement, feature }, after: owner };
    }
  }
  return undefined;
}

/** The present version requires what is not planned, or what is planned only where it is not built for the baseline. */
function requiresOther(graphs: BeforeAndAfter, before: Candidate): Reason | undefined {
  const { problem, present } = graphs;
  for (const layer of problem.layers) {
    for (const [dependency, now] of present(layer).get(before)?.met ?? []) {
      const met = plannedFor(graphs, before, dependency).filter(
        (each) => layer.baseline === undefined || unfitBecause(problem.catalogue, each, layer.baseline) === undefined,
      );
      const feature = requestedFeatures(dependency).find((each) => met.every((other) => lacksFeature(other, each)));
      if (met.length > 0 && feature === undefined) continue;
      const { package: name, requirement } = dependency;
      return {
        why: { kind: 'requires', name, requirement, feature: met.length > 0 ? feature : undefined },
        after: now,
      };
    }
  }
  return undefined;
}

function linksOther({ plannedLock }: BeforeAndAfter, before: Candidate): Reason | undefined {
  const library = detailsOf(before)?.links;
  if (library === undefined) return undefined;
  for (const other of plannedLock.keys()) {
    if (other.name === before.name || detailsOf(other)?.links !== library) continue;
    return { why: { kind: 'links', library, other: nameOf(other) }, after: other };
  }
  return undefined;
}

/** A package that depends on it now, and is not planned as it is. */
function formerParent({ problem, present, plannedLock }: BeforeAndAfter, before: Candidate): Candidate | undefined {
  const now = [...present(lockLayer(problem)).values()];
  return now.find(({ candidate, met }) => [...met.values()].includes(before) && !plannedLock.has(candidate))?.candidate;
}

function lacksFeature(candidate: Candidate, feature: string): boolean {
  const details = detailsOf(candidate);
  return details !== undefined && consequencesOf(details, feature) === undefined;
}

function nameOf({ name, version, source }: Candidate): PackageName {
  return { name, version: version.raw, source };
}
