import { MAX_COUNT } from '@assay/records';
import { describe, expect, it } from 'vitest';
import { condition, decision, measured, statement, step } from './controls.js';
import { writeReports } from './products.js';
import { recordingOf } from './run/recording.js';
import { lcovFile } from './testing/records.js';

/** A recording of the file by lines. */
const recorded = async (...lines: string[]) => {
  const files = new Map([['app/src/lib.rs', await lcovFile(...lines)]]);
  return { recording: recordingOf({ format: 'lcov', lines: files }, undefined), file: 'app/src/lib.rs' };
};

const facts = measured({
  file: {
    functions: [{ ...step('covered'), name: '<Motor as\n  Step>::step' }],
    statements: [statement('covered'), statement('missed', 13)],
    decisions: [decision(['covered', 'missed'], [condition(), condition({ mcdc: 'missed' })])],
  },
});

const products = (...speaking: Awaited<ReturnType<typeof recorded>>[]) => {
  const spoken = new Map(speaking.length === 0 ? [] : [['/w/app/src/lib.rs', speaking]]);
  return writeReports(facts, spoken, { pathOf: (file) => file.replace('/w/', ''), timestamp: 0 });
};
const lcov = (...speaking: Parameters<typeof products>) => {
  const [first] = products(...speaking);
  return String(first?.content).split('\n');
};

describe('LCOV for other tools', () => {
  it('has the lines as they were counted, with functions, outcomes and influences as they were matched', async () => {
    expect(lcov(await recorded('DA:10,2', 'DA:12,2', 'DA:14,0'))).toEqual([
      'SF:app/src/lib.rs',
      'FN:10,<Motor as Step>::step',
      'FNDA:1,<Motor as Step>::step',
      'FNF:1',
      'FNH:1',
      'BRDA:12,0,0,1',
      'BRDA:12,0,1,0',
      'BRF:2',
      'BRH:1',
      'MCDC:12,2,f,1,0,a',
      'MCDC:12,2,t,1,0,a',
      'MCDC:12,2,f,0,1,b',
      'MCDC:12,2,t,0,1,b',
      'MCF:4',
      'MCH:2',
      'DA:10,2',
      'DA:12,2',
      'DA:14,0',
      'LF:3',
      'LH:2',
      'end_of_record',
      '',
    ]);
  });

  it('has the sum of several recordings, which never becomes more than can be told', async () => {
    const lines = lcov(
      await recorded('DA:10,2', 'DA:12,0'),
      await recorded('DA:10,3', `DA:12,${MAX_COUNT}`),
      await recorded('DA:12,7'),
    );
    expect(lines.filter((line) => line.startsWith('DA:'))).toEqual(['DA:10,5', `DA:12,${MAX_COUNT}`]);
  });

  it('has the statements of a file that nobody recorded, at zero', () => {
    expect(lcov().filter((line) => line.startsWith('DA:'))).toEqual(['DA:12,0', 'DA:13,0']);
  });
});

it('has the same lines in Cobertura', async () => {
  const [, second] = products(await recorded('DA:10,2', 'DA:14,0'));
  expect(second?.name).toBe('cobertura.xml');
  expect(String(second?.content)).toMatch(/<class [^>]*filename="app\/src\/lib\.rs"/);
  expect(String(second?.content)).toMatch(/<line number="10" hits="2"/);
});
