import type { MsrvFacts } from './facts.js';

/** Every rule asks the same facts: the answer is computed once and forgotten with them. */
export function oncePerFacts<Answer extends object>(
  compute: (facts: MsrvFacts) => Answer,
): (facts: MsrvFacts) => Answer {
  const answers = new WeakMap<MsrvFacts, Answer>();
  return (facts) => {
    const answer = answers.get(facts) ?? compute(facts);
    answers.set(facts, answer);
    return answer;
  };
}
