import { describe, expect, it } from 'vitest';
import { readJson } from './json.js';

const read = (text: string) => readJson(Buffer.from(text));

describe('JSON of others', () => {
  it.each([
    '{}',
    '[{"a":1},{"a":2}]',
    '{"a":{"a":{"a":"a"}},"b":"\\"a\\":"}',
    '{ "a" : 1 ,\n "A" : "{\\"a\\":1,\\"a\\":2}" }',
    '"\\\\"',
    '{"a":"\\\\","b":1}',
  ])('is read when readers agree on it: %s', (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text) });
  });

  it.each(
    [
      ['a key twice', '{"a":1,"a":1}', 'has the key "a" twice'],
      ['a key twice, once in disguise', '{"a":1,"\\u0061":2}', 'has the key "a" twice'],
      ['a key twice, far down', '[{"b":[{"a":1,"x":{},"a" \n: 2}]}]', 'has the key "a" twice'],
      ['a prototype twice', '{"__proto__":1,"__proto__":2}', 'has the key "__proto__" twice'],
      ['no end', '{"a":1', 'is not JSON'],
      ['a byte order mark', '\ufeff{}', 'is not JSON'],
      ['nothing in it', '', 'is not JSON'],
      ['101 levels', '['.repeat(101) + ']'.repeat(101), 'nests deeper than 100 levels'],
      ['a million levels', '['.repeat(1_000_000) + ']'.repeat(1_000_000), 'nests deeper than 100 levels'],
    ].map(([what = '', text = '', fault = '']) => ({ what, text, fault })),
  )('is refused with $what', ({ text, fault }) => {
    expect(read(text)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('is refused that is not UTF-8', () => {
    expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ fault: 'is not UTF-8 text' });
  });

  it('is read with a string of megabytes in it', () => {
    expect(read(`{"a":"${'x'.repeat(4_000_000)}"}`)).toHaveProperty('value');
  });
});
