import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { OutputFile } from '../output-file.js';
import { lineFile, randomLineFile, rowsOf } from '../test-lines.js';
import { randomFrom, streamOf } from '../test-streams.js';
import { readLcov } from './read.js';
import { writeLcov } from './write.js';

const write = (...files: OutputFile[]) => [...writeLcov(files)].join('');
const empty = { path: 'a.rs', ...lineFile({}) };

describe('writeLcov', () => {
  it('writes files in order, with sums of what is written', () => {
    const file = {
      path: 'src/b.rs',
      lines: [
        [3, 0],
        [1, 5],
      ] as const,
      functions: [
        { name: 'g', line: 3, count: 0 },
        { name: 'f', line: 1, count: 5 },
      ],
      branches: [
        { line: 1, block: 0, branch: '1', taken: 0 },
        { line: 1, block: 0, branch: '0', taken: 5 },
        { line: 3, block: 0, branch: '0', taken: null },
      ],
      mcdc: [
        { line: 1, groupSize: 1, index: 0, sense: true, taken: 1, expression: 'a' },
        { line: 1, groupSize: 1, index: 0, sense: false, taken: 0, expression: 'a' },
      ],
    };
    expect(write(file, empty)).toBe(`SF:a.rs
LF:0
LH:0
end_of_record
SF:src/b.rs
FN:1,f
FN:3,g
FNDA:5,f
FNDA:0,g
FNF:2
FNH:1
BRDA:1,0,0,5
BRDA:1,0,1,0
BRDA:3,0,0,-
BRF:3
BRH:1
MCDC:1,1,f,0,0,a
MCDC:1,1,t,1,0,a
MCF:2
MCH:1
DA:1,5
DA:3,0
LF:2
LH:1
end_of_record
`);
  });

  it('is read back as it was', async () => {
    const random = randomFrom(4);
    for (let round = 0; round < 200; round += 1) {
      const files = new Map(['a.rs', 'ä,b.rs', '__proto__'].map((path) => [path, randomLineFile(random)]));
      const text = write(...[...files].map(([path, file]) => ({ path, ...file })));
      const read = await readLcov(streamOf(text), 'x.info');
      expect(read.size).toBe(3);
      for (const [path, file] of read) expect(rowsOf(file)).toEqual(rowsOf(files.get(path) ?? lineFile({})));
      expect(write(...[...read].reverse().map(([path, file]) => ({ path, ...file })))).toBe(text);
    }
  });

  it.each([
    ['a path', { ...empty, path: 'a\nDA:1,1' }],
    ['a path that ends like a line', { ...empty, path: 'a\r' }],
    ['a name', { ...empty, functions: [{ name: 'f\n', line: 1, count: 1 }] }],
    ['a name that looks like the end of a function', { ...empty, functions: [{ name: '1,f', line: 1, count: 1 }] }],
    ['a branch', { ...empty, branches: [{ line: 1, block: 0, branch: '\n', taken: 1 }] }],
    [
      'an expression',
      { ...empty, mcdc: [{ line: 1, groupSize: 1, index: 0, sense: true, taken: 1, expression: '\0' }] },
    ],
  ])('refuses %s that LCOV cannot hold', (_, file) => {
    expect(() => write(file)).toThrow(UserError);
  });
});
