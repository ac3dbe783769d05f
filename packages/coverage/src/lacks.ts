import type { State } from './facts.js';

/** An obligation in words, for the two ways in which it may not be covered. */
export interface Words {
  /** A sentence for what no test did: `a < b was never true`. */
  missed: string;
  /** What is not known where it was not measured: `whether a < b was true`. */
  unknown: string;
}

/** What is lacking of an obligation that is not covered, said once. `why` is the reason where there is one. */
export function lack(words: Words, state: Exclude<State, 'covered'>, why: string | undefined): string {
  const reason = why === undefined ? '' : `: ${why}`;
  switch (state) {
    case 'missed':
      return words.missed;
    case 'not-compiled':
      return `not compiled in any configuration that was measured${reason}`;
    case 'compile-time':
      return `runs only while the compiler does${reason}`;
    case 'not-measured':
      return `${words.unknown} was not measured${reason}`;
  }
}

/** Of a function. */
export function functionWords(name: string): Words {
  return { missed: `${name} was never entered`, unknown: `whether ${name} was entered` };
}

/** Of a statement: its place says which. */
export const statementWords: Words = { missed: 'this statement never ran', unknown: 'whether this statement ran' };

/** What decisions are called in a sentence, by their kind. */
const decisions: Readonly<Record<string, string>> = {
  if: 'the if',
  'if-let': 'the if let',
  while: 'the while',
  'while-let': 'the while let',
  chain: 'the let chain',
  guard: 'the guard',
  'let-else': 'the let … else',
  assert: 'the assertion',
  logic: 'the && or ||',
  matches: 'the matches!',
  try: 'the ?',
};

/** What an outcome is in a sentence, by its name: that it never was, and that it was. */
const outcomes: Readonly<Record<string, readonly [never: string, once: string]>> = {
  true: ['was never true', 'was true'],
  false: ['was never false', 'was false'],
  matched: ['never matched', 'matched'],
  'not matched': ['never failed to match', 'failed to match'],
  held: ['never held', 'held'],
  failed: ['never failed', 'failed'],
  success: ['never went on', 'went on'],
  'early return': ['never returned early', 'returned early'],
};

/** Of an outcome of a decision; the arms of a match are named by themselves. */
export function outcomeWords(kind: string, outcome: string): Words {
  // A macro, of which nobody knows what it decides.
  if (kind === 'macro') return { missed: 'nothing was decided here', unknown: 'what is decided here' };
  const [subject, [never, once]] =
    kind === 'match'
      ? [outcome, ['was never taken', 'was taken'] as const]
      : [
          decisions[kind] ?? kind,
          outcomes[outcome] ?? ([`never had the outcome ${outcome}`, `had the outcome ${outcome}`] as const),
        ];
  return { missed: `${subject} ${never}`, unknown: `whether ${subject} ${once}` };
}

/** Kinds of decisions whose one condition is a pattern. */
const ofPatterns: readonly string[] = ['if-let', 'while-let', 'let-else', 'matches'];

/** Of a value of a condition, in a decision of this kind. */
export function valueWords(kind: string, text: string, value: boolean): Words {
  const name = ofPatterns.includes(kind) ? (value ? 'matched' : 'not matched') : String(value);
  const [never, once] = outcomes[name] ?? ['', ''];
  return { missed: `${text} ${never}`, unknown: `whether ${text} ${once}` };
}

/** Of a condition that has to be shown to affect the outcome of its decision. `needs` says which evaluations would. */
export function influenceWords(text: string, needs: string | undefined): Words {
  return {
    missed: `${text} is not shown to affect the outcome${needs === undefined ? '' : `: ${needs}`}`,
    unknown: `whether ${text} affects the outcome`,
  };
}
