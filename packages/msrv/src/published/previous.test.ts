import type { IndexEntry, ListedVersion } from '@assay/registry';
import { parseCrateVersion } from '@assay/registry';
import { describe, expect, it } from 'vitest';
import { hasPredecessor, previousRelease } from './previous.js';
import type { PublishedVersions } from './registry.js';

/** A version and what it declares; `yanked` or `unreadable` where it is that. */
type Row = readonly [version: string, rust?: string | null, state?: 'yanked' | 'unreadable'];

function index(...rows: Row[]): PublishedVersions {
  return { by: 'checksums', versions: rows.map(listed) };
}

function listed([raw, rust = null, state]: Row): ListedVersion {
  const version = parseCrateVersion(raw);
  if (version === undefined) throw new Error(`${raw} is no version`);
  const details = {
    ...{ name: 'app', version: raw, checksum: '', yanked: state === 'yanked', rustVersion: rust ?? undefined },
    ...{ published: undefined, links: undefined, dependencies: [], features: {} },
  };
  const entry: IndexEntry = state === 'unreadable' ? { state, why: 'it is not JSON' } : { state: 'known', details };
  return { version, read: () => entry };
}

const known = (version: string, rustVersion: string | null) => ({
  state: 'known',
  version,
  rustVersion,
  by: 'checksums',
});

describe('previousRelease', () => {
  it.each<[string, Row[], object]>([
    [
      'the newest before it',
      [
        ['1.3.9', '1.60'],
        ['1.4.2', '1.63'],
        ['1.4.4', '1.70'],
        ['1.10.0', '1.80'],
      ],
      known('1.4.2', '1.63'),
    ],
    [
      'not a yanked one',
      [
        ['1.4.1', '1.60'],
        ['1.4.2', '1.63', 'yanked'],
      ],
      known('1.4.1', '1.60'),
    ],
    [
      'not a pre-release',
      [
        ['1.4.0', '1.60'],
        ['1.4.3-rc.1', '1.63'],
      ],
      known('1.4.0', '1.60'),
    ],
    ['one that declares nothing', [['1.4.2']], known('1.4.2', null)],
    [
      'itself, where it was published with something else',
      [
        ['1.4.2', '1.60'],
        ['1.4.3', '1.63'],
      ],
      known('1.4.3', '1.63'),
    ],
    [
      'not itself, where it was published as it is',
      [
        ['1.4.2', '1.60'],
        ['1.4.3', '1.70.0'],
      ],
      known('1.4.2', '1.60'),
    ],
    ['none, where all before it were withdrawn', [['1.4.2', '1.60', 'yanked']], { state: 'none' }],
  ])('is %s', (_, rows, expected) => {
    expect(previousRelease({ version: '1.4.3', rustVersion: '1.70' }, index(...rows))).toEqual(expected);
  });

  it.each<[string, PublishedVersions, string]>([
    ['nothing is at hand', { why: 'no index', absent: true }, 'no index'],
    ['the index is older than the series', index(['1.3.9', '1.60']), 'has no 1.4.*'],
    [
      'the one before it cannot be read',
      index(['1.4.1', '1.60'], ['1.4.2', '1.60', 'unreadable']),
      '1.4.2: it is not JSON',
    ],
  ])('is not known where %s', (_, found, why) => {
    const previous = previousRelease({ version: '1.4.3', rustVersion: '1.70' }, found);
    expect(previous).toEqual({ state: 'not-known', why: expect.stringContaining(why) });
  });

  it('is of an older series for a release that begins one', () => {
    const previous = previousRelease({ version: '1.4.0', rustVersion: '1.70' }, index(['1.3.9', '1.60']));
    expect(previous).toEqual(known('1.3.9', '1.60'));
  });
});

describe('hasPredecessor', () => {
  const nothing: PublishedVersions = { why: 'no index', absent: true };
  const broken: PublishedVersions = { why: 'it is cut short', absent: false };

  it.each<[string, string | null, PublishedVersions, boolean]>([
    ['0.1.0', '1.63', nothing, false],
    ['0.1.0', '1.63', broken, true],
    ['1.4.0', '1.63', nothing, true],
    ['1.4.0', null, nothing, false],
  ])('%s, declaring %s', (version, rustVersion, found, expected) => {
    expect(hasPredecessor({ version, rustVersion }, found)).toBe(expected);
  });
});
