import { describe, expect, it } from 'vitest';
import features from '../data/cargo-features.json' with { type: 'json' };
import releases from '../data/releases.json' with { type: 'json' };
import {
  Baseline,
  baselineNamed,
  baselineReleases,
  baselines,
  namingObstacle,
  newestCommonRelease,
  supportOf,
  VendorRelease,
  vendorReleases,
} from './baselines.js';
import {
  CargoFeatures,
  cargoGateSince,
  editionSince,
  knownLockFormats,
  lockFormatSince,
  ManifestFeatureId,
  manifestFeature,
  resolverSince,
} from './features.js';
import { ReleaseDates, releaseDate } from './releases.js';
import { isExactRelease } from './version.js';

describe('the days of releases', () => {
  it('have the form that the code gives them, and each release once', () => {
    expect(ReleaseDates.safeParse(releases).error).toBeUndefined();
    const names = releases.sources.flatMap((each) => Object.keys(each.releases));
    expect(names.filter((name) => !isExactRelease(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are six weeks apart from one minor release to the next', () => {
    // The schedule that the project has kept since 1.1: a slip of the pen in a date breaks it.
    for (const [name, date] of releases.sources.flatMap((each) => Object.entries(each.releases))) {
      const minor = Number(name.split('.')[1]);
      if (!name.endsWith('.0')) continue;
      expect(Date.parse(date), name).toBe(Date.parse('2015-06-25') + (minor - 1) * 42 * 86_400_000);
    }
  });

  it('are told with who says so, and not of what is not in the data', () => {
    expect(releaseDate('1.85.0')).toMatchObject({ date: '2025-02-20', confidence: 'confirmed' });
    expect(releaseDate('1.99.0')?.confidence).toBe('inferred');
    for (const unknown of ['1.85', '1.200.0', 'constructor']) expect(releaseDate(unknown)).toBeUndefined();
  });
});

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

  it.each([
    ['ferrocene-26.08', 'no exact release'],
    ['hightec', 'no exact release'],
    ['debian-12-rustc-web', 'moving'],
    ['rhel', 'moving'],
    ['debian-13', undefined],
  ])('say of %s that what keeps it from being named is: %s', (id, obstacle) => {
    const baseline = baselineNamed(id);
    if (baseline === undefined) throw new Error(`${id} is not in the data`);
    expect(namingObstacle(baseline)).toBe(obstacle);
    expect(baselineReleases().has(id)).toBe(obstacle === undefined);
  });

  it('cannot be named from memory alone', () => {
    const debian = baselines.find(({ id }) => id === 'debian-13') as Baseline;
    expect(namingObstacle({ ...debian, confidence: 'from memory' })).toBe('from memory');
  });

  it('have a source wherever they can be named', () => {
    const named = baselines.filter(({ id }) => baselineReleases().has(id));
    expect(named.filter(({ source }) => source === null)).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });

  it('end after they began', () => {
    const odd = baselines.filter(({ released, endOfSupport }) => (released ?? '') > (endOfSupport?.date ?? '9999'));
    expect(odd).toEqual([]);
  });
});

describe('supportOf', () => {
  const baseline = { endOfSupport: { date: '2028-06-30', what: 'LTS', source: 's', confidence: 'confirmed' as const } };

  it.each([
    ['2028-01-01', 'supported'],
    ['2028-01-02', 'ending'],
    ['2028-06-30', 'ending'],
    ['2028-07-01', 'ended'],
  ])('on %s: %s', (day, support) => {
    expect(supportOf(baseline, day)).toBe(support);
  });

  it('goes by the days that it is given', () => {
    expect(supportOf(baseline, '2028-06-29', 0)).toBe('supported');
    expect(supportOf(baseline, '2024-06-30', 10_000)).toBe('ending');
  });

  it('does not know where no end is known', () => {
    expect(supportOf({ endOfSupport: null }, '2028-01-01')).toBe('unknown');
  });

  it('refuses what is no day', () => {
    expect(() => supportOf(baseline, '2028-13-01')).toThrow(RangeError);
  });
});

describe('newestCommonRelease', () => {
  it('is the oldest among the releases, with all that hold it', () => {
    expect(newestCommonRelease(['ferrocene-26.05', 'ubuntu-24.04', 'debian-13', 'yocto-5.0'])).toEqual({
      rust: '1.75.0',
      heldBy: ['ubuntu-24.04', 'yocto-5.0'],
    });
    expect(newestCommonRelease(['linux-7.1'])).toEqual({ rust: '1.85.0', heldBy: ['linux-7.1'] });
  });

  it('compares numbers, not letters', () => {
    const releases = [...baselineReleases()];
    expect(newestCommonRelease(releases.map(([id]) => id))?.heldBy).toEqual(['yocto-4.0']);
  });

  it('is nothing for none, and refuses what stands for no exact release', () => {
    expect(newestCommonRelease([])).toBeUndefined();
    for (const id of ['rhel', 'hightec', 'no-such-name']) expect(() => newestCommonRelease([id])).toThrow(TypeError);
  });
});

describe('vendorReleases', () => {
  it('names the qualified releases that carry exactly this Rust release', () => {
    expect(vendorReleases('1.95.0').map(({ id }) => id)).toEqual(['ferrocene-26.05']);
    expect(VendorRelease.parse(vendorReleases('1.68.2')[0])).toMatchObject({
      name: 'Ferrocene 23.06.0',
      qualifiedTo: ['ISO 26262 ASIL D', 'IEC 61508 SIL 4'],
      confidence: 'confirmed',
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

  it('holds the resolvers, what an older Cargo says is required, and what stands in manifests', () => {
    expect(['1', '2', '3'].map(resolverSince)).toEqual(['1.51.0', '1.51.0', '1.84.0']);
    expect(cargoGateSince('edition2024')).toBe(editionSince('2024'));
    for (const id of ManifestFeatureId.options) expect(isExactRelease(manifestFeature(id).since)).toBe(true);
    expect(manifestFeature('lints').below).toBe('ignored');
  });

  it('does not guess at what it does not hold', () => {
    expect(editionSince('2099')).toBeUndefined();
    expect(lockFormatSince(5)).toBeUndefined();
    expect(resolverSince('4')).toBeUndefined();
    expect(cargoGateSince('public-dependency')).toBeUndefined();
  });
});
