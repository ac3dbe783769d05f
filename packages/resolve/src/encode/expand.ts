import type { Candidate } from '../cargo/candidate.js';
import { candidateOf, sizeOf, valuesThat } from '../cargo/family.js';
import { type Consequence, consequencesOf, ITSELF } from '../cargo/features.js';
import { consequenceKey } from '../cargo/key.js';
import { barredBecause, detailsOf, isUnbuilt, unfitBecause } from '../cargo/objection.js';
import { addValue, noValues, oneValue, type ValueSet } from '../search/index.js';
import { asker, demand } from './demand.js';
import { isLock } from './layer.js';
import { linkLibrary } from './link.js';
import type { Problem } from './problem.js';
import type { FlagVariable } from './variables.js';

/**
 * Tells the search what follows when a flag is asked of the package in a slot and the slot has a value. Only what is reached is
 * ever told, so that of the hundreds of versions in an index few are looked at.
 */
export function expand(problem: Problem, by: FlagVariable, value: number): void {
  if (by.expanded.includes(value)) return;
  by.expanded.push(value);
  const candidate = candidateOf(by.of.slot, value);
  if (by.flag === ITSELF && !isAdmitted(problem, by, candidate)) return;
  const details = detailsOf(candidate);
  if (details === undefined || (!isLock(by.layer) && isUnbuilt(problem.catalogue, candidate))) return;
  if (by.flag === ITSELF && isLock(by.layer) && details.links !== undefined) {
    linkLibrary(problem, by.of, details.links);
  }
  by.of.looked.add(value);
  const consequences = consequencesOf(details, by.flag);
  if (consequences === undefined) forbidFeature(problem, by);
  const alone = asker(by, candidate, oneValue(sizeOf(by.of.slot), value));
  // For the first version it is not worth while to look at the others: mostly it is the one that stays.
  const isAlone = by.expanded.length === 1 || by.of.slot.candidates.some(({ fixed }) => fixed !== undefined);
  for (const consequence of consequences ?? []) {
    const values = isAlone ? alone.values : takeShared(problem, by, consequence);
    if (values !== undefined) demand(problem, isAlone ? alone : asker(by, candidate, values), consequence);
  }
}

/** Forbids all versions that cannot be chosen as soon as one of them is met. */
function isAdmitted(problem: Problem, by: FlagVariable, candidate: Candidate): boolean {
  const { catalogue, search } = problem;
  const { baseline } = by.layer;
  const { slot, variable } = by.of;
  const objection = (each: Candidate) =>
    baseline === undefined ? barredBecause(catalogue, each) : unfitBecause(catalogue, each, baseline);
  if (objection(candidate) === undefined) return true;
  const values = valuesThat(slot, (each) => objection(each) !== undefined);
  if (baseline === undefined) search.forbid([{ variable, values }], { kind: 'barred', slot });
  else search.forbid([{ variable, values }, by.asked], { kind: 'unfit', slot, layer: by.layer });
  return false;
}

function forbidFeature(problem: Problem, by: FlagVariable): void {
  const { slot, variable } = by.of;
  const values = valuesThat(slot, (candidate) => {
    const details = detailsOf(candidate);
    return details !== undefined && consequencesOf(details, by.flag) === undefined;
  });
  problem.search.forbid([{ variable, values }, by.asked], { kind: 'lacks feature', slot, flag: by.flag });
}

/** The values that have a consequence; `undefined` where the search was told of them already. */
function takeShared(problem: Problem, by: FlagVariable, consequence: Consequence): ValueSet | undefined {
  by.shared ??= sharedConsequences(problem, by);
  const key = consequenceKey(consequence);
  const values = by.shared.get(key);
  by.shared.delete(key);
  return values;
}

/** What a flag brings in any version, each with the values that have it: one conflict then tells of all of them. */
function sharedConsequences(
  { catalogue }: Problem,
  { of: { slot }, flag, layer }: FlagVariable,
): Map<string, ValueSet> {
  const shared = new Map<string, ValueSet>();
  for (const [index, candidate] of slot.candidates.entries()) {
    const details = detailsOf(candidate);
    if (details === undefined || (!isLock(layer) && isUnbuilt(catalogue, candidate))) continue;
    for (const consequence of consequencesOf(details, flag) ?? []) {
      const key = consequenceKey(consequence);
      const values = shared.get(key) ?? noValues(sizeOf(slot));
      addValue(values, index + 1);
      shared.set(key, values);
    }
  }
  return shared;
}
