import { describe, expect, it } from 'vitest';
import { functionWords, influenceWords, lack, outcomeWords, statementWords, valueWords } from './lacks.js';

describe('what no test did', () => {
  const missed = (words: Parameters<typeof lack>[0]) => lack(words, 'missed', undefined);

  it.each([
    [functionWords('Motor::step'), 'Motor::step was never entered'],
    [statementWords, 'this statement never ran'],
    [outcomeWords('if', 'true'), 'the if was never true'],
    [outcomeWords('while', 'false'), 'the while was never false'],
    [outcomeWords('logic', 'false'), 'the && or || was never false'],
    [outcomeWords('chain', 'true'), 'the let chain was never true'],
    [outcomeWords('guard', 'false'), 'the guard was never false'],
    [outcomeWords('let-else', 'not matched'), 'the let … else never failed to match'],
    [outcomeWords('if-let', 'matched'), 'the if let never matched'],
    [outcomeWords('assert', 'held'), 'the assertion never held'],
    [outcomeWords('assert', 'failed'), 'the assertion never failed'],
    [outcomeWords('try', 'success'), 'the ? never went on'],
    [outcomeWords('try', 'early return'), 'the ? never returned early'],
    [outcomeWords('match', 'arm Some(x)'), 'arm Some(x) was never taken'],
    // An arm that is called like an outcome, and one like a property of every object.
    [outcomeWords('match', 'arm true'), 'arm true was never taken'],
    [outcomeWords('if', 'other'), 'the if never had the outcome other'],
    [valueWords('if', 'a < b', true), 'a < b was never true'],
    [valueWords('chain', 'a < b', false), 'a < b was never false'],
    [valueWords('if-let', 'Some(x)', true), 'Some(x) never matched'],
    [valueWords('let-else', 'Some(x)', false), 'Some(x) never failed to match'],
    [influenceWords('a', undefined), 'a is not shown to affect the outcome'],
    [influenceWords('a', 'needs a = true'), 'a is not shown to affect the outcome: needs a = true'],
  ])('%o', (words, sentence) => {
    expect(missed(words)).toBe(sentence);
  });
});

describe('what is not known', () => {
  it('is said once, with the reason', () => {
    expect(lack(statementWords, 'not-measured', 'it is an argument of log!')).toBe(
      'whether this statement ran was not measured: it is an argument of log!',
    );
    expect(lack(outcomeWords('macro', 'whatever it decides'), 'not-measured', 'it is in the macro m!')).toBe(
      'what is decided here was not measured: it is in the macro m!',
    );
    expect(lack(outcomeWords('if', 'true'), 'not-measured', undefined)).toBe(
      'whether the if was true was not measured',
    );
    expect(lack(statementWords, 'not-compiled', 'cfg(feature = "std")')).toBe(
      'not compiled in any configuration that was measured: cfg(feature = "std")',
    );
    expect(lack(functionWords('table'), 'compile-time', undefined)).toBe('runs only while the compiler does');
  });
});
