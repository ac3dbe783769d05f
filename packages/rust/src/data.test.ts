import { describe, expect, it } from 'vitest';
import features from '../data/cargo-features.json' with { type: 'json' };
import { Baseline, baselineNamed, baselineReleases, baselines, VendorRelease, vendorReleases } from './baselines.js';
import { CargoFeatures, editionSince, knownLockFormats, lockFormatSince } from './features.js';
import { isExactRelease } from './version.js';

describe('the baselines', () => {
  it('have the form that the code gives them', () => {
    expect(baselines.length).toBeGreaterThan(20);
    for (const baseline of baselines) expect(Baseline.safeParse(baseline).error).toBeUndefined();
  });

  it('have names of their own', () => {
    expect(new Set(baselines.map(({ id }) => id)).size).toBe(baselines.length);
  });

  it('can be named when their release is exact and stays', () => {
    expect(baselineReleases().get('ferrocene-26.05')).toBe('1.95.0');
    expect(baselineReleases().get('debian-13')).toBe('1.85.0');
    expect([...baselineReleases().values()].filter((release) => !isExactRelease(release))).toEqual([]);
  });

  it('cannot be named from memory alone, without an exact release, or when they move', () => {
    for (const id of ['ubuntu-24.04', 'ferrocene-26.08', 'debian-12-rustc-web', 'hightec']) {
      expect(baselineNamed(id), id).toBeDefined();
      expect(baselineReleases().has(id), id).toBe(false);
    }
  });
});

describe('vendorReleases', () => {
  it('names the qualified releases that carry exactly this Rust release', () => {
    expect(vendorReleases('1.95.0').map(({ id }) => id)).toEqual(['ferrocene-26.05']);
    expect(VendorRelease.parse(vendorReleases('1.68.0')[0])).toMatchObject({
      name: 'Ferrocene 23.06.0',
      qualifiedTo: ['ISO 26262 ASIL D', 'IEC 61508 SIL 4'],
      confidence: 'from memory',
    });
  });

  it('names no distribution, and no release that is established in part only', () => {
    for (const release of ['1.85.0', '1.97.0', '1.97.1', '1.99.0']) expect(vendorReleases(release)).toEqual([]);
  });
});

describe('what Cargo knows since when', () => {
  it('has the form that the code gives it', () => {
    expect(CargoFeatures.safeParse(features).error).toBeUndefined();
  });

  it('holds the editions and the formats of the lock file', () => {
    expect(editionSince('2024')).toBe('1.85.0');
    expect(lockFormatSince(4)).toBe('1.78.0');
    expect(knownLockFormats.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('does not guess at what it does not hold', () => {
    expect(editionSince('2099')).toBeUndefined();
    expect(lockFormatSince(5)).toBeUndefined();
  });
});
