import { expect, it } from 'vitest';
import { isAsked } from './is-asked.js';
import { policyOf } from './testing/policy.js';

it.each([
  ['a level of its own accord', 'ASIL A', '', true],
  ['no level: QM asks for nothing', 'QM', '', false],
  ['the level of one member', 'QM', '[levels]\nmotor = "ASIL B"\n', true],
  ['the policy, for a level', 'QM', '[coverage.levels.QM]\nstatement = 1\n', true],
  ['the policy, for a member', 'QM', '[coverage.members.motor]\nbranch = 80\n', true],
  ['nobody, where the policy asks for 0 %', 'QM', '[coverage.levels.QM]\nstatement = 0\n', false],
  ['nobody, where the settings name no figure', 'QM', '[coverage]\nexclude = ["xtask/**"]\n', false],
])('coverage is asked for by %s', (_, level, more, asked) => {
  const { policy, settings } = policyOf({ level }, more);
  expect(isAsked(policy, settings)).toBe(asked);
});

it('does not spare a project whose policy takes a threshold back: that the figure is 0 % is told', () => {
  const { policy, settings } = policyOf({ level: 'ASIL A' }, '[coverage.levels."ASIL A"]\nstatement = 0\n');
  expect(isAsked(policy, settings)).toBe(true);
});
