import { describe, expect, it } from 'vitest';
import { MAX_COUNT } from '../count.js';
import { rowsOf } from '../test-lines.js';
import { complaint, streamOf } from '../test-streams.js';
import { readLcov } from './read.js';

const read = (text: string | Uint8Array, size?: number) => readLcov(streamOf(text, size), 'x.info');
const refused = (text: string | Uint8Array, size?: number) => complaint(read(text, size));

/** The only file of a text. */
async function readOne(text: string, size?: number) {
  const files = await read(text, size);
  const [file] = files.values();
  if (file === undefined || files.size > 1) throw new Error(`${files.size} files were read`);
  return rowsOf(file);
}

const section = (...records: string[]) => ['SF:src/a.rs', ...records, 'end_of_record', ''].join('\n');

/** As llvm-cov writes it. */
const small = `SF:src/ä.rs
FN:11,_RINv4main3gendE
FN:8,_RNv4main1m
FNDA:1,_RINv4main3gendE
FNDA:2,_RNv4main1m
FNF:2
FNH:2
DA:8,2
DA:9,0
DA:11,1
BRDA:11,0,0,-
BRDA:11,0,1,3
BRF:9
BRH:9
LF:99
LH:99
end_of_record
SF:b.rs
DA:1,7
LF:1
LH:1
end_of_record
`;

describe('readLcov', () => {
  it('reads what llvm-cov writes, and believes no sums', async () => {
    const files = await read(small);
    expect([...files].map(([path, file]) => [path, rowsOf(file)])).toEqual([
      [
        'src/ä.rs',
        {
          lines: [
            [8, 2],
            [9, 0],
            [11, 1],
          ],
          functions: [
            { name: '_RNv4main1m', line: 8, count: 2 },
            { name: '_RINv4main3gendE', line: 11, count: 1 },
          ],
          branches: [
            { line: 11, block: 0, branch: '0', taken: null },
            { line: 11, block: 0, branch: '1', taken: 3 },
          ],
          ...{ mcdc: [], tallies: [] },
        },
      ],
      ['b.rs', { lines: [[1, 7]], functions: [], branches: [], mcdc: [], tallies: [] }],
    ]);
  });

  it('reads the same, however the bytes are cut, and however lines end', async () => {
    const whole = await read(small, 10_000);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(small, size)).toEqual(whole);
    expect(await read(small.replaceAll('\n', '\r\n'), 5)).toEqual(whole);
    expect(await read(`\ufeff${small}`, 2)).toEqual(whole);
    expect(await read(small.trimEnd(), 5)).toEqual(whole);
  });

  it('reads the form of lcov 2', async () => {
    const text = section(
      'VER:abc',
      'FNL:0,3,9',
      'FNA:0,5,f<A, B>',
      'FNA:0,0,f<C>',
      'FNL:7,1',
      'FNA:7,1,g',
      'DA:3,5,checksum==',
    );
    expect(await readOne(`# comment\nTN:test_1\n${text}`)).toMatchObject({
      functions: [
        { name: 'g', line: 1, count: 1 },
        { name: 'f<A, B>', line: 3, count: 5 },
        { name: 'f<C>', line: 3, count: 0 },
      ],
      lines: [[3, 5]],
    });
  });

  it.each([
    ['FN:3,9,f(int, int)', 'f(int, int)'],
    ['FN:3,f(int, int)', 'f(int, int)'],
    ['FN:3,9th', '9th'],
    ['FN:3,', ''],
  ])('takes the name of %s', async (record, name) => {
    expect((await readOne(section(record))).functions).toEqual([{ name, line: 3, count: 0 }]);
  });

  it.each([
    ['FNDA before FN', ['FNDA:4,f', 'FN:1,f'], [['f', 1, 4]]],
    [
      'FNDA in another order',
      ['FN:1,f', 'FN:2,g', 'FN:3,h', 'FNDA:3,h', 'FNDA:1,f', 'FNDA:2,g'],
      [
        ['f', 1, 1],
        ['g', 2, 2],
        ['h', 3, 3],
      ],
    ],
    [
      'functions of one name',
      ['FN:1,f', 'FN:9,f', 'FNDA:4,f', 'FNDA:0,f'],
      [
        ['f', 1, 4],
        ['f', 9, 0],
      ],
    ],
    [
      'those in another order',
      ['FN:1,g', 'FN:2,f', 'FN:9,f', 'FNDA:4,f', 'FNDA:0,f', 'FNDA:7,g'],
      [
        ['g', 1, 7],
        ['f', 2, 4],
        ['f', 9, 0],
      ],
    ],
    ['more counts than functions of a name', ['FN:1,f', 'FNDA:4,f', 'FNDA:3,f'], [['f', 1, 7]]],
    ['one function twice', ['FN:1,f', 'FN:1,f', 'FNDA:4,f', 'FNDA:3,f'], [['f', 1, 7]]],
    ['a function without a count', ['FN:1,f'], [['f', 1, 0]]],
    [
      'names beyond ASCII',
      ['FN:1,é', 'FN:2,ü', 'FNDA:5,ü', 'FNDA:4,é'],
      [
        ['é', 1, 4],
        ['ü', 2, 5],
      ],
    ],
  ] as const)('counts %s', async (_, records, functions) => {
    const { functions: found } = await readOne(section(...records));
    expect(found.map(({ name, line, count }) => [name, line, count])).toEqual(functions);
  });

  it('reads branches of exceptions, and branches that are expressions', async () => {
    const records = [
      'BRDA:3,e0,1,-',
      'BRDA:3,fU1,0,2',
      'BRDA:2,0,f(a, b),0',
      'BRDA:3,e0,0,5',
      'BRDA:3,1,10,1',
      'BRDA:3,1,9,1',
    ];
    const { branches } = await readOne(section(...records));
    expect(branches.map(({ line, block, branch, taken }) => [line, block, branch, taken])).toEqual([
      [2, 0, 'f(a, b)', 0],
      [3, 0, '0', 5],
      [3, 0, '1', null],
      [3, 1, '0', 2],
      [3, 1, '9', 1],
      [3, 1, '10', 1],
    ]);
  });

  it('reads MC/DC', async () => {
    const { mcdc } = await readOne(
      section('MCDC:10,2,t,1,0,a, b', 'MCDC:10,2,f,0,0,a, b', 'MCDC:10,U2,f,3,1,c', 'MCF:4', 'MCH:9'),
    );
    expect(mcdc).toEqual([
      { line: 10, groupSize: 2, index: 0, sense: false, taken: 0, expression: 'a, b' },
      { line: 10, groupSize: 2, index: 0, sense: true, taken: 1, expression: 'a, b' },
      { line: 10, groupSize: 2, index: 1, sense: false, taken: 3, expression: 'c' },
    ]);
  });

  it('sums the sections of one file, and lines that come twice', async () => {
    const [first, second] = [
      section('DA:5,1', 'DA:2,1', 'DA:5,2', 'FN:1,f', 'FNDA:1,f', 'BRDA:1,0,0,-'),
      section('DA:3,4', 'DA:2,0', 'FN:1,f', 'FNDA:2,f', 'BRDA:1,0,0,2'),
    ];
    expect(await readOne(first + second)).toMatchObject({
      lines: [
        [2, 1],
        [3, 4],
        [5, 3],
      ],
      functions: [{ name: 'f', line: 1, count: 3 }],
      branches: [{ taken: 2 }],
    });
  });

  it('takes two rows of one section for a branch for the lower: the tool did not tell two branches apart', async () => {
    const { branches, mcdc } = await readOne(
      section('BRDA:1,0,0,5', 'BRDA:1,0,0,2', 'BRDA:1,0,1,2', 'BRDA:1,0,1,-', 'MCDC:1,1,t,5,0,a', 'MCDC:1,1,t,0,0,a'),
    );
    expect(branches.map(({ taken }) => taken)).toEqual([2, null]);
    expect(mcdc.map(({ taken }) => taken)).toEqual([0]);
  });

  it('keeps counts that are too high as the highest', async () => {
    const counts = [
      '9007199254740990',
      '9007199254740993',
      '18446744073709551615',
      '1.84467440737096e+19',
      '9'.repeat(1_000_000),
    ];
    const { lines } = await readOne(section(...counts.map((count, index) => `DA:${index + 1},${count}`)));
    expect(lines.map(([, count]) => count)).toEqual([9007199254740990, ...Array.from({ length: 4 }, () => MAX_COUNT)]);
    expect((await readOne(section('DA:1,9007199254740990') + section('DA:1,5'))).lines).toEqual([[1, MAX_COUNT]]);
  });

  it('takes any path', async () => {
    const paths = ['__proto__', 'C:\\src\\a,b.rs', 'SF:a', ' a ', 'é'.repeat(500_000), 'end_of_record'];
    expect([...(await read(paths.map((path) => `SF:${path}\nend_of_record\n`).join(''), 65_536)).keys()]).toEqual(
      paths,
    );
  });

  it('is refused wherever it is cut, but at the end of a section', async () => {
    const bytes = Buffer.from(`TN:t\n${small}`);
    const ends = [...small.matchAll(/end_of_record/g)].map(({ index }) =>
      Buffer.byteLength(`TN:t\n${small.slice(0, index)}end_of_record`),
    );
    const taken: number[] = [];
    for (let length = 0; length < bytes.length; length += 1) {
      const files = await read(bytes.subarray(0, length)).catch((error) => String(error));
      if (typeof files === 'string') expect(files).toContain('UserError');
      else expect(taken.push(length) && files.size).toBe(length < (ends[1] as number) ? 1 : 2);
    }
    // With and without the newline behind it.
    expect(taken).toEqual([ends[0], (ends[0] as number) + 1, ends[1]]);
  });

  it.each([
    ['a section that does not end', 'SF:a\nDA:1,1\n', 2, 'cut short'],
    ['a section before the one before it ends', 'SF:a\nDA:1,1\nSF:b\nend_of_record\n', 3, 'the end_of_record of "a"'],
    ['the name of a test in a section', 'SF:a\nTN:\nend_of_record\n', 2, 'TN comes before the end_of_record of "a"'],
    ['the name of a test and nothing else', 'TN:\n', 1, 'cut short'],
    ['nothing', '', 0, 'no records'],
    ['comments alone', '#a\n\n', 2, 'no records'],
    ['a line in no section', 'DA:1,1\n', 1, 'DA stands in no section'],
    ['a sum in no section', 'LF:1\n', 1, 'LF stands in no section'],
    ['an end of no section', 'end_of_record\n', 1, 'ends no section'],
    ['an end with something behind it', 'SF:a\nend_of_record x\n', 2, '"end_of_record x" is no record'],
    ['an unknown record', section('DA:1,1', 'XYZ:1'), 3, '"XYZ" is no record of LCOV that is known'],
    ['a record in small letters', section('da:1,1'), 2, '"da" is no record'],
    ['something that is no record', section('hello'), 2, '"hello" is no record'],
    ['a record that begins with a zero byte', section('\0DA:1,1'), 2, ''],
    ['a file without name', 'SF:\nend_of_record\n', 1, 'no name'],
    ['a name with a zero byte', 'SF:a\0b\nend_of_record\n', 1, 'zero byte'],
    ['a negative count', section('DA:1,-5'), 2, 'the count "-5" is negative\n  build with -fprofile-update=atomic'],
    ['a negative count of a function', section('FN:1,f', 'FNDA:-1,f'), 3, 'negative'],
    ['a negative count of a branch', section('BRDA:1,0,0,-1'), 2, 'negative'],
    ['a fractional count', section('DA:1,1.5'), 2, '"1.5" is not a whole number'],
    ['a count with an exponent that is small', section('DA:1,1e3'), 2, 'not a whole number'],
    ['a hyphen for a count', section('DA:1,-'), 2, '"-" is not a whole number'],
    ['no count', section('DA:1,'), 2, '"" is not a whole number'],
    ['no comma', section('DA:1'), 2, 'too few fields'],
    ['nothing behind the colon', section('DA:'), 2, '"" is not a line'],
    ['line 0', section('DA:0,1'), 2, '"0" is not a line'],
    ['a negative line', section('DA:-1,1'), 2, '"-1" is not a line'],
    ['a line that is too high', section('DA:10000001,1'), 2, 'not a line'],
    ['a line with blanks', section('DA: 1,1'), 2, '" 1" is not a line'],
    ['a count with a zero byte', section('DA:1,1\0'), 2, 'not a whole number'],
    ['a function without name', section('FN:1'), 2, 'too few fields'],
    [
      'a count of a function without line',
      section('FN:1,f', 'FNDA:1,g'),
      4,
      'the function "g" has a count and no line',
    ],
    ['FNA without FNL', section('FNL:1,1', 'FNA:2,1,f'), 3, 'no FNL before it has the number 2'],
    ['a branch with three fields', section('BRDA:1,0,0'), 2, 'too few fields'],
    ['a block that is a text', section('BRDA:1,x,0,1'), 2, '"x" is not a whole number'],
    ['MC/DC with another sense', section('MCDC:1,2,x,1,0,a'), 2, 'neither t nor f'],
    ['MC/DC with an index that is too high', section('MCDC:1,2,t,1,2,a'), 2, 'not below'],
    ['MC/DC without expression', section('MCDC:1,2,t,1,0'), 2, 'too few fields'],
  ])('refuses %s', async (_, text, line, message) => {
    for (const size of [3, 1000]) {
      const words = await refused(text, size);
      expect(words.startsWith(line === 0 ? 'x.info: ' : `x.info:${line}: `), words).toBe(true);
      expect(words).toContain(message);
    }
  });

  it.each(['SF:a\xff', 'FN:1,\xff', 'FNDA:1,\xff', 'BRDA:1,0,\xff,1', 'MCDC:1,1,t,1,0,\xff', 'X\xff'])(
    'refuses %j, which is not UTF-8',
    async (record) => {
      const text = record.startsWith('SF') ? `${record}\nend_of_record\n` : section('FN:1,f', record);
      expect(await refused(Buffer.from(text, 'latin1'))).toContain('UTF-8');
    },
  );

  it('takes the sign for what could not be read, where it stands in the file itself', async () => {
    expect([...(await read('SF:\ufffd\nend_of_record\n')).keys()]).toEqual(['\ufffd']);
  });

  it('refuses a line that is absurdly long', async () => {
    expect(await refused(section(`DA:1,${'1'.repeat(17 * 1024 * 1024)}`), 65_536)).toContain(
      'more than 16777216 bytes',
    );
  });
});
