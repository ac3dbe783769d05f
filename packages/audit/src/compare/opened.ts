import type { BundleContents, Verification } from '@assay/bundle';
import type { Check } from '@assay/check';

/** A bundle that has been verified, with what else it holds. */
export interface OpenedBundle {
  /** What its reader knows it by: the name of its file. */
  name: string;
  verification: Verification;
  contents: BundleContents;
}

/** Two of them, and the words that the checks of this Assay have. */
export interface Pair {
  earlier: OpenedBundle;
  later: OpenedBundle;
  checks: readonly Check[];
}

/** Something that could not be compared, and why. */
export interface Unknown {
  what: string;
  why: string;
}

/** The id that a rule has now, by any that it ever had: evidence of an older version names it by an older one. */
export function currentIds(checks: readonly Pick<Check, 'rules'>[]): (id: string) => string {
  const rules = checks.flatMap(({ rules: own }) => own);
  const now = new Map(rules.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id] as const)));
  return (id) => now.get(id) ?? id;
}
