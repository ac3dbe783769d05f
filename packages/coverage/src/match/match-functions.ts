import { groupBy } from '@assay/evidence';
import type { FunctionItem } from '@assay/obligations';
import type { FunctionFact } from '../facts.js';
import { lastPart } from '../last-part.js';
import type { Measured } from '../sources/classify.js';
import type { Context } from './context.js';
import { place } from './place.js';
import type { FileReader } from './reader.js';
import { absentState, type Outcome, stateOf } from './states.js';

/** What is known of one function of a file. */
export interface MatchedFunction {
  /** `undefined` of test code, which owes nothing. */
  fact: FunctionFact | undefined;
  /** Does any record speak of it? */
  isRecorded: boolean;
}

/** Matches the functions of a file with what was recorded of them. */
export function matchFunctions(
  source: Measured,
  readers: readonly FileReader[],
  context: Pick<Context, 'calledAtCompileTime' | 'digestOf'>,
): MatchedFunction[] {
  const { functions, statements } = source.obligations;
  const inside = groupBy(statements, (statement) => statement.function);
  return functions.map((item, index) => {
    // By its own record, or by that of what stands in it.
    const counts = readers.flatMap((reader) => [
      reader.count({ from: item.signature, at: [item.signature] }, item.span),
      ...(inside.get(index) ?? []).map((statement) => reader.statement(statement)),
    ]);
    const isRecorded = counts.some((count) => count !== undefined);
    if (item.isTest) return { fact: undefined, isRecorded };
    const outcome = functionOutcome(item, counts, readers.length > 0, context);
    const digest = context.digestOf(source, item);
    return { fact: { name: item.name, ...place(item.span), ...outcome, digest }, isRecorded };
  });
}

function functionOutcome(
  { name, cfg, isKnown, isConst, macroAttributes }: FunctionItem,
  counts: readonly (number | undefined)[],
  isRecorded: boolean,
  { calledAtCompileTime }: Pick<Context, 'calledAtCompileTime'>,
): Outcome {
  if (!isKnown) return { state: 'not-measured', why: 'its body does not parse' };
  const outcome = stateOf(counts, () =>
    absentState(
      { cfg, constContext: undefined, macros: [] },
      { isRecorded, isFunctionRecorded: false, macroAttributes },
    ),
  );
  if (outcome.state !== 'missed' || !isConst || !calledAtCompileTime.has(lastPart(name))) return outcome;
  return { state: 'compile-time', why: 'a const fn that constants call, and no test' };
}
