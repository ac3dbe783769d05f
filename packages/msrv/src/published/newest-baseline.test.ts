import { type Baseline, baselines } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { newestBaseline } from './newest-baseline.js';

function baseline(id: string, rust: string | null, date: string | null, change: Partial<Baseline> = {}): Baseline {
  return {
    ...{ id, family: 'ours', name: id, rust, moving: false, source: 'https://example.com' },
    ...{ confidence: 'confirmed', collected: '2026-11-01' },
    endOfSupport: date === null ? null : { date, what: 'LTS', source: 'https://example.com', confidence: 'confirmed' },
    ...change,
  };
}

describe('newestBaseline', () => {
  const known = [
    baseline('old', '1.63.0', '2030-01-01'),
    baseline('newest', '1.100.0', '2027-01-01'),
    baseline('as-text-newer', '1.99.0', '2030-01-01'),
    baseline('ended', '1.101.0', '2026-01-01'),
    baseline('moving', '1.102.0', '2030-01-01', { moving: true }),
    baseline('from-memory', '1.103.0', '2030-01-01', { confidence: 'from memory' }),
    baseline('inexact', '1.104.x', '2030-01-01'),
    baseline('no-end-known', '1.105.0', null),
  ];

  it.each([
    ['2026-12-31', 'newest', '1.100.0'],
    ['2027-01-01', 'newest', '1.100.0'],
    ['2027-01-02', 'as-text-newer', '1.99.0'],
  ])('on %s is %s', (day, name, rust) => {
    expect(newestBaseline(day, known)).toMatchObject({ name, rust });
  });

  it('is none where all have ended, and is known of the shipped data', () => {
    expect(newestBaseline('2099-01-01', known)).toBeUndefined();
    expect(newestBaseline('2026-11-27', baselines)?.name).toMatch(/^[a-z]+-/);
  });
});
