import type { SpanMark } from '@assay/check';
import type { ConditionFact, DecisionFact, State } from '../facts.js';
import { lack, outcomeWords } from '../lacks.js';
import { type IsPermitted, kindOf, together } from './state.js';

/**
 * Every condition; of a decision without conditions, the arms of a match and the `?`. The whole of a decision is not
 * marked: its parts are.
 */
export function spanMarks({ kind, outcomes, conditions }: DecisionFact, isPermitted: IsPermitted): SpanMark[] {
  if (conditions.length > 0) return conditions.map((condition) => conditionMark(condition, isPermitted));
  const places = new Map<string, SpanMark>();
  for (const { name, from, to, state, why } of outcomes) {
    const key = `${from.join(':')}-${to.join(':')}`;
    const own = kindOf(state, isPermitted(from[0]));
    const words = state === 'covered' ? `${name}: happened` : lack(outcomeWords(kind, name), state, why);
    const before = places.get(key);
    const mark =
      before === undefined
        ? { from, to, kind: own, words }
        : { ...before, kind: together([before.kind, own]), words: alsoSaid(before.words, words) };
    places.set(key, mark);
  }
  return [...places.values()];
}

/** What is true of both, such as that neither was compiled, is said once. */
function alsoSaid(before: string, words: string): string {
  return before === words ? before : `${before}, ${words}`;
}

function conditionMark(condition: ConditionFact, isPermitted: IsPermitted): SpanMark {
  const { from, to } = condition;
  const kinds = statesOf(condition).map((state) => kindOf(state, isPermitted(from[0])));
  return { from, to, kind: together(kinds), words: conditionWords(condition) };
}

/** What is owed of a condition: its two values, and that it decides, where that is a question. */
export function statesOf({ whenTrue, whenFalse, mcdc }: ConditionFact): State[] {
  return [whenTrue, whenFalse, ...(mcdc === null ? [] : [mcdc])];
}

const unmeasuredWords = {
  'not-compiled': 'not compiled',
  'compile-time': 'only at compile time',
  'not-measured': 'not measured',
} as const;

function conditionWords({ text, whenTrue, whenFalse, mcdc, why }: ConditionFact): string {
  const value = (state: State, word: string) =>
    state === 'covered'
      ? `was ${word}`
      : state === 'missed'
        ? `was never ${word}`
        : `${word}: ${unmeasuredWords[state]}`;
  const shown =
    mcdc === null ? '' : mcdc === 'covered' ? ', shown to affect the outcome' : ', not shown to affect the outcome';
  return `condition ${text}: ${value(whenTrue, 'true')}, ${value(whenFalse, 'false')}${shown}${why === undefined ? '' : ` (${why})`}`;
}
