import type { Because, Json, Place, Severity, Subject } from '@assay/evidence';
import type { Rank } from '@assay/policy';

/** A clause of a standard that asks for what the rule looks for. `confidence` says how we know; it is shown. */
export interface Clause {
  standard: string;
  clause: string;
  confidence: 'read in a secondary source' | 'from memory' | 'inferred';
}

/** What a rule found, before words and severity are put to it. */
export interface Instance<Data extends Json = Json> {
  subject: Subject;
  at: Place;
  because: Because[];
  data: Data;
  /** The rank of what is concerned, when it is not the project's (a package that only a QM member uses). */
  rank?: Rank;
  /** Where the policy itself says how severe it is, instead of the rule. */
  severity?: Severity | 'off';
}

/** One thing that a check can find wrong. Pure: the same facts give the same findings, here and years later. */
export interface Rule<Facts = unknown> {
  /** `check/slug`. For ever: a renamed rule keeps its old id in `aliases`. */
  id: string;
  aliases?: readonly string[];
  /** The fault in a few words: `Package needs a newer Rust than the baseline`. */
  title: string;
  /** Why it matters to a safety argument: a short paragraph, Markdown. */
  why: string;
  /** How to repair it in general: a short paragraph, Markdown. Each finding has its own exact remedy besides. */
  repair: string;
  clauses: readonly Clause[];
  severity: Readonly<Record<Rank, Severity | 'off'>>;
  /** Must a deviation say how the finding stands to the project: affected, not affected, mitigated? */
  needsDisposition?: true;
  find(facts: Facts): Iterable<Instance>;
  message(data: Json): string;
  remedy(data: Json): string;
  /** Facts that raise exactly this rule, and facts that it spares. `assay selftest` runs them. */
  controls: Controls<Facts>;
}

export interface Controls<Facts> {
  raises: readonly [Facts, ...Facts[]];
  spares: readonly [Facts, ...Facts[]];
}

/** A rule as its file writes it, with its own type of data. */
export interface RuleDefinition<Facts, Data extends Json> extends Omit<Rule<Facts>, 'find' | 'message' | 'remedy'> {
  find(facts: Facts): Iterable<Instance<Data>>;
  message(data: Data): string;
  remedy(data: Data): string;
}

/** Checks the definition against its own data type, and forgets that type: the engine handles data as JSON. */
export function defineRule<Facts, Data extends Json>(definition: RuleDefinition<Facts, Data>): Rule<Facts> {
  return definition as unknown as Rule<Facts>;
}

/** The same severity at every rank. */
export function always(severity: Severity): Record<Rank, Severity> {
  return { none: severity, low: severity, medium: severity, high: severity, highest: severity };
}
