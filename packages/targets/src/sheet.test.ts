import { describe, expect, it } from 'vitest';
import { measured, promise } from './controls.js';
import { coverage, disputed, notKnown, targetChange } from './controls-record.js';
import { sheet } from './sheet.js';

const text = JSON.stringify(
  sheet(
    measured({
      promises: [promise()],
      record: {
        tier: disputed(2, 3),
        cpu: notKnown('the compiler takes no -Z options'),
        ...{ vendors: [coverage()], changes: [targetChange()] },
        sources: [{ source: 'documentation', what: 'rust-docs', date: null, available: 'it is not installed' }],
      },
    }),
  ),
);

describe('sheet', () => {
  it.each([
    ['every source where they differ', 'the compiler (2026-04-16): tier 2; its documentation (2026-04-16): tier 3'],
    ['what is not known, and why', '"CPU baseline","not known","","the compiler takes no -Z options"'],
    ['a source that did not answer', '"rust-docs","it is not installed"'],
    ['the line that asks', 'platform team (assay.toml:22:1)'],
    [
      'the vendor, with its source',
      'compiler and core; ISO 26262 ASIL D; source: https://example.com/vendor (confirmed)',
    ],
    ['a change, with its source', 'demoted: 2 → 3; source: https://example.com/releases (confirmed)'],
    ['the artifact by its digest', 'bin of pump, 4096 bytes, ELF, ARM, 32, SHA-256 a1a1'],
    ['where the tests ran', 'on an emulator (qemu-system-arm version 7.2'],
    ['the promise and its proof', '"pump: core-only","reaches core; built without std"'],
  ])('has %s', (_, words) => {
    expect(text).toContain(words);
  });

  it('has no holes', () => {
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  });
});
