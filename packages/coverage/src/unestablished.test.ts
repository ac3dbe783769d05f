import { expect, it } from 'vitest';
import { measured } from './controls.js';
import { unestablishedIn } from './unestablished.js';

it.for([
  ['all was measured', {}, []],
  ['some records are missing', { complete: false }, ['what every run and every report recorded']],
  ['nothing was measured', { runs: [] }, ['what the tests reach: nothing ran, and no report was read']],
  ['no tools read the runs', { llvm: null }, ['with which LLVM tools the runs were read']],
  [
    'a report for other tools is missing',
    { reports: [{ name: 'lcov.info', sha256: '0'.repeat(64) }] },
    ['what cobertura.xml holds, which is written of complete records'],
  ],
] as const)('where %s', ([, change, open]) => {
  expect(unestablishedIn({ ...measured(), ...(change as object) })).toEqual(open);
});

it('needs no tools where only reports of others were read', () => {
  const kind = { format: 'lcov', ranOn: 'hardware' } as const;
  const read = { name: 'board.info', files: [], ...kind, speaksOf: 1, lacks: '' };
  expect(unestablishedIn(measured({ runs: [], llvm: null, imports: [read] }))).toEqual([]);
});
