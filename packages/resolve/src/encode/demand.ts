import type { Candidate } from '../cargo/candidate.js';
import { targetsOf } from '../cargo/catalogue.js';
import type { Target } from '../cargo/family.js';
import { type Consequence, type Flag, ITSELF, requestedFeatures } from '../cargo/features.js';
import type { ManifestDependency } from '../input.js';
import { oneValue, type Term, type ValueSet } from '../search/index.js';
import { isLock } from './layer.js';
import { isPartOf } from './part.js';
import type { Problem } from './problem.js';
import { type ChoiceVariable, choiceVariable, type FlagVariable, flagVariable, slotVariable } from './variables.js';

/** A flag of a package, and the versions of it for which something is said. */
export interface Asker {
  by: FlagVariable;
  /** One of the versions. */
  owner: Candidate;
  /** The values of all of them. */
  values: ValueSet;
  /** "The package has one of the versions, and the flag is asked of it." */
  asks: readonly Term[];
}

/** Puts it down that a flag is asked of a package in one of some versions. */
export function asker(by: FlagVariable, owner: Candidate, values: ValueSet): Asker {
  const isVersion = { variable: by.of.variable, values };
  return { by, owner, values, asks: by.variable === by.of.variable ? [isVersion] : [isVersion, by.asked] };
}

/** Tells the search what a flag brings. */
export function demand(problem: Problem, asker: Asker, consequence: Consequence): void {
  if (consequence.kind === 'flag') demandFlag(problem, asker, consequence.flag);
  else if (!isPartOf(problem, asker.by.layer, asker.owner, consequence.dependency)) return;
  else if (consequence.kind === 'dependency') demandDependency(problem, asker, consequence.dependency);
  else if (consequence.weak) demandWeakly(problem, asker, consequence.dependency, consequence.feature);
  else demandFeature(problem, asker, consequence.dependency, consequence.feature);
}

function demandDependency(problem: Problem, asker: Asker, dependency: ManifestDependency): void {
  demandPackage(problem, asker, dependency);
  for (const feature of requestedFeatures(dependency)) demandFeature(problem, asker, dependency, feature);
}

function demandWeakly(problem: Problem, asker: Asker, dependency: ManifestDependency, feature: string): void {
  const brought = `dep:${dependency.name}`;
  // While Cargo makes the lock file, a weak feature brings the dependency all the same.
  if (isLock(asker.by.layer)) demandFlag(problem, asker, brought);
  const isBrought = flagVariable(problem, asker.by.of, asker.by.layer, brought).asked;
  demandFeature(problem, asker, dependency, feature, [isBrought]);
}

function demandFlag(problem: Problem, asker: Asker, flag: Flag): void {
  const asked = flagVariable(problem, asker.by.of, asker.by.layer, flag);
  problem.search.forbid([...asker.asks, asked.notAsked], { kind: 'always' });
}

function demandPackage(problem: Problem, asker: Asker, dependency: ManifestDependency): void {
  const { by, values } = asker;
  const cause = { kind: 'requires', by, values, dependency, feature: undefined } as const;
  const ways = waysToMeet(problem, asker, dependency);
  const [first] = ways;
  if (first === undefined) {
    if (isLock(by.layer)) problem.search.forbid([...asker.asks], cause);
    return;
  }
  if (first.choice !== undefined) {
    problem.search.forbid([...asker.asks, first.choice.notAsked], cause);
  }
  for (const { target, chosen } of ways) {
    problem.search.forbid([...asker.asks, ...chosen, isNotMet(problem, by, target)], cause);
  }
}

function demandFeature(
  problem: Problem,
  asker: Asker,
  dependency: ManifestDependency,
  feature: string,
  also: readonly Term[] = [],
): void {
  const { by, values } = asker;
  const cause = { kind: 'requires', by, values, dependency, feature } as const;
  for (const { target, chosen } of waysToMeet(problem, asker, dependency)) {
    const asked = flagVariable(problem, slotVariable(problem, target.slot), by.layer, feature);
    problem.search.forbid([...asker.asks, ...also, ...chosen, asked.notAsked], cause);
  }
}

/** A target of a dependency; where there are several, the choice between them, and that it fell on this one. */
interface Way {
  target: Target;
  choice: ChoiceVariable | undefined;
  chosen: readonly Term[];
}

function waysToMeet(problem: Problem, { by, owner }: Asker, dependency: ManifestDependency): Way[] {
  const targets = targetsOf(problem.catalogue, owner, dependency) ?? [];
  if (targets.length < 2) return targets.map((target) => ({ target, choice: undefined, chosen: [] }));
  const choice = choiceVariable(problem, by.of, dependency, targets);
  return targets.map((target, index) => {
    const values = oneValue(targets.length + 1, index + 1);
    return { target, choice, chosen: [{ variable: choice.variable, values }] };
  });
}

/** "The target is not there": in the lock file in a version that will do, or in what is built at all. */
function isNotMet(problem: Problem, { layer }: FlagVariable, { slot, others }: Target): Term {
  const target = slotVariable(problem, slot);
  if (!isLock(layer)) return flagVariable(problem, target, layer, ITSELF).notAsked;
  return { variable: target.variable, values: others };
}
