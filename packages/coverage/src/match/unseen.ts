import type { FileObligations, Span } from '@assay/obligations';
import type { FileFact, State, StatementFact } from '../facts.js';

/**
 * Code whose statements and decisions stand nowhere in the source that is parsed: it owes at least one of each, and no
 * record shows them.
 */
export function unseenParts(
  { macroBodies, includes }: FileObligations,
  isRecorded: boolean,
): Omit<StatementFact, 'in'>[] {
  const part = ({ line, column, endLine, endColumn }: Span, why: string): Omit<StatementFact, 'in'> => ({
    ...{ from: [line, column], to: [endLine, endColumn] },
    ...(isRecorded ? { state: 'not-measured', why } : { state: 'not-compiled' }),
  });
  return [
    ...macroBodies.map(({ name, span }) =>
      part(span, `it is in the macro ${name}!, whose code stands in no function of the source`),
    ),
    ...includes
      .filter(({ path, isTest, constContext }) => path === undefined && !isTest && constContext !== 'constant')
      .map(({ span }) => part(span, 'the build makes the file that include! brings in')),
  ];
}

const COPIED = 'the file is compiled into a test as well, and the records do not tell its copies apart';

/** Of a file that is part of the product and of a test, nobody can say which of the two was reached. */
export function withoutCopies(fact: FileFact): FileFact {
  const unknown = <Part extends { state: State; why?: string | undefined }>(part: Part): Part =>
    part.state === 'covered' ? { ...part, state: 'not-measured', why: COPIED } : part;
  const state = (own: State): State => (own === 'covered' ? 'not-measured' : own);
  return {
    ...fact,
    functions: fact.functions.map(unknown),
    statements: fact.statements.map(unknown),
    decisions: fact.decisions.map((decision) => ({
      ...decision,
      outcomes: decision.outcomes.map(unknown),
      conditions: decision.conditions.map((condition) => ({
        ...condition,
        ...{ whenTrue: state(condition.whenTrue), whenFalse: state(condition.whenFalse), why: COPIED },
        mcdc: condition.mcdc === null ? null : state(condition.mcdc),
      })),
    })),
  };
}
