import { expect, it } from 'vitest';
import { liesIn } from './order-range.js';
import { parseRequirement } from './requirement.js';

const lying = (range: string, versions: readonly string[]) => {
  const requirement = parseRequirement(range);
  if (requirement === undefined) throw new Error('no requirement');
  return versions.filter((version) => liesIn(version, requirement)).join(' ');
};

const versions = ['0.9.9', '1.0.0-rc.1', '1.0.0', '1.2.0', '1.2.5-rc.1', '1.2.5', '1.3.0', '2.0.0-rc.1', '2.0.0'];

it.each([
  ['>= 1.2.5', '1.2.5 1.3.0 2.0.0-rc.1 2.0.0'],
  ['>= 1.2', '1.2.0 1.2.5-rc.1 1.2.5 1.3.0 2.0.0-rc.1 2.0.0'],
  ['> 1.2', '1.2.5-rc.1 1.2.5 1.3.0 2.0.0-rc.1 2.0.0'],
  ['< 1.0.0', '0.9.9 1.0.0-rc.1'],
  ['< 1.0.0-rc.1', '0.9.9'],
  ['<= 1.2', '0.9.9 1.0.0-rc.1 1.0.0 1.2.0'],
  ['=1.2', '1.2.0'],
  ['^1.2', '1.2.0 1.2.5-rc.1 1.2.5 1.3.0'],
  ['1', '1.0.0 1.2.0 1.2.5-rc.1 1.2.5 1.3.0'],
  ['~1.2', '1.2.0 1.2.5-rc.1 1.2.5'],
  ['>= 1.2.5-rc.1, < 2.0.0-rc.1', '1.2.5-rc.1 1.2.5 1.3.0'],
])('in %s lie %s', (range, inRange) => {
  expect(lying(range, versions)).toBe(inRange);
});

it('lies in none when it is no version', () => {
  expect(lying('*', ['1', 'latest', '', '1.0.0-rc.1'])).toBe('1.0.0-rc.1');
});
