import { findLevel, levelNames } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import data from '../data/structural-coverage.json' with { type: 'json' };
import { metrics } from './metric.js';
import { countsUnmeasured, profileOf, requiredOf } from './profile.js';
import { policyOf } from './testing/policy.js';

/** Copied by hand from the tables as they were collected: standard, table, metric, cells from the lowest level to the highest. */
const tables: [standard: string, table: string, metric: string, cells: string][] = [
  ['ISO 26262', 'ISO 26262-6:2018 Table 9', 'statement', '++ ++ + +'],
  ['ISO 26262', 'ISO 26262-6:2018 Table 9', 'decision', '+ ++ ++ ++'],
  ['ISO 26262', 'ISO 26262-6:2018 Table 9', 'mcdc', '+ + + ++'],
  ['ISO 26262', 'ISO 26262-6:2018 Table 12', 'function', '+ + ++ ++'],
  ['IEC 61508', 'IEC 61508-3:2010 Table B.2', 'function', 'HR HR HR HR'],
  ['IEC 61508', 'IEC 61508-3:2010 Table B.2', 'statement', 'R HR HR HR'],
  ['IEC 61508', 'IEC 61508-3:2010 Table B.2', 'decision', 'R R HR HR'],
  ['IEC 61508', 'IEC 61508-3:2010 Table B.2', 'mcdc', 'R R R HR'],
  ['IEC 62304', 'IEC 62304, which names no metric; Annex C.7 points to IEC 61508', 'statement', '--- HR HR'],
  ['IEC 62304', 'IEC 62304, which names no metric; Annex C.7 points to IEC 61508', 'decision', '--- R HR'],
  ['DO-178C', 'DO-178C Table A-7', 'statement', '- - X I I'],
  ['DO-178C', 'DO-178C Table A-7', 'decision', '- - - I I'],
  ['DO-178C', 'DO-178C Table A-7', 'mcdc', '- - - - I'],
  ['EN 50716', 'EN 50716:2023 Table A.21', 'statement', 'R HR HR HR HR'],
  ['EN 50716', 'EN 50716:2023 Table A.21', 'decision', '--- R R HR HR'],
  ['EN 50716', 'EN 50716:2023 Table A.21', 'condition', '--- R R HR HR'],
];

/** The words of each standard's tables. */
const vocabulary: Record<string, readonly string[]> = {
  'ISO 26262': ['++', '+', 'o'],
  'IEC 61508': ['HR', 'R', '---', 'NR'],
  'IEC 62304': ['HR', 'R', '---'],
  'DO-178C': ['I', 'X', '-'],
  'EN 50716': ['HR', 'R', '---', 'NR', 'M'],
};

describe('data/structural-coverage.json', () => {
  // QM is outside of ISO 26262, and its tables do not name it.
  const levelsIn = (standard: string) => levelNames(standard).filter((level) => level !== 'QM');

  it('has the rows that were collected, and no others', () => {
    const rows = data.rows.map(({ standard, table, metric, levels }) => {
      const cells = levelsIn(standard).map((level) => (levels as Record<string, string | undefined>)[level]);
      return [standard, table, metric, cells.join(' ')];
    });
    expect(rows).toEqual(tables);
  });

  it.each(data.rows.map((row) => [`${row.standard}, ${row.metric}`, row] as const))('%s has the form', (_, row) => {
    expect(Object.keys(row)).toEqual(['standard', 'table', 'metric', 'levels', 'source', 'confidence']);
    expect(metrics).toContain(row.metric);
    expect(new Set(Object.keys(row.levels))).toEqual(new Set(levelsIn(row.standard)));
    for (const word of Object.values(row.levels)) expect(vocabulary[row.standard]).toContain(word);
    expect(['read in a secondary source', 'from memory', 'inferred']).toContain(row.confidence);
    // What was read was read somewhere.
    if (row.confidence === 'read in a secondary source') expect(row.source).not.toBeNull();
  });

  it('has each metric of a standard once', () => {
    const keys = data.rows.map(({ standard, metric }) => `${standard}: ${metric}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the profile of a level', () => {
  it.each([
    ['ISO 26262', 'QM', ''],
    ['ISO 26262', 'ASIL A', 'statement'],
    ['ISO 26262', 'ASIL B', 'statement decision'],
    ['ISO 26262', 'ASIL C', 'function statement decision'],
    ['ISO 26262', 'ASIL D', 'function statement decision condition mcdc'],
    ['IEC 61508', 'SIL 1', 'function'],
    ['IEC 61508', 'SIL 2', 'function statement'],
    ['IEC 61508', 'SIL 3', 'function statement decision'],
    ['IEC 61508', 'SIL 4', 'function statement decision condition mcdc'],
    ['IEC 62304', 'Class A', ''],
    ['IEC 62304', 'Class B', 'statement'],
    ['IEC 62304', 'Class C', 'statement decision'],
    ['DO-178C', 'DAL E', ''],
    ['DO-178C', 'DAL D', ''],
    ['DO-178C', 'DAL C', 'statement'],
    ['DO-178C', 'DAL B', 'statement decision'],
    ['DO-178C', 'DAL A', 'statement decision condition mcdc'],
    ['EN 50716', 'Basic', ''],
    ['EN 50716', 'SIL 1', 'statement'],
    ['EN 50716', 'SIL 2', 'statement'],
    ['EN 50716', 'SIL 3', 'statement decision condition'],
    ['EN 50716', 'SIL 4', 'statement decision condition'],
    ['EN 50716', 'constructor', ''],
  ])('%s, %s asks for 100 %% of: %s', (standard, level, asked) => {
    const profile = profileOf(standard, level);
    expect(profile.map(({ metric }) => metric).join(' ')).toBe(asked);
    expect(profile.every(({ percent, at }) => percent === 100 && at === null)).toBe(true);
  });

  it('says which table asks, as part of what, and how that is known', () => {
    const notes = profileOf('ISO 26262', 'ASIL D').map(({ note }) => note);
    expect(notes).toEqual([
      'ASIL D asks for it: ISO 26262-6:2018 Table 12, from memory',
      // Statements are only recommended by themselves at this level.
      'ASIL D asks for it: ISO 26262-6:2018 Table 9, as part of decision coverage, from memory',
      'ASIL D asks for it: ISO 26262-6:2018 Table 9, from memory',
      'ASIL D asks for it: ISO 26262-6:2018 Table 9, as part of MC/DC, from memory',
      'ASIL D asks for it: ISO 26262-6:2018 Table 9, from memory',
    ]);
    expect(profileOf('ISO 26262', 'ASIL A')[0]?.note).toBe('ASIL A asks for it: ISO 26262-6:2018 Table 9');
  });
});

describe('what the policy asks of a member', () => {
  const required = (more: string, member = 'motor') => {
    const { policy, settings } = policyOf({ level: 'ASIL B' }, more);
    return requiredOf(policy, settings, member).map(({ metric, percent, at }) => [metric, percent, at?.line ?? null]);
  };

  it('is the profile of its level', () => {
    expect(required('')).toEqual([
      ['statement', 100, null],
      ['decision', 100, null],
    ]);
    expect(required('[levels]\nmotor = "QM"\n')).toEqual([]);
  });

  it('is what the level’s table says in its place, metric by metric, and says where', () => {
    expect(required('[coverage.levels."ASIL B"]\nbranch = 90.5\nfunction = 100\n')).toEqual([
      ['function', 100, 9],
      ['statement', 100, null],
      ['decision', 90.5, 8],
    ]);
    expect(required('[coverage.levels."ASIL C"]\nfunction = 100\n')).toHaveLength(2);
  });

  it('is what its own table says before all else', () => {
    const more = '[coverage.levels."ASIL B"]\nstatement = 90\n[coverage.members.motor]\nstatement = 95\ndecision = 0\n';
    expect(required(more)).toEqual([
      ['statement', 95, 10],
      ['decision', 0, 11],
    ]);
    expect(required(more, 'telemetry')).toEqual([
      ['statement', 90, 8],
      ['decision', 100, null],
    ]);
  });

  it('is not what a member with the name of every object’s property was never asked', () => {
    expect(required('', 'constructor')).toHaveLength(2);
    expect(required('', '__proto__')).toHaveLength(2);
  });
});

describe('what could not be measured counts as missed', () => {
  const counts = (standard: string, level: string, more = '') => {
    const { policy, settings } = policyOf({ standard, level }, more);
    return countsUnmeasured(policy, settings, findLevel(standard, level));
  };

  it.each([
    ['ISO 26262', 'ASIL C'],
    ['IEC 61508', 'SIL 3'],
    ['IEC 62304', 'Class C'],
    ['DO-178C', 'DAL B'],
    ['EN 50716', 'SIL 3'],
  ])('%s: from %s on', (standard, lowest) => {
    const levels = levelNames(standard);
    const from = levels.filter((level) => counts(standard, level));
    expect(from).toEqual(levels.slice(levels.indexOf(lowest)));
  });

  it('from where the policy says', () => {
    const more = '[coverage]\ncount-unmeasured-from = "ASIL A"\n';
    expect(levelNames('ISO 26262').filter((level) => counts('ISO 26262', level, more))).toEqual([
      'ASIL A',
      'ASIL B',
      'ASIL C',
      'ASIL D',
    ]);
  });
});
