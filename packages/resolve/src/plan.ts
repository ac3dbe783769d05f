import { explain } from './blocked/explain.js';
import { requirementsOf } from './blocked/proof-facts.js';
import { createCatalogue } from './cargo/catalogue.js';
import { beforeAndAfter } from './changes/before-after.js';
import { changesOf } from './changes/changes.js';
import { unknownChosen } from './changes/unknown-chosen.js';
import type { PlanInput } from './input.js';
import { resolvedPackages } from './lock/resolved.js';
import type { Blocked, BlockingChain, Plan, Solution, Tried } from './output.js';
import { type Solved, solve } from './solve.js';

/**
 * Computes a lock file with which every member compiles on its baseline, with the fewest changes, or shows why there is none.
 * Dev-dependencies of members are held to the baselines as well where that is possible. Nothing is compiled: what declares
 * nothing counts as fitting until it is refused.
 */
export function plan(input: PlanInput): Plan {
  const catalogue = createCatalogue(input);
  const held = solve(catalogue, { devHeld: true });
  if (held.outcome.kind === 'solved') return solution(held, held.outcome.fewest, undefined);
  const free = solve(catalogue, { devHeld: false });
  if (free.outcome.kind === 'solved') return solution(free, free.outcome.fewest, chainOf(held));
  return blocked(free);
}

function solution({ problem }: Solved, fewest: boolean, devBlocked: BlockingChain | undefined): Solution {
  const graphs = beforeAndAfter(problem);
  return {
    kind: 'solution',
    changes: changesOf(graphs),
    packages: resolvedPackages(graphs.plannedLock),
    devHeld: problem.devHeld,
    devBlocked,
    unknownChosen: unknownChosen(graphs),
    fewest,
    tried: triedBy(problem),
    missing: [...problem.catalogue.missing.values()],
  };
}

function blocked(solved: Solved): Blocked {
  const { problem, outcome } = solved;
  const chain = chainOf(solved);
  const missing = [...problem.catalogue.missing.values()];
  return {
    kind: 'blocked',
    chain,
    together: chain === undefined && outcome.kind === 'unsolvable' ? requirementsOf(outcome.causes) : [],
    complete: outcome.kind === 'unsolvable' && missing.length === 0,
    tried: triedBy(problem),
    missing,
  };
}

function chainOf({ problem, outcome }: Solved): BlockingChain | undefined {
  return outcome.kind === 'unsolvable' ? explain(problem, outcome.causes) : undefined;
}

function triedBy({ slots, search }: Solved['problem']): Tried {
  const versions = slots.reduce((sum, of) => sum + (of?.looked.size ?? 0), 0);
  return { versions, ...search.effort };
}
