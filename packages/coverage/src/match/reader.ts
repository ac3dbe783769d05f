import type { PerValue } from '@assay/mcdc';
import type { Condition, Probes, Span, Statement } from '@assay/obligations';

/** What one report, or one run, recorded of one file. */
export interface FileReader {
  /** How often code was executed; `undefined` where this record does not show it. */
  count(probes: Probes, span: Span): number | undefined;
  /**
   * How often a statement was; a record by lines has the count of the line, which may be that of what stands in the
   * statement.
   */
  statement(statement: Statement): number | undefined;
  /** How often a condition was true, and how often false. */
  values(condition: Condition): PerValue | undefined;
  /** How often the `?` at this place returned early. */
  returned(mark: Span): number | undefined;
  /**
   * Are counts those of the code itself, so that one may calculate with them? Those of lines say only what ran and what
   * did not.
   */
  readonly isExact: boolean;
  /** Test vectors of the decision at this place, where a tool recorded them. */
  vectors(span: Span): readonly { conditions: readonly (boolean | null)[]; result: boolean }[];
}
