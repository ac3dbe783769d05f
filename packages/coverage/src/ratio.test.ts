import { inPercent } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { meets } from './ratio.js';

describe('a percentage', () => {
  it.each<[reached: number, total: number, percent: number, isMet: boolean]>([
    [2, 3, 66, true],
    [2, 3, 66.6, true],
    [2, 3, 66.66666666666666, true],
    // 2 of 3 are 66.66…, which no rounding makes 66.67.
    [2, 3, 66.67, false],
    [999_999, 1_000_000, 100, false],
    [1_000_000, 1_000_000, 100, true],
    [0, 5, 0, true],
    [0, 5, 0.0000001, false],
    [1, 1_000_000_000, 0.0000001, true],
    [0, 0, 100, true],
  ])('%d of %d against %d: %s', (reached, total, percent, isMet) => {
    expect(meets({ reached, total }, percent)).toBe(isMet);
  });

  // In binary numbers 16.1 * 1000 is 16100.000000000002, and 161 of 1000 would be too few.
  it('is compared as the policy writes it', () => {
    expect(16.1 * 1000).toBeGreaterThan(16_100);
    expect(meets({ reached: 161, total: 1000 }, 16.1)).toBe(true);
    expect(meets({ reached: 160, total: 1000 }, 16.1)).toBe(false);
  });

  it('is met by every count of a thousand that has it, and by none below', () => {
    for (let tenths = 1; tenths <= 1000; tenths++) {
      const percent = Number(`${Math.floor(tenths / 10)}.${tenths % 10}`);
      expect(meets({ reached: tenths, total: 1000 }, percent), String(percent)).toBe(true);
      expect(meets({ reached: tenths - 1, total: 1000 }, percent), String(percent)).toBe(false);
    }
  });
});

describe('a figure in words', () => {
  it.each<[reached: number, total: number, words: string]>([
    [7, 8, '87.5 %'],
    [2, 3, '66.6 %'],
    [1, 1, '100.0 %'],
    [0, 4, '0.0 %'],
    [1999, 2000, '99.9 %'],
    [999_999_999, 1_000_000_000, '99.9 %'],
    [1, 10_000, '0.0 %'],
    [0, 0, '–'],
  ])('%d of %d is %s: cut, never rounded up', (reached, total, words) => {
    expect(inPercent({ reached, total })).toBe(words);
  });
});
