import { describe, expect, it } from 'vitest';
import { forms, parseUntrusted } from './json.js';

const verdict = (text: string, form: keyof typeof forms) => {
  const parsed = parseUntrusted('x', new TextEncoder().encode(text), form);
  return 'problems' in parsed ? parsed.problems.map(({ what }) => what).join() : 'in order';
};

/** Values whose keys, numbers and strings have more than one way to be written. */
const values = [
  '{"b":1,"a":2}',
  '{"a":{"c":1,"b":2}}',
  '[{"b":1,"a":2}]',
  '{"10":1,"9":2,"a":3}',
  '{"a":3,"9":2}',
  '{"4294967294":1,"4294967295":2,"a":3}',
  '{"4294967295":1,"10":2,"A":3}',
  '{"a":1,"a":2}',
  '{"a":1,"A":2,"é":3,"🦀":4,"":5}',
  '{"a":-0,"b":1.0,"c":1e2,"d":0.1}',
  '{"a":"\\u0041\\/","b":"\\ud800"}',
  '[1, 2]',
  ' []',
  '[]\n\n',
  'null',
  '{}',
];

describe('the form that Assay writes', () => {
  it.each(values)('is told of %s as writing it anew tells it', (text) => {
    for (const form of ['pretty', 'compact'] as const) {
      const written = forms[form](JSON.parse(text));
      expect(verdict(written, form)).toBe('in order');
      for (const other of [text, `${text}\n`]) {
        if (other !== written)
          expect(verdict(other, form)).toMatch(/^is not in the form that Assay writes \(line \d\)/);
      }
    }
  });

  it('holds no number beyond all that JSON can hold', () => {
    expect(verdict('1e400\n', 'compact')).toBe('has a number that JSON cannot hold');
  });
});
