import { describe, expect, it } from 'vitest';
import { compareCrateVersions, compatibilityRange, parseCrateVersion } from './crate-version.js';

describe('parseCrateVersion', () => {
  it.each(['0.0.0', '1.2.3-alpha.1+build.5', '1.0.0--', '20240101.0.0', '9007199254740991.0.0'])('reads %j', (text) => {
    expect(parseCrateVersion(text)?.raw).toBe(text);
  });

  it.each([
    ...['', '1', '1.2', 'v1.2.3', '=1.2.3', ' 1.2.3', '1.2.3 ', '1.2.3\n', '01.2.3', '1.2.3-01', '1.2.3-', '1.2.3+'],
    ...['1.2.3.4', '9007199254740992.0.0', `1.0.0-${'a'.repeat(300)}`],
  ])('makes nothing of %j', (text) => {
    expect(parseCrateVersion(text)).toBeUndefined();
  });
});

describe('compareCrateVersions', () => {
  // https://semver.org/#spec-item-11, then build metadata, as Cargo orders it: openssl-src 110.0.0 and 110.0.0+1.1.0f were both published.
  const ordered = [
    ...[
      '',
      'not a version',
      'v2.0.0',
      '0.9.0',
      '0.10.0',
      '1.0.0-1',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
    ],
    ...[
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.0+1',
      '1.0.0+9',
      '1.0.0+10',
      '1.0.0+a',
    ],
    ...['1.0.1', '110.0.0', '110.0.0+1.1.0f'],
  ];

  it('orders versions, whatever stands before them', () => {
    const shuffled = ordered.map((_, index) => ordered[(index * 11) % ordered.length] ?? '');
    expect(new Set(shuffled).size).toBe(ordered.length);
    expect(shuffled.sort(compareCrateVersions)).toEqual(ordered);
  });

  it('compares versions that were read before with texts', () => {
    const read = parseCrateVersion('1.2.3') ?? '';
    expect([compareCrateVersions(read, '1.2.4'), compareCrateVersions('1.2.3', read)]).toEqual([-1, 0]);
  });
});

describe('compatibilityRange', () => {
  it.each([
    ['1.2.3', '1'],
    ['12.0.0-rc.1', '12'],
    ['0.3.41+build', '0.3'],
    ['0.0.7', '0.0.7'],
    ['0.0.0', '0.0.0'],
    ['what is no version', 'what is no version'],
  ])('of %s is %s', (version, range) => {
    expect(compatibilityRange(version)).toBe(range);
    expect(compatibilityRange(parseCrateVersion(version) ?? version)).toBe(range);
  });
});
