import { sizeOf } from '../cargo/family.js';
import type { Cause, Problem, SlotVariable } from '../encode/problem.js';
import { allValues, isEmpty, isSubset, oneValue, type Term, union, without } from '../search/index.js';
import { type Counter, createCounter, holdAtLeast } from './counter.js';
import { drops, type LockGraph, lockGraph } from './drops.js';

/** What a solution with few changes would come up to. */
export interface Hopes {
  /** By the cause that an assumption of it has. */
  held: Map<Cause, Hope>;
  /** Slots of which it is hoped that they stay. */
  slots: Set<SlotVariable>;
  /** Slots that change, of which it is hoped that they drop no dependency. */
  changed: Set<SlotVariable>;
  lock: LockGraph;
}

/** That a term does not hold. */
interface Hope {
  not: Term;
  /** How many changes it stands for. */
  weight: number;
  /** Where it is that no more than so many of some terms hold. */
  counted: { counter: Counter; atMost: number } | undefined;
}

/** Hopes that all that is known stays. */
export function createHopes(problem: Problem): Hopes {
  const { catalogue } = problem;
  const hopes: Hopes = {
    held: new Map(),
    slots: new Set(),
    changed: new Set(),
    lock: lockGraph(catalogue),
  };
  hopeForSlots(problem, hopes);
  return hopes;
}

/** Hopes for more, now that there is a solution: that what it brings for the first time does not come. Is that hope in vain, as it stands? */
export function hopeMore(problem: Problem, hopes: Hopes): boolean {
  const { search, slots } = problem;
  const before = new Set(hopes.held.keys());
  hopeForSlots(problem, hopes);
  for (const of of slots) {
    if (of === undefined || hopes.changed.has(of) || !isSubset(search.domainOf(of.variable), change(of).values))
      continue;
    hopes.changed.add(of);
    for (const { term, weight } of drops(problem.catalogue, of, hopes.lock)) {
      hopes.held.set({ kind: 'hope' }, { not: term, weight, counted: undefined });
    }
  }
  const added = [...hopes.held].filter(([cause]) => !before.has(cause));
  return added.some(([, { not }]) => isSubset(search.domainOf(not.variable), not.values));
}

function hopeForSlots({ slots }: Problem, { held, slots: hoped }: Hopes): void {
  for (const of of slots) {
    if (of === undefined || hoped.has(of)) continue;
    hoped.add(of);
    const not = change(of);
    if (!isEmpty(not.values)) held.set({ kind: 'hope' }, { not, weight: 1, counted: undefined });
  }
}

/** "The slot has a package that is not in the lock file now." */
function change({ slot, variable }: SlotVariable): Term {
  const size = sizeOf(slot);
  const isFixed = slot.candidates.every(({ fixed }) => fixed !== undefined);
  const kept = isFixed ? allValues(size) : union(oneValue(size, 0), oneValue(size, slot.locked));
  return { variable, values: without(allValues(size), kept) };
}

/** Gives one of some hopes up: hopes that only one of them was in vain. Hopes of different weight are given up in part. */
export function giveUp(problem: Problem, { held }: Hopes, blamed: readonly (readonly [Cause, Hope])[]): void {
  const weight = Math.min(...blamed.map(([, hope]) => hope.weight));
  for (const [cause, hope] of blamed) {
    if (hope.weight > weight) held.set(cause, { ...hope, weight: hope.weight - weight });
    else held.delete(cause);
    if (hope.counted !== undefined) hopeForAtMost(problem, held, hope.counted.counter, hope.counted.atMost + 1, weight);
  }
  if (blamed.length === 1) return;
  hopeForAtMost(problem, held, createCounter(blamed.map(([, { not }]) => not)), 1, weight);
}

function hopeForAtMost(problem: Problem, held: Hopes['held'], counter: Counter, atMost: number, weight: number): void {
  const not = holdAtLeast(problem, counter, atMost + 1);
  if (not !== undefined) held.set({ kind: 'hope' }, { not, weight, counted: { counter, atMost } });
}
