import { groupBy } from '@assay/evidence';
import type { Candidate } from '../cargo/candidate.js';
import { targetsOf } from '../cargo/catalogue.js';
import { candidateOf, type Slot, type Target } from '../cargo/family.js';
import type { Cause, Problem } from '../encode/problem.js';
import { firstValue } from '../search/index.js';

/** A requirement that a proof uses. */
export type Required = Extract<Cause, { kind: 'requires' }>;

/** What a proof that there is no solution rests on, by the slot that it is about. */
export interface ProofFacts {
  problem: Problem;
  /** What the package in a slot requires. */
  requires: ReadonlyMap<Slot, readonly Required[]>;
  /** What is required of the package in a slot. */
  requiredOf: ReadonlyMap<Slot, readonly Required[]>;
  unfit: ReadonlyMap<Slot, readonly Extract<Cause, { kind: 'unfit' }>[]>;
  barred: ReadonlySet<Slot>;
  lacksFeature: ReadonlyMap<Slot, readonly Extract<Cause, { kind: 'lacks feature' }>[]>;
  links: readonly Extract<Cause, { kind: 'links' }>[];
}

/** Sorts the causes of a proof. */
export function proofFacts(problem: Problem, causes: ReadonlySet<Cause>): ProofFacts {
  const of = <Kind extends Cause['kind']>(kind: Kind) =>
    [...causes].filter((cause): cause is Extract<Cause, { kind: Kind }> => cause.kind === kind);
  const requires = of('requires');
  const aimed = requires.flatMap((cause) => targetsFor(problem, cause).map(({ slot }) => ({ cause, slot })));
  const bySlot = groupBy(aimed, ({ slot }) => slot);
  return {
    problem,
    requires: groupBy(requires, ({ by }) => by.of.slot),
    requiredOf: new Map([...bySlot].map(([slot, group]) => [slot, group.map(({ cause }) => cause)])),
    unfit: groupBy(of('unfit'), ({ slot }) => slot),
    barred: new Set(of('barred').map(({ slot }) => slot)),
    lacksFeature: groupBy(of('lacks feature'), ({ slot }) => slot),
    links: of('links'),
  };
}

/** With what a requirement can be met; nothing where nothing is at hand. */
export function targetsFor({ catalogue }: Problem, cause: Required): readonly Target[] {
  return targetsOf(catalogue, ownerOf(cause), cause.dependency) ?? [];
}

/** The newest of the versions that have a requirement. */
export function ownerOf({ by, values }: Required): Candidate {
  return candidateOf(by.of.slot, firstValue(values, 1) ?? 0);
}

/** Every requirement that a proof uses, once. */
export function requirementsOf(causes: ReadonlySet<Cause>): { by: string; name: string; requirement: string }[] {
  const all = [...causes].flatMap((cause) => {
    if (cause.kind !== 'requires') return [];
    const { package: name, requirement } = cause.dependency;
    return [{ by: cause.by.of.slot.name, name, requirement }];
  });
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
