import { expect, it } from 'vitest';
import type { StatedDeviation } from './deviations.js';
import { deviationsTitle } from './words.js';

function stated(daysLeft: number): StatedDeviation {
  const state = daysLeft < 0 ? 'expired' : 'approved';
  return {
    ...{ id: 'DEV-1', rule: 'msrv/above-baseline', scope: 'package time', rationale: 'QM only.' },
    ...{ expires: '2027-03-31', at: { path: 'assay.toml' }, daysLeft, state, examined: true, matches: [] },
  };
}

it('counts what the policy states, and where that is not known what is permitted', () => {
  const deviations = [stated(9), stated(0), stated(-1)];
  expect(deviationsTitle({ deviations, requests: [stated(3)] }, 1)).toBe(
    'Deviations (3 stated, 1 of them expired, 1 requested)',
  );
  expect(deviationsTitle({ deviations: [], requests: [] }, 0)).toBe('Deviations (0 stated)');
  expect(deviationsTitle(undefined, 1)).toBe('Deviations (1 finding permitted)');
});
