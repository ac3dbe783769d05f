/** Every rule asks the same facts: the answer is computed once and forgotten with them. */
export function oncePerFacts<Facts extends object, Answer extends object>(
  compute: (facts: Facts) => Answer,
): (facts: Facts) => Answer {
  const answers = new WeakMap<Facts, Answer>();
  return (facts) => {
    const answer = answers.get(facts) ?? compute(facts);
    answers.set(facts, answer);
    return answer;
  };
}
