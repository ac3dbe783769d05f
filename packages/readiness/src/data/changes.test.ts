import { sha256 } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { TargetChange } from '../record.js';
import { changesOf, formerNames, isWithin, laterNameOf, newestKnown } from './changes.js';
import { ChangesData, changesData, type Facts } from './changes-data.js';
import { knownIn, targetsOf } from './known-targets.js';
import { compareReleases } from './releases.js';

/** The form that scripts/target-changes.mjs takes the digest of. */
function lines(targets: ReadonlyMap<string, Facts>): string {
  return [...targets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { tier = '-', std = '-', hostTools = '-' }]) => `${name} ${tier} ${std} ${hostTools}\n`)
    .join('');
}

const kinds = (target: string) => changesOf(target).map(({ release, kind }) => `${kind} ${release}`);

describe('the data about changes', () => {
  it('has the form that the code gives it, with source, date and confidence', () => {
    expect(ChangesData.safeParse(changesData).error).toBeUndefined();
    expect(changesData.changes.length).toBeGreaterThan(100);
  });

  it.each(changesData.releases)('gives exactly what the compiler of $release says of its targets', (row) => {
    const targets = targetsOf(row.release);
    expect(targets.size).toBe(row.targets);
    expect(sha256(lines(targets))).toBe(row.sha256);
    expect(knownIn(row.release)).toMatchObject({ measured: true });
    expect(knownIn(row.release)?.names).toHaveLength(row.targets);
  });

  it('holds no change twice, and none before the span in which it was seen', () => {
    const keys = changesData.changes.map(({ kind, target, release, to }) => `${kind} ${target} ${release} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { after, release, seen } of changesData.changes) {
      if (after !== undefined) expect(compareReleases(after, release)).toBeLessThan(0);
      if (seen !== undefined) expect(compareReleases(release, seen)).toBeLessThanOrEqual(0);
    }
  });

  it('names a page of the project wherever it says more than that compilers show it', () => {
    const bare = changesData.changes.filter(
      ({ confidence, source }) => confidence !== 'measured' && !source.includes('https://'),
    );
    expect(bare).toEqual([]);
  });

  it('stands in order, oldest first', () => {
    const { changes, releases } = changesData;
    for (const list of [changes, releases]) {
      for (const [index, { release }] of list.slice(1).entries()) {
        expect(compareReleases(list[index]?.release ?? '', release)).toBeLessThanOrEqual(0);
      }
    }
  });
});

describe('changesOf', () => {
  it('follows a target through its rename, from either name', () => {
    expect(kinds('aarch64-unknown-qnx')).toEqual(['added 1.86.0', 'renamed 1.98.0']);
    expect(kinds('aarch64-unknown-nto-qnx800')).toEqual(['added 1.86.0', 'renamed 1.98.0']);
    expect(changesOf('aarch64-unknown-qnx').at(-1)).toEqual({
      release: '1.98.0',
      kind: 'renamed',
      from: 'aarch64-unknown-nto-qnx800',
      to: 'aarch64-unknown-qnx',
      source: 'merged pull request https://github.com/rust-lang/rust/pull/158449',
      confidence: 'confirmed; target_os is "qnx", no longer "nto"',
    });
  });

  it('has promotions and demotions with both tiers', () => {
    expect(changesOf('x86_64-apple-darwin')).toMatchObject([
      { kind: 'demoted', release: '1.90.0', from: '1', to: '2' },
    ]);
    expect(changesOf('armv8r-none-eabihf')).toMatchObject([
      { kind: 'promoted', release: '1.92.0', after: '1.85.0', from: '3', to: '2' },
    ]);
    expect(kinds('thumbv7r-none-eabihf')).toEqual(['added 1.95.0', 'demoted 1.97.0', 'promoted 1.98.0']);
  });

  it('dates by release notes what the compiler itself says only later', () => {
    expect(changesOf('wasm32-wasip2')).toMatchObject([{ kind: 'promoted', release: '1.82.0', from: '3', to: '2' }]);
  });

  it('knows removals, and nothing of what never changed or never was', () => {
    expect(kinds('i586-pc-windows-msvc')).toEqual(['removed 1.87.0']);
    for (const target of ['x86_64-unknown-linux-gnu', 'thumbv7em-none-eabihf', 'no-such-target', '', '__proto__'])
      expect(changesOf(target)).toEqual([]);
  });

  it('gives what a record takes', () => {
    for (const { target } of changesData.changes) {
      for (const change of changesOf(target)) expect(TargetChange.safeParse(change).error).toBeUndefined();
    }
  });
});

describe('names', () => {
  it('of old, with the release that no longer knows them', () => {
    expect(formerNames('aarch64-unknown-qnx')).toMatchObject([{ name: 'aarch64-unknown-nto-qnx800', until: '1.98.0' }]);
    expect(formerNames('wasm32-wasip1')).toMatchObject([{ name: 'wasm32-wasi', until: '1.84.0' }]);
    expect(formerNames('aarch64-unknown-nto-qnx800')).toEqual([]);
  });

  it('of today, for a former one', () => {
    expect(laterNameOf('x86_64-pc-nto-qnx800')).toMatchObject({ name: 'x86_64-pc-qnx', release: '1.98.0' });
    expect(laterNameOf('avr-unknown-gnu-atmega328')).toMatchObject({ name: 'avr-none' });
    expect(laterNameOf('x86_64-pc-qnx')).toBeUndefined();
  });
});

describe('isWithin', () => {
  it.each([
    ['1.90.0', '1.98.0', true],
    ['1.97.1', '1.98.1', true],
    ['1.98.0', '1.99.0', false],
    ['1.90.0', '1.97.1', false],
    ['1.90.0', '1.100.0', true],
  ])('of a release that is known: from %s to %s: %s', (from, to, within) => {
    expect(isWithin({ release: '1.98.0' }, from, to)).toBe(within);
  });

  it.each([
    ['1.85.0', '1.86.0', true],
    ['1.90.0', '1.91.0', true],
    ['1.93.0', '1.95.0', false],
    ['1.80.0', '1.85.0', false],
  ])('of one that lies between two: from %s to %s: %s', (from, to, within) => {
    expect(isWithin({ release: '1.93.0', after: '1.85.0' }, from, to)).toBe(within);
  });

  it('refuses what is no release', () => {
    expect(() => isWithin({ release: '1.98.0' }, 'stable', '1.99.0')).toThrow(RangeError);
  });
});

describe('knownIn', () => {
  it('takes in what is dated between two measured releases, and says that it was not measured', () => {
    const known = knownIn('1.88.0');
    expect(known?.measured).toBe(false);
    expect(known?.names).toContain('i586-unknown-redox');
    expect(known?.names).not.toContain('i586-pc-windows-msvc');
    expect(known?.names).not.toContain('loongarch32-unknown-none');
    expect(knownIn('1.89.0')?.names).toContain('loongarch32-unknown-none');
  });

  it('knows nothing of what is older, and no more than the newest of what is newer', () => {
    expect(knownIn('1.77.2')).toBeUndefined();
    expect(knownIn('1.100.0')).toEqual({ ...knownIn(newestKnown()), measured: false });
    expect(() => knownIn('nightly')).toThrow(RangeError);
    expect(() => targetsOf('1.88.0')).toThrow(RangeError);
  });
});
