import type { Statement } from '@assay/obligations';
import type { StatementFact } from '../facts.js';
import { place } from './place.js';
import type { FileReader } from './reader.js';
import { type Around, absentState, stateOf } from './states.js';

/** rustc drops a place that fills the whole body (observed with 1.95): `|p| p.r`. */
const PLAIN_CLOSURE = 'the compiler keeps no record of a closure that is one plain expression; in braces it keeps one';

/** A statement as it was recorded. */
export function statementFact(
  statement: Statement,
  readers: readonly FileReader[],
  around: Around,
): Omit<StatementFact, 'in'> {
  const counts = readers.map((reader) => reader.statement(statement));
  const outcome = stateOf(counts, () => absentState(statement, around));
  const isPlainClosure =
    outcome.state === 'not-measured' && statement.kind === 'closure' && statement.macros.length === 0;
  return { ...place(statement.span), ...outcome, ...(isPlainClosure ? { why: PLAIN_CLOSURE } : {}) };
}
