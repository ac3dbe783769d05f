import type { Candidate } from '../cargo/candidate.js';
import { candidateOf, sizeOf } from '../cargo/family.js';
import { unfitBecause } from '../cargo/objection.js';
import type { Cause, Problem } from '../encode/problem.js';
import { knownSlots, type SlotVariable } from '../encode/variables.js';
import { allValues, isEmpty, isSubset, oneValue, type Term, union, without } from '../search/index.js';
import { presentGraph } from '../walk.js';
import { type Counter, createCounter, holdAtLeast } from './counter.js';
import type { FlagGraph } from './flag-graph.js';

/** What a solution with few changes would come up to. */
export interface Hopes {
  /** By the cause that an assumption of it has. */
  held: Map<Cause, Hope>;
  /** Slots of which it is hoped that they stay. */
  kept: Set<SlotVariable>;
  /** Packages that are locked and cannot stay as they are, so that there is nothing to hope for. */
  lost: ReadonlySet<Candidate>;
  /** Slots of which it is hoped that nothing leaves the lock file with a change of theirs. */
  undropped: Set<SlotVariable>;
  /** Made when it is first needed. */
  present: FlagGraph | undefined;
}

/** That a term does not hold. */
export interface Hope {
  not: Term;
  /** {@link CHANGE} for each change that it stands for. */
  weight: number;
  /** Where it is that no more than so many of some terms hold. */
  counted: { counter: Counter; atMost: number } | undefined;
}

/** Hopes that all that is known stays, now that there is some solution. */
export function createHopes(problem: Problem): Hopes {
  const lost = lostPackages(problem);
  const hopes: Hopes = { held: new Map(), kept: new Set(), lost, undropped: new Set(), present: undefined };
  hopeForSlots(problem, hopes);
  return hopes;
}

/** What is built for a baseline now that it does not fit. In whichever way, it leaves the lock file or changes. */
function lostPackages(problem: Problem): Set<Candidate> {
  const { catalogue, layers } = problem;
  const lost = new Set<Candidate>();
  for (const layer of layers) {
    const { baseline } = layer;
    if (baseline === undefined) continue;
    for (const candidate of presentGraph(problem, layer).keys()) {
      if (unfitBecause(catalogue, candidate, baseline) !== undefined) lost.add(candidate);
    }
  }
  return lost;
}

/** Hopes that a term does not hold. */
export function hopeFor({ held }: Hopes, not: Term, weight: number, counted?: Hope['counted']): void {
  held.set({ kind: 'hope' }, { not, weight, counted });
}

/** Hopes that slots of which nothing was hoped yet stay. */
export function hopeForSlots(problem: Problem, hopes: Hopes): void {
  const rank = (of: SlotVariable) => Number(isChanged(problem, of));
  // What is most likely to be given up comes last: a search is quick where it assumes the same at first.
  for (const of of knownSlots(problem).sort((a, b) => rank(a) - rank(b))) {
    if (hopes.kept.has(of)) continue;
    hopes.kept.add(of);
    const changed = change(of);
    const weight = weightOf(hopes, of);
    if (weight > 0 && !isEmpty(changed.values)) hopeFor(hopes, changed, weight);
  }
}

/**
 * What a change weighs. Halves, because a version of another range that comes for a lost one may be one change with it, or one
 * more.
 */
export const CHANGE = 2;

function weightOf({ lost }: Hopes, { slot }: SlotVariable): number {
  if (slot.locked > 0) return lost.has(candidateOf(slot, slot.locked)) ? 0 : CHANGE;
  return [...lost].some(({ name, source }) => name === slot.name && source === slot.source) ? CHANGE / 2 : CHANGE;
}

/** Does the slot have a package, in the solution that there is, that is not in the lock file now? */
export function isChanged({ search }: Problem, of: SlotVariable): boolean {
  return isSubset(search.domainOf(of.variable), change(of).values);
}

/** "The slot has a package that is not in the lock file now." */
function change({ slot, variable }: SlotVariable): Term {
  const size = sizeOf(slot);
  const isFixed = slot.candidates.every(({ fixed }) => fixed !== undefined);
  const kept = isFixed ? allValues(size) : union(oneValue(size, 0), oneValue(size, slot.locked));
  return { variable, values: without(allValues(size), kept) };
}

/**
 * Gives one of some hopes up, by hoping that no two of them were in vain. Of hopes with different weights it gives up as much
 * as they share.
 */
export function giveUp(problem: Problem, hopes: Hopes, blamed: readonly (readonly [Cause, Hope])[]): void {
  const weight = Math.min(...blamed.map(([, hope]) => hope.weight));
  for (const [cause, hope] of blamed) {
    if (hope.weight > weight) hopes.held.set(cause, { ...hope, weight: hope.weight - weight });
    else hopes.held.delete(cause);
    if (hope.counted === undefined) continue;
    hopeForAtMost(problem, hopes, hope.counted.counter, hope.counted.atMost + 1, weight);
  }
  if (blamed.length === 1) return;
  hopeForAtMost(problem, hopes, createCounter(blamed.map(([, { not }]) => not)), 1, weight);
}

function hopeForAtMost(problem: Problem, hopes: Hopes, counter: Counter, atMost: number, weight: number): void {
  const not = holdAtLeast(problem, counter, atMost + 1);
  if (not !== undefined) hopeFor(hopes, not, weight, { counter, atMost });
}
