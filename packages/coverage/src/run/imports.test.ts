import { fakeWorld, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { CoverageSettings } from '../settings.js';
import { end, exportOf, region } from '../testing/records.js';
import { readImports } from './imports.js';

const lcov = 'SF:/build/src/lib.rs\nDA:1,1\nend_of_record\n';
const json = exportOf({ filename: 'src/lib.rs', segments: [region(1, 1, 1), end(2, 2)] });
const cobertura =
  '<?xml version="1.0"?><coverage><packages><package><classes><class filename="src/lib.rs"><lines>' +
  '<line number="1" hits="1"/></lines></class></classes></package></packages></coverage>';

const read = (files: Record<string, string>, ...names: string[]) =>
  readImports(
    fakeWorld({ files }),
    CoverageSettings.parse({
      runs: [],
      reports: (names.length === 0 ? Object.keys(files) : names).map((file) => ({
        file,
        'ran-on': 'hardware',
        root: '/build',
      })),
    }),
  );

describe('reports', () => {
  it('are read by what is in them, in the order of the policy, each with its digest and with what it cannot say', async () => {
    const { imports, recordings, gaps } = await read({ 'b.info': lcov, 'a.json': json, 'c.xml': cobertura });
    expect(gaps).toEqual([]);
    expect(imports.map(({ name, format, ranOn, files }) => [name, format, ranOn, files])).toEqual([
      ['b.info', 'lcov', 'hardware', [{ path: 'b.info', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]],
      ['a.json', 'llvm-json', 'hardware', [{ path: 'a.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]],
      ['c.xml', 'cobertura', 'hardware', [{ path: 'c.xml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]],
    ]);
    expect(imports.map(({ lacks }) => lacks === '')).toEqual([false, true, false]);
    expect(recordings.map(({ paths }) => [...paths])).toEqual([['src/lib.rs'], ['src/lib.rs'], ['src/lib.rs']]);
  });

  it('that are not there are a gap, and the others are read', async () => {
    const { imports, gaps } = await read({ 'b.info': lcov }, 'gone.info', 'b.info');
    expect(imports.map(({ name }) => name)).toEqual(['b.info']);
    expect(gaps).toEqual([
      {
        what: 'what gone.info recorded',
        why: 'gone.info does not exist',
        remedy: 'bring the report before the check runs, or take it out of [coverage]',
        at: { path: 'gone.info' },
      },
    ]);
  });

  it.each([
    ['that are cut off', lcov.slice(0, -15)],
    ['with counts below nothing', 'SF:src/lib.rs\nDA:1,-1\nend_of_record\n'],
    ['of no form that is known', 'hello\n'],
    ['that are empty', ''],
    ['that end in the middle of JSON', json.slice(0, -10)],
    ['of a version that is not known', json.replace('3.1.0', '9.0.0')],
  ])('%s are a gap at their place', async (_, content) => {
    const { imports, recordings, gaps } = await read({ report: content });
    expect([imports, recordings]).toEqual([[], []]);
    expect(gaps).toMatchObject([{ what: 'what report recorded', at: { path: 'report' } }]);
  });

  it('end where the user interrupts', async () => {
    const world = fakeWorld({ files: { 'a.info': lcov } });
    const interrupted = new WorldError('interrupted', 'a.info', 'interrupted');
    const digest = () => Promise.reject(interrupted);
    const settings = CoverageSettings.parse({ runs: [], reports: [{ file: 'a.info', 'ran-on': 'host' }] });
    await expect(readImports({ ...world, files: { ...world.files, digest } }, settings)).rejects.toBe(interrupted);
  });
});
