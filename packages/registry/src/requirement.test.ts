import { describe, expect, it } from 'vitest';
import { parseCrateVersion } from './crate-version.js';
import { parseRequirement, satisfies } from './requirement.js';

describe('parseRequirement', () => {
  it.each([
    ['*', []],
    [' X ', []],
    ['1.2', [{ operator: '^', numbers: [1, 2] }]],
    ['1.2.*', [{ operator: '=', numbers: [1, 2] }]],
    ['^1.*.*', [{ operator: '^', numbers: [1] }]],
    [
      '>= 1 ,<3',
      [
        { operator: '>=', numbers: [1] },
        { operator: '<', numbers: [3] },
      ],
    ],
    ['~1.2.3-rc.1+b', [{ operator: '~', numbers: [1, 2, 3], version: parseCrateVersion('1.2.3-rc.1+b') }]],
  ])('reads %j', (text, comparators) => {
    expect(parseRequirement(text)?.comparators).toEqual(
      comparators.map((comparator) => ({ version: undefined, ...comparator })),
    );
  });

  // Each of them is refused by the semver crate 1.0.28, which Cargo uses.
  it.each([
    ...[
      '',
      ' ',
      ',',
      '1,',
      ',1',
      '*,1',
      '1,*',
      '>=*',
      '^',
      '1.*.3',
      '1.2.3.4',
      '1.2-rc',
      '1.2.*-rc',
      '1.2.3-',
      '1.2.3-a..b',
    ],
    ...['01', '1.02', '1.2.3-01', 'v1', '==1', '1 2', '1 || 2', '1.2 - 2', '1\t', '1.\n2', '１', '-1', '1.2.3+'],
    '9007199254740993',
    '1.2.9007199254740993',
  ])('refuses %j', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });

  it('reads as many comparators as Cargo does, and no more', () => {
    expect(parseRequirement(Array(32).fill('>=1').join())?.comparators).toHaveLength(32);
    expect(parseRequirement(Array(33).fill('>=1').join())).toBeUndefined();
  });

  it('does not take long over a long text', () => {
    const start = performance.now();
    for (const text of [
      '1.'.repeat(1e6),
      ' '.repeat(1e6),
      `1${' '.repeat(1e6)}x`,
      `1.2.3-${'a'.repeat(1e6)}`,
      ','.repeat(1e6),
    ]) {
      expect(parseRequirement(text)).toBeUndefined();
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('satisfies', () => {
  it('takes a version that was read before', () => {
    const requirement = { comparators: parseRequirement('>=0.3.4')?.comparators ?? [] };
    const versions = ['0.3.3', '0.3.4'].map((text) => parseCrateVersion(text) ?? text);
    expect(versions.map((version) => satisfies(version, requirement))).toEqual([false, true]);
  });

  it('is not satisfied by what is no version', () => {
    expect(['1', 'v1.0.0', '1.0.0 ', ''].map((text) => satisfies(text, { comparators: [] }))).toEqual(
      Array(4).fill(false),
    );
  });
});
