import { describe, expect, it } from 'vitest';
import { readIndexEntry } from './index-entry.js';
import { checksum, dependency, published } from './test-index.js';

const expected = { name: 'x', version: '1.0.0' };
const read = (json: string) => readIndexEntry(Buffer.from(json), expected);
const readWith = (change: object) => read(JSON.stringify(published('x', '1.0.0', change)));

describe('readIndexEntry', () => {
  it('reads an entry with everything in it', () => {
    const full = {
      deps: [
        dependency('a', '^1', { features: ['std', ''], optional: true, default_features: false, kind: 'build' }),
        dependency('b', '>=1, <3', { package: 'bee', target: 'cfg(unix)', kind: 'dev', registry: 'https://other/' }),
      ],
      features: { default: ['std'], both: ['a'] },
      features2: { both: ['dep:b'], more: [] },
      ...{ yanked: true, links: 'z', rust_version: '1.56', pubtime: '2026-01-02T03:04:05Z', v: 2 },
    };
    expect(readWith(full)).toEqual({
      state: 'known',
      details: {
        ...{ name: 'x', version: '1.0.0', checksum: checksum('x 1.0.0'), yanked: true },
        ...{ rustVersion: '1.56', published: '2026-01-02T03:04:05Z', links: 'z' },
        dependencies: [
          {
            ...{ name: 'a', package: 'a', requirement: '^1', kind: 'build', optional: true, defaultFeatures: false },
            ...{ features: ['std'], target: undefined, registry: undefined },
          },
          {
            ...{
              name: 'b',
              package: 'bee',
              requirement: '>=1, <3',
              kind: 'dev',
              optional: false,
              defaultFeatures: true,
            },
            ...{ features: [], target: 'cfg(unix)', registry: 'https://other/' },
          },
        ],
        features: { default: ['std'], both: ['a', 'dep:b'], more: [] },
      },
    });
  });

  it('takes for granted what Cargo does where a key is missing or null', () => {
    const least = {
      name: 'x',
      vers: '1.0.0',
      deps: [{ name: 'a', req: '1', kind: null }],
      cksum: checksum('x'),
      v: null,
    };
    expect(read(JSON.stringify(least))).toMatchObject({
      details: {
        ...{ yanked: false, rustVersion: undefined, published: undefined, links: undefined, features: {} },
        dependencies: [{ kind: 'normal', optional: false, defaultFeatures: true, features: [] }],
      },
    });
  });

  it.each(['1', '1.70', '1.70.0', ' 1.70'])('takes the version of Rust %j, as Cargo does', (rust_version) => {
    expect(readWith({ rust_version })).toMatchObject({ details: { rustVersion: rust_version.trim() } });
  });

  it('keeps features whose names mean something to JavaScript', () => {
    const json = JSON.stringify(published('x', '1.0.0', { features: { own: ['constructor'] } }));
    const entry = read(json.replace('"own"', '"__proto__"'));
    const features = entry.state === 'known' ? entry.details.features : {};
    expect(Object.entries(features)).toEqual([['__proto__', ['constructor']]]);
    expect(features.constructor).toBeUndefined();
  });

  it.each([{ v: 3 }, { v: 3, deps: 'in another form' }])('passes over a newer form: %j', (change) => {
    expect(readWith(change)).toEqual({ state: 'newer-form', form: 3 });
  });

  it.each([
    ['another package', { name: 'y' }, 'another package or version'],
    ['another spelling of the name', { name: 'X' }, 'another package or version'],
    ['another version', { vers: '1.0.1' }, 'another package or version'],
    ['no checksum', { cksum: 'e3b0' }, 'cksum is no SHA-256'],
    ['no list of dependencies', { deps: {} }, 'deps is no list'],
    ['a dependency that is no object', { deps: ['a'] }, 'a dependency is no object'],
    ['a dependency without requirement', { deps: [dependency('a', '1', { req: undefined })] }, 'req is no text'],
    ['a doubtful option', { deps: [dependency('a', '1', { optional: 'yes' })] }, 'optional is neither'],
    ['features of a dependency', { deps: [dependency('a', '1', { features: [1] })] }, 'features of a dependency holds'],
    ['a list for features', { features: [] }, 'features is no object'],
    ['a feature that is no list', { features2: { a: 'b' } }, 'features2 is no list'],
    ['yanked as text', { yanked: 'true' }, 'yanked is neither'],
    ['a version of Rust as number', { rust_version: 1.56 }, 'rust_version is no text'],
    ['a pre-release of Rust', { rust_version: '1.70.0-beta' }, 'rust_version is no version of Rust'],
    ['a requirement on Rust', { rust_version: '>=1.70' }, 'rust_version is no version of Rust'],
    ['a version of Rust that begins with zero', { rust_version: '1.070' }, 'rust_version is no version of Rust'],
    ['an empty version of Rust', { rust_version: '' }, 'rust_version is no version of Rust'],
    ['a day for a time', { pubtime: '2026-01-02' }, 'pubtime is no time'],
    ['a form that is no number', { v: '2' }, 'v is no whole number'],
  ])('refuses %s', (_, change, why) => {
    expect(readWith(change)).toEqual({ state: 'unreadable', why: expect.stringContaining(why) });
  });

  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['['.repeat(500_000), 'not JSON'],
    ['null', 'no object'],
    ['[]', 'no object'],
    ['{}', 'name is no text'],
    [' '.repeat(4 * 1024 * 1024 + 1), 'at most'],
  ])('refuses what is no entry: %#', (json, why) => {
    expect(read(json)).toEqual({ state: 'unreadable', why: expect.stringContaining(why) });
  });

  it('refuses what is not UTF-8', () => {
    const json = Buffer.from(JSON.stringify(published('x', '1.0.0', { links: '\u00e9' })), 'latin1');
    expect(readIndexEntry(json, expected)).toMatchObject({ state: 'unreadable' });
  });
});
