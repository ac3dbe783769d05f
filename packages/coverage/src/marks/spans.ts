import type { SpanMark } from '@assay/check';
import type { ConditionFact, DecisionFact, State } from '../facts.js';
import { describeState, type IsPermitted, kindOf, stateWords, together } from './state.js';

/** Every condition; of a decision without conditions, the arms of a match and the `?`. The whole of a decision is not marked: its parts are. */
export function spanMarks({ kind, outcomes, conditions }: DecisionFact, isPermitted: IsPermitted): SpanMark[] {
  if (conditions.length > 0) return conditions.map((condition) => conditionMark(condition, isPermitted));
  const places = new Map<string, SpanMark>();
  for (const { name, from, to, ...outcome } of outcomes) {
    const key = `${from.join(':')}-${to.join(':')}`;
    const own = kindOf(outcome.state, isPermitted(from[0]));
    const words = `${name}: ${describeState(outcome)}`;
    const before = places.get(key);
    const mark =
      before === undefined
        ? { from, to, kind: own, words: `${kind} ${words}` }
        : { ...before, kind: together([before.kind, own]), words: `${before.words}, ${words}` };
    places.set(key, mark);
  }
  return [...places.values()];
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

function conditionWords({ text, whenTrue, whenFalse, mcdc, why }: ConditionFact): string {
  const value = (state: State, word: string) =>
    state === 'covered' ? `was ${word}` : state === 'missed' ? `was never ${word}` : `${word}: ${stateWords[state]}`;
  const shown =
    mcdc === null ? '' : mcdc === 'covered' ? ', shown to affect the outcome' : ', not shown to affect the outcome';
  return `condition ${text}: ${value(whenTrue, 'true')}, ${value(whenFalse, 'false')}${shown}${why === undefined ? '' : ` (${why})`}`;
}
