import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { complaint, randomFrom, streamOf } from '../test-streams.js';
import { nextStep, skipValue } from './reading.js';
import { readJson } from './stream.js';
import { readValue, type Value } from './value.js';

const refusal = (what: string, offset: number) =>
  new UserError(`${what}, at byte ${offset}`, { at: { path: 'x.json' }, remedy: 'none' });

const skip = (text: string | Uint8Array, size?: number) => readJson(streamOf(text, size), refusal, skipValue);

async function read(text: string, size?: number): Promise<Value | undefined> {
  let value: Value | undefined;
  await readJson(streamOf(text, size), refusal, function* (json) {
    value = yield* readValue(json, yield* nextStep(json));
  });
  return value;
}

/** Does Node take it? Its decoder is strict too. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

const document =
  '{"a":[1,20,true,false,null,{"é\\n\\u00e9\\"😀":-1.5e+3}],"":"",\n\t"b" : [ ] , "c":{},"d":[[0],[-0,1E5,0.5]]}\r\n ';

describe('JsonReader', () => {
  it('reads values, however the bytes are cut', async () => {
    const expected = new Map<string, Value>([
      ['a', [1, 20, true, false, null, new Map([['é\né"😀', Number.NaN]])]],
      ['', ''],
      ['b', []],
      ['c', new Map()],
      ['d', [[0], [Number.NaN, Number.NaN, Number.NaN]]],
    ]);
    for (const size of [1, 2, 3, 5, 8, 13, 1000]) expect(await read(document, size)).toEqual(expected);
  });

  it.each([
    ...[
      '',
      ' ',
      '{',
      '[',
      '[1',
      '[1,',
      '[1,]',
      '[,1]',
      '[1 2]',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{a:1}',
      '{"a" 1}',
      '{,}',
    ],
    ...[
      '[1}',
      '{"a":1]',
      ']',
      '}',
      ':',
      ',',
      '[]]',
      '[] []',
      '[]x',
      '01',
      '[01]',
      '[1.]',
      '[.5]',
      '[+1]',
      '[1e]',
      '[-]',
      '[1-2]',
    ],
    ...[
      '[tru]',
      '[truee]',
      '[True]',
      '[nul',
      '[NaN]',
      '[Infinity]',
      "['a']",
      '["a]',
      '["\\x"]',
      '["\\u12g4"]',
      '["\\u12"]',
    ],
    ...[
      '["\n"]',
      '["\t"]',
      '["\u0000"]',
      '[\u0000]',
      '\u0000',
      '[1]\u0000',
      '[\u00a0]',
      '\ufeff[]',
      '[1,2}',
      '{"a":1 "b":2}',
      '//',
      '[/**/]',
    ],
  ])('refuses %j, as Node does', async (text) => {
    expect(isJson(Buffer.from(text))).toBe(false);
    for (const size of [1, 3, 1000]) expect(await complaint(skip(text, size))).toMatch(/at byte \d+/);
  });

  it('says where: at the byte that is wrong, or at the end', async () => {
    expect(await complaint(skip('{"a":1,,'))).toContain('x.json: "," stands where a key should, at byte 7');
    expect(await complaint(skip('[1,2'))).toContain('cut short: its JSON does not end, at byte 4');
    expect(await complaint(skip(Buffer.from([0x5b, 0xff])))).toContain('at byte 1');
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d])],
    ['a surrogate in UTF-8', Buffer.from([0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d])],
    ['UTF-8 that is cut by the end of the text', Buffer.from([0x5b, 0x22, 0xf0, 0x9f, 0x98, 0x22, 0x5d])],
  ])('refuses %s', async (_, bytes) => {
    for (const size of [1, 3, 1000]) expect(await complaint(skip(bytes, size))).toContain('at byte 1');
  });

  it('takes what Node takes and refuses what it refuses, where bytes are damaged at random', async () => {
    const random = randomFrom(1);
    const original = Buffer.from(document);
    const interesting = Buffer.from('{}[],:"\\0123456789.-+eE tfnu\n\x00\x80\xff');
    const seen = { taken: 0, refused: 0 };
    for (let round = 0; round < 4000; round += 1) {
      const bytes = Buffer.from(original);
      for (let changes = random(2); changes >= 0; changes -= 1) {
        bytes[random(bytes.length)] = interesting[random(interesting.length)] as number;
      }
      const isTaken = await skip(bytes, 1 + random(20)).then(
        () => true,
        (error) => {
          if (error instanceof UserError) return false;
          throw error;
        },
      );
      // A key that comes twice is only refused where it is read, not where it is passed over.
      expect(isTaken, bytes.toString('latin1')).toBe(isJson(bytes));
      seen[isTaken ? 'taken' : 'refused'] += 1;
    }
    expect(seen.taken).toBeGreaterThan(200);
    expect(seen.refused).toBeGreaterThan(200);
  });

  it('refuses what is deep, and takes what is long', async () => {
    expect(await complaint(skip('['.repeat(100_000)))).toContain('more than 64 values stand in each other');
    await skip(`${'['.repeat(64)}${']'.repeat(64)}`);
    const long = 'é'.repeat(500_000);
    expect(await read(`["${long}"]`, 1000)).toEqual([long]);
    expect(await complaint(skip(`["${'a'.repeat(17 * 1024 * 1024)}"]`, 65_536))).toContain('more than 16777216 bytes');
    expect(await read(`[${'9'.repeat(1_000_000)}]`, 1000)).toEqual([Number.POSITIVE_INFINITY]);
  });

  it('refuses a key that comes twice, and knows that __proto__ is one like any other', async () => {
    expect(await complaint(read('{"a":1,"b":2,"a":1}'))).toContain('"a" stands twice');
    expect(await read('{"__proto__":1}')).toEqual(new Map([['__proto__', 1]]));
  });
});
