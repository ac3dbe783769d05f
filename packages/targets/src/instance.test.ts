import { expect, it } from 'vitest';
import { measured } from './controls.js';
import { targetOf } from './instance.js';

it('facts are of one target, or of none', () => {
  const { target } = measured();
  expect(targetOf(measured())).toBe(target);
  expect(targetOf(measured({ stated: `boards/${target}.json` }))).toBe(target);
  expect(targetOf(measured({ target: 'other' }))).toBe(`other and ${target}`);
  expect(targetOf(measured({ target: 'other', stated: 'other' }))).toBe(`other and ${target}`);
  expect(targetOf(measured({ record: { target: 'other' } }))).toBe(`${target} and other`);
});
