import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { MAX_COUNT } from '../count.js';
import type { ExactFile } from '../exact-file.js';
import { type Segment, segmentAt } from '../segments.js';
import { countAt } from '../test-exact.js';
import { complaint, streamOf } from '../test-streams.js';
import { readLlvmJson } from './read.js';
import { exportOf, type SegmentRow } from './test-export.js';

const read = (text: string | Uint8Array, size?: number) => readLlvmJson(streamOf(text, size), 'x.json');
const refused = (text: string | Uint8Array, size?: number) => complaint(read(text, size));

async function readOne(text: string): Promise<ExactFile> {
  const [[, file] = []] = await read(text);
  if (file === undefined) throw new Error('no file was read');
  return file;
}

const segmentsOf = ({ segments }: ExactFile): Segment[] =>
  Array.from({ length: segments.length }, (_, index) => segmentAt(segments, index));

const segments: readonly SegmentRow[] = [
  [1, 4, 3, true, true, false],
  [2, 9, 0, true, true, false],
  [2, 12, 3, true, false, true],
  [4, 2, 0, false, false, false],
];

/** `(a && b) || c` as LLVM 22 wrote it under three tests, `a`, `b`, `c` on line 2. */
const branches = [
  [2, 42, 2, 43, 1, 1, 0, 0, 6],
  [2, 37, 2, 38, 2, 1, 0, 0, 6],
  [2, 48, 2, 49, 1, 1, 0, 0, 6],
];
const conditions = [
  { line: 2, column: 37, endLine: 2, endColumn: 38 },
  { line: 2, column: 42, endLine: 2, endColumn: 43 },
  { line: 2, column: 48, endLine: 2, endColumn: 49 },
];
const span = [2, 36, 2, 49];
const vectors = [
  { conditions: [true, false, false], executed: true, result: false },
  { conditions: [false, null, true], executed: true, result: true },
  { conditions: [true, true, null], executed: false, result: null },
];
const decisions = {
  '2.0.1': [...span, 0, 5, [false, true, false]],
  '3.0.1': [...span, 2, 1, 0, 0, 5, [false, true, false]],
  '3.1.0': [...span, 2, 1, 0, 0, 5, [false, true, false], vectors],
};

const small = exportOf([
  { filename: 'src/ä.rs', segments, branches, mcdc_records: [decisions['3.1.0']] },
  { filename: 'b.rs', segments: [[1, 1, 12, true, true, false]] },
]);

describe('readLlvmJson', () => {
  it('reads segments as they are', async () => {
    expect(segmentsOf(await readOne(exportOf([{ segments }])))).toEqual([
      { line: 1, column: 4, count: 3, hasCount: true, isRegionEntry: true, isGap: false },
      { line: 2, column: 9, count: 0, hasCount: true, isRegionEntry: true, isGap: false },
      { line: 2, column: 12, count: 3, hasCount: true, isRegionEntry: false, isGap: true },
      { line: 4, column: 2, count: 0, hasCount: false, isRegionEntry: false, isGap: false },
    ]);
  });

  it('puts branches in order and sums the instances of a generic', async () => {
    const rows = [
      [11, 48, 11, 53, 0, 1, 0, 0, 4],
      [2, 9, 2, 10, 2, 1, 0, 0, 4],
      [11, 48, 11, 53, 1, 0, 0, 0, 4],
      [11, 48, 11, 54, 7, 7, 0, 0, 4],
    ];
    expect((await readOne(exportOf([{ branches: rows }]))).branches).toEqual([
      { line: 2, column: 9, endLine: 2, endColumn: 10, true: 2, false: 1 },
      { line: 11, column: 48, endLine: 11, endColumn: 54, true: 7, false: 7 },
      { line: 11, column: 48, endLine: 11, endColumn: 53, true: 1, false: 1 },
    ]);
  });

  it.each(['2.0.1', '3.0.1', '3.1.0'] as const)('reads decisions of version %s', async (version) => {
    const file = await readOne(exportOf([{ branches, mcdc_records: [decisions[version]] }], version));
    const [executed, other] = vectors.slice(0, 2).map(({ conditions, result }) => ({ conditions, result }));
    expect(file.decisions).toEqual([
      {
        ...{ line: 2, column: 36, endLine: 2, endColumn: 49, conditions, shown: [false, true, false] },
        vectors: version === '3.1.0' ? [other, executed] : undefined,
      },
    ]);
  });

  it('does not say which conditions a decision has where their number is another', async () => {
    const file = await readOne(exportOf([{ branches: branches.slice(1), mcdc_records: [decisions['3.1.0']] }]));
    expect(file.decisions[0]?.conditions).toBeUndefined();
  });

  it('reads the same, however the bytes are cut', async () => {
    const whole = await read(small, 100_000);
    expect([...whole.keys()]).toEqual(['src/ä.rs', 'b.rs']);
    for (const size of [1, 2, 3, 7, 64]) expect(await read(small, size)).toEqual(whole);
    expect(await read(`\ufeff${small}`, 2)).toEqual(whole);
    expect(await read(JSON.stringify(JSON.parse(small), null, '\t\r\n '))).toEqual(whole);
  });

  it('does not mind the order of keys, several entries and keys that it does not know', async () => {
    const { data, type, version } = JSON.parse(small);
    const [{ files }] = data;
    const other = {
      cargo_llvm_cov: { version: '0.9.1' },
      version,
      type,
      data: [{ files: [files[1]] }, { totals: [], files: [files[0]] }],
    };
    const swapped = await read(JSON.stringify(other));
    expect(new Map([...swapped].reverse())).toEqual(await read(small));
  });

  it('merges a file that is named twice', async () => {
    const twice = await readOne(
      exportOf([
        { segments, branches },
        { segments: segments.slice(0, 1), branches: branches.slice(0, 1) },
      ]),
    );
    expect(segmentsOf(twice).map(({ count }) => count)).toEqual([6, 3, 3, 3]);
    expect(twice.branches.map((branch) => [branch.true, branch.false])).toEqual([
      [2, 1],
      [2, 2],
      [1, 1],
    ]);
  });

  it('keeps counts that are too high as the highest', async () => {
    const text = exportOf([{ segments: [[1, 1, 5, true, true, false]] }]).replace(
      '[1,1,5,',
      `[1,1,9223372036854775807,`,
    );
    expect(countAt(await readOne(text), 1, 1)).toEqual({ count: MAX_COUNT, isGap: false });
    const absurd = await readOne(text.replace('9223372036854775807', '9'.repeat(100_000)));
    expect(countAt(absurd, 1, 1)).toEqual({ count: MAX_COUNT, isGap: false });
    const exact = await readOne(text.replace('9223372036854775807', '9007199254740990'));
    expect(countAt(exact, 1, 1)?.count).toBe(9007199254740990);
  });

  it('takes any name', async () => {
    const long = 'ü/'.repeat(500_000);
    const names = ['__proto__', 'constructor', 'C:\\src\\a.rs', ' ', '"', '\u{1f600}', long];
    expect([...(await read(exportOf(names.map((filename) => ({ filename }))), 65_536)).keys()]).toEqual(names);
  });

  it.each(['', 'a\0b'])('refuses the name %j', async (filename) => {
    expect(await refused(exportOf([{ filename }]))).toContain('at byte');
  });

  it('is refused wherever it is cut', async () => {
    const bytes = Buffer.from(small);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(await refused(bytes.subarray(0, length), 256)).toMatch(
        `cut short: its JSON does not end, at byte ${length}\n`,
      );
    }
  });

  const one = (segment: unknown) => exportOf([{ segments: [segment as SegmentRow] }]);
  const branch = (row: unknown) => exportOf([{ branches: [row as number[]] }]);
  const decision = (row: unknown, version?: string) => exportOf([{ mcdc_records: [row] }], version);

  it.each([
    ['a segment with five parts', one([1, 1, 1, true, true])],
    ['a segment with seven parts', one([1, 1, 1, true, true, false, false])],
    ['a segment with a number for a boolean', one([1, 1, 1, 1, true, false])],
    ['a segment with a boolean for a number', one([1, 1, true, true, true, false])],
    ['a segment with a text', one([1, 1, 'a', true, true, false])],
    ['a segment with a list', one([1, 1, [], true, true, false])],
    ['a segment with null', one([1, 1, null, true, true, false])],
    ['a segment with far too many parts', one(Array.from({ length: 1000 }, () => 1))],
    ['a segment that is an object', one({})],
    ['segments that are an object', exportOf([{ segments: {} as never }])],
    ['a negative count', one([1, 1, -1, true, true, false])],
    ['a fractional count', one([1, 1, 1.5, true, true, false])],
    ['a count with an exponent', one([1, 1, 5, true, true, false]).replace('[1,1,5,', '[1,1,5e3,')],
    ['line 0', one([0, 1, 1, true, true, false])],
    ['a negative line', one([-1, 1, 1, true, true, false])],
    ['a fractional line', one([1.5, 1, 1, true, true, false])],
    ['a line that is too high', one([10_000_001, 1, 1, true, true, false])],
    ['a negative column', one([1, -1, 1, true, true, false])],
    ['a column that is too high', one([1, 2 ** 32, 1, true, true, false])],
    ['segments out of order', exportOf([{ segments: [segments[1], segments[0]] as SegmentRow[] }])],
    ['a branch with eight parts', branch([1, 1, 1, 2, 1, 1, 0, 4])],
    ['a branch with a boolean', branch([1, 1, 1, 2, 1, 1, 0, 0, true])],
    ['a branch of an unknown kind', branch([1, 1, 1, 2, 1, 1, 0, 0, 7])],
    ['a branch with a negative count', branch([1, 1, 1, 2, 1, -1, 0, 0, 4])],
    ['a branch with a fractional count', branch([1, 1, 1, 2, 0.5, 1, 0, 0, 4])],
    ['a branch with a negative column', branch([1, 1, 1, -2, 1, 1, 0, 0, 4])],
    ['a decision with eight parts', decision([...span, 0, 0, 5, [true]])],
    ['a decision of another version', decision(decisions['3.0.1'], '3.1.0')],
    ['a decision of a later version', decision(decisions['3.1.0'], '2.0.1')],
    ['a decision of another kind', decision([...span, 0, 4, [true]], '2.0.1')],
    ['a decision whose conditions are numbers', decision([...span, 0, 5, [1]], '2.0.1')],
    ['a decision without place', decision([2, 36, 'a', 49, 0, 5, [true]], '2.0.1')],
    ['a decision that is an object', decision({}, '2.0.1')],
    [
      'a vector with too few conditions',
      decision([...span, 1, 1, 0, 0, 5, [true], [{ ...vectors[0], conditions: [] }]]),
    ],
    ['a vector with a number', decision([...span, 1, 1, 0, 0, 5, [true], [{ ...vectors[0], conditions: [1] }]])],
    [
      'an executed vector without result',
      decision([...span, 1, 1, 0, 0, 5, [true], [{ conditions: [true], executed: true, result: null }]]),
    ],
    [
      'a vector that does not say whether it was executed',
      decision([...span, 1, 1, 0, 0, 5, [true], [{ conditions: [true], result: true }]]),
    ],
    ['another type', small.replace('llvm.coverage.json.export', 'istanbul')],
    ['no type', small.replace('"type"', '"kind"')],
    ['an unknown version', small.replace('"3.1.0"', '"4.0.0"')],
    ['no version', small.replace('"version":"3.1.0"', '"v":1')],
    ['a version that is a number', small.replace('"3.1.0"', '3.1')],
    ['no data', small.replace('"data"', '"date"')],
    ['data that is an object', small.replace('"data":[{', '"data":{"a":[{').replace('}],"type"', '}]},"type"')],
    ['no files', small.replace('"files"', '"flies"')],
    ['a file without name', small.replace('"filename"', '"name"')],
    ['a file without segments', small.replace('"segments"', '"s"')],
    ['a file without branches', small.replace('{"branches"', '{"b"')],
    ['a file without decisions', small.replace('"mcdc_records"', '"m"')],
    ['segments that come twice', small.replace('"mcdc_records"', '"segments":[],"mcdc_records"')],
    ['a name that is a number', small.replace('"b.rs"', '7')],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['another document behind it', `${small}{}`],
    ['damage in what is passed over', small.replace('"name":"_RNv"', '"name":_RNv')],
    ['a name that is not UTF-8', Buffer.from(small.replace('b.rs', '\xff.rs'), 'latin1')],
    [
      'something deep in what is passed over',
      small.replace('"totals":', `"x":${'['.repeat(70)}${']'.repeat(70)},"totals":`),
    ],
  ])('refuses %s', async (_, text) => {
    for (const size of [5, 10_000]) {
      const message = await refused(text, size);
      expect(message).toMatch(/^x\.json: .+, at byte \d+\n {2}write it again/);
    }
  });

  it('says that a summary is not enough', async () => {
    const text = exportOf([{ filename: 'src/a.rs' }])
      .replace('"segments":[],', '')
      .replace('{"branches":[],', '{');
    expect(await refused(text)).toContain('"src/a.rs" has no segments or no branches, only a summary');
  });

  it('takes a file without decisions where LLVM does not write them yet', async () => {
    expect([...(await read(exportOf([{}], '2.0.1').replace('"mcdc_records":[],', '')))].length).toBe(1);
  });

  it('closes the stream when it stops early', async () => {
    let isClosed = false;
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('[]');
        yield Buffer.from('[]');
      } finally {
        isClosed = true;
      }
    }
    await expect(readLlvmJson(stream(), 'x.json')).rejects.toThrow(UserError);
    expect(isClosed).toBe(true);
  });
});
