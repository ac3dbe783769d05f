import type { PerValue } from '@assay/mcdc';
import type { Condition, Probes, Span, Statement } from '@assay/obligations';

/** What one report, or one run, recorded of one file. */
export interface FileReader {
  /** How often code was executed; `undefined` where this record does not show it. */
  count(probes: Probes, span: Span): number | undefined;
  /** How often a statement was; a record by lines shows it only where the line holds no other. */
  statement(statement: Statement): number | undefined;
  /** How often a condition was true, and how often false. */
  values(condition: Condition): PerValue | undefined;
  /** How often the `?` at this place returned early. */
  returned(mark: Span): number | undefined;
  /** May the values of the conditions of a decision be taken for those of the same evaluations? Not where they were put together by line. */
  readonly isExact: boolean;
  /** Test vectors of the decision at this place, where a tool recorded them. */
  vectors(span: Span): readonly { conditions: readonly (boolean | null)[]; result: boolean }[];
}
