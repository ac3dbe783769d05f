import { type Check, checkOf } from '@assay/check';
import { byCodeUnit, groupBy } from '@assay/evidence';
import type { ValueChange } from '@assay/report';
import { valueChanges } from './changes.js';
import { currentIds, type OpenedBundle, type Pair } from './opened.js';

/** The evidence whose verdict is not the same in both, or that only one of them has: checks, and targets. */
export function verdictChanges({ earlier, later }: Pair): ValueChange[] {
  const verdicts = ({ verification }: OpenedBundle) =>
    new Map(verification.statements.map(({ predicate }) => [predicate.check, predicate]));
  const [before, after] = [verdicts(earlier), verdicts(later)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (check) => before.get(check)?.verdict !== after.get(check)?.verdict,
  );
  const told = (all: typeof before) =>
    new Map(
      changed.flatMap((check) => {
        const predicate = all.get(check);
        return predicate === undefined ? [] : [[check, `${predicate.verdict}, ${predicate.reason}`] as const];
      }),
    );
  return valueChanges(told(before), told(after));
}

/** The rules of checks that both have evidence of, where only one of them applies them. */
export function ruleChanges({ earlier, later, checks }: Pair): ValueChange[] {
  const both = [earlier, later].map((bundle) => new Set(checkNames(bundle, checks)));
  const inBoth = (check: string) => both.every((names) => names.has(check));
  const idOf = currentIds(checks);
  const statuses = (bundle: OpenedBundle) => {
    const told = bundle.verification.statements
      .filter(({ predicate }) => inBoth(nameOf(predicate.check, checks)))
      .flatMap(({ predicate }) => predicate.rules)
      .map((rule) => ({ id: idOf(rule.id), status: rule.applied ? 'applied' : `not applied: ${rule.because}` }));
    const groups = [...groupBy(told, ({ id }) => id)];
    return new Map(
      groups.map(([id, all]) => [id, [...new Set(all.map(({ status }) => status))].sort(byCodeUnit).join('; ')]),
    );
  };
  return valueChanges(statuses(earlier), statuses(later));
}

function checkNames({ verification }: OpenedBundle, checks: readonly Check[]): string[] {
  return verification.statements.map(({ predicate }) => nameOf(predicate.check, checks));
}

/** The check that left the evidence of this name, itself or of one of its parts. */
function nameOf(evidence: string, checks: readonly Check[]): string {
  return checkOf(checks, evidence)?.name ?? evidence;
}
