import { expect, it } from 'vitest';
import { justification, measured, statement } from './controls.js';
import { overview } from './overview.js';

const rest = 'function –, decision –, condition –, MC/DC –';
const statements = [statement('covered'), statement('missed', 13), statement('not-measured', 30)];

it('tells the runs, the reports, the sources, the figures, and that it is not the build of the product', () => {
  const facts = measured({
    run: { passed: 2, failed: 1, ignored: 4, outcome: 'failed' },
    imports: [
      {
        ...{ name: 'board.info', files: [], format: 'lcov', ranOn: 'hardware' },
        speaksOf: 1,
        lacks: 'arms of match, ?',
      },
      { ...{ name: 'all.json', files: [], format: 'llvm-json', ranOn: 'host' }, speaksOf: 2, lacks: '' },
    ],
    asked: { statement: 50 },
    file: { statements },
  });
  expect(overview(facts)).toEqual([
    'cargo test --workspace with default features: failed, 3 tests ran, 1 failed, 4 ignored',
    'board.info (lcov, ran on hardware) speaks of 1 source file; it cannot say: arms of match, ?',
    'all.json (llvm-json, ran on host) speaks of 2 source files',
    '1 source file measured, 0 parts left out',
    `app (ASIL D): statement 33.3 % (50 % asked); not asked for: ${rest}`,
    'The instrumented build is not the build of the product.',
  ]);
});

it('says what is asked only where it is not reached, and what justifications make of a figure', () => {
  const line = (change: Parameters<typeof measured>[0]) => overview(measured({ file: { statements }, ...change }))[2];
  expect(line({ asked: { statement: 33 } })).toBe(`app (ASIL D): statement 33.3 %; not asked for: ${rest}`);
  expect(line({ asked: { statement: 60 }, justifications: justification() })).toBe(
    `app (ASIL D): statement 33.3 % (66.6 % with what is justified); not asked for: ${rest}`,
  );
});

it('says what is asked where nothing could be measured', () => {
  const facts = measured({
    asked: { statement: 50 },
    member: { countsUnmeasured: false },
    file: { statements: [statement('not-measured')] },
  });
  expect(overview(facts)[2]).toBe(`app (ASIL D): statement – (50 % asked); not asked for: ${rest}`);
});

it('claims no instrumented build where there was no run', () => {
  expect(overview(measured({ runs: [] })).join()).not.toContain('instrumented');
});
