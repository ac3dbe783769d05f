import { describe, expect, it } from 'vitest';
import { parsed } from '../testing/parsed.js';
import { end, exactFile, lcovFile, region } from '../testing/records.js';
import { recordingOf } from './recording.js';

const lcov = async (...names: string[]) => ({
  format: 'lcov' as const,
  lines: new Map(await Promise.all(names.map(async (name) => [name, await lcovFile('DA:1,2')] as const))),
});
const cobertura = async (sources: string[], ...names: string[]) => ({
  ...(await lcov(...names)),
  ...{ format: 'cobertura' as const, sources },
});
const pathsIn = (records: Parameters<typeof recordingOf>[0], root?: string) => [...recordingOf(records, root).paths];

describe('the files of a report', () => {
  it('have the names that it has for them', async () => {
    expect(pathsIn(await lcov('src/a.rs', '/w/src/b.rs'))).toEqual(['src/a.rs', '/w/src/b.rs']);
  });

  it('have the workspace’s own names where it was made elsewhere', async () => {
    const records = await lcov('/build/firmware/src/a.rs', '/build/firmware-two/src/b.rs', 'src/c.rs');
    const names = ['src/a.rs', '/build/firmware-two/src/b.rs', 'src/c.rs'];
    expect(pathsIn(records, '/build/firmware')).toEqual(names);
    expect(pathsIn(records, '/build/firmware/')).toEqual(names);
  });

  it('are relative to the folder that a Cobertura report names, where it names one', async () => {
    expect(pathsIn(await cobertura(['/build'], 'src/a.rs', '/other/b.rs'))).toEqual(['/build/src/a.rs', '/other/b.rs']);
    expect(pathsIn(await cobertura(['/build'], 'src/a.rs'), '/build')).toEqual(['src/a.rs']);
    // Nobody can tell which of several it is.
    expect(pathsIn(await cobertura(['/build', '/other'], 'src/a.rs'))).toEqual(['src/a.rs']);
  });

  it('are not those of which it has not a single line', async () => {
    const empty = await lcovFile();
    expect(pathsIn({ format: 'lcov', lines: new Map([['src/a.rs', empty]]) })).toEqual([]);
    expect(pathsIn({ format: 'llvm-json', exact: new Map([['src/a.rs', await exactFile({})]]) })).toEqual([]);
  });
});

describe('the records of a file', () => {
  const text = 'fn f() {\n    a();\n}\n';

  it('are read to the column where the report knows it', async () => {
    const exact = new Map([['src/a.rs', await exactFile({ segments: [region(1, 1, 3), end(3, 2)] })]]);
    const recording = recordingOf({ format: 'llvm-json', exact }, undefined);
    const source = { obligations: await parsed(text), text };
    expect(recording.readers('src/a.rs', source).map(({ isExact }) => isExact)).toEqual([true]);
    expect([...recording.lines('src/a.rs')]).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('are all of those that it has, under whatever names', async () => {
    const recording = recordingOf(await lcov('/build/src/a.rs', 'src/a.rs'), '/build');
    const source = { obligations: await parsed(text), text };
    expect([...recording.paths]).toEqual(['src/a.rs']);
    expect(recording.readers('src/a.rs', source).map(({ isExact }) => isExact)).toEqual([false, false]);
    expect([...recording.lines('src/a.rs')]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('are none of a file that it does not speak of', async () => {
    const recording = recordingOf(await lcov('src/a.rs'), undefined);
    expect(recording.readers('src/b.rs', { obligations: await parsed(text), text })).toEqual([]);
    expect([...recording.lines('src/b.rs')]).toEqual([]);
  });
});
