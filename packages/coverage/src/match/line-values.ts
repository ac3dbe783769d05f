import { groupBy } from '@assay/evidence';
import type { PerValue } from '@assay/mcdc';
import type { Condition, Decision, FileObligations } from '@assay/obligations';
import type { BranchTally, LineBranch, LineFile } from '@assay/records';

/**
 * The values of conditions as records by line have them. The branches of a line are those of its conditions, in the
 * order of the source, where there are as many of them as the compiler keeps records for; otherwise nobody can tell
 * whose they are.
 */
export function lineValues(file: LineFile, { decisions }: FileObligations): ReadonlyMap<Condition, PerValue> {
  const found = new Map<Condition, PerValue>();
  const branches = groupBy(file.branches, ({ line }) => line);
  const tallies = new Map(file.tallies.map((tally) => [tally.line, tally]));
  for (const [line, conditions] of groupBy(decisions.flatMap(recorded), ({ span }) => span.line)) {
    const values = pairs(branches.get(line) ?? []) ?? tallied(tallies.get(line), conditions.length);
    if (values?.length !== conditions.length) continue;
    for (const [index, condition] of conditions.entries()) {
      const value = values[index];
      if (value !== undefined) found.set(condition, value);
    }
  }
  return found;
}

/** The conditions for which the compiler keeps branches: not those of which it is known beforehand that it does not. */
function recorded(decision: Decision): Condition[] {
  if (!('conditions' in decision) || decision.unmeasured !== undefined) return [];
  return decision.conditions.filter(({ unmeasured }) => unmeasured === undefined);
}

/**
 * The branches of a line in pairs, true first, as llvm-cov writes them. `undefined` where there are none, or they are
 * no pairs.
 */
function pairs(branches: readonly LineBranch[]): PerValue[] | undefined {
  if (branches.length === 0 || branches.length % 2 !== 0) return undefined;
  return Array.from({ length: branches.length / 2 }, (_, index) => ({
    true: branches[2 * index]?.taken ?? 0,
    false: branches[2 * index + 1]?.taken ?? 0,
  }));
}

/** Cobertura says how many of a line's branches were taken: which ones is known only where it was all, or none. */
function tallied(tally: BranchTally | undefined, conditions: number): PerValue[] | undefined {
  if (tally === undefined || tally.total !== 2 * conditions) return undefined;
  if (tally.covered !== 0 && tally.covered !== tally.total) return undefined;
  const taken = tally.covered === 0 ? 0 : 1;
  return Array.from({ length: conditions }, () => ({ true: taken, false: taken }));
}
