import { describe, expect, it } from 'vitest';
import { packageKey, parsePackageId } from './package-id.js';

const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';

describe('parsePackageId', () => {
  it.each([
    [`${cratesIo}#serde@1.0.0+1`, { name: 'serde', version: '1.0.0+1', source: cratesIo, folder: undefined }],
    [`serde 1.0.0 (${cratesIo})`, { name: 'serde', version: '1.0.0', source: cratesIo, folder: undefined }],
    ['path+file:///w/my%20app#0.1.0', { name: 'my app', version: '0.1.0', source: undefined, folder: '/w/my app' }],
    ['path+file:///w/x#app@0.1.0', { name: 'app', version: '0.1.0', source: undefined, folder: '/w/x' }],
    ['app 0.1.0 (path+file:///w/x)', { name: 'app', version: '0.1.0', source: undefined, folder: '/w/x' }],
    [
      'git+https://example.com/o/hal.git?branch=a/b#1.2.0',
      { name: 'hal', version: '1.2.0', source: 'git+https://example.com/o/hal.git?branch=a/b', folder: undefined },
    ],
  ])('%s', (text, id) => {
    expect(parsePackageId(text)).toEqual(id);
  });

  it.each(['', 'serde', 'serde 1.0.0', '#1.0'])('does not guess: %j', (text) => {
    expect(parsePackageId(text)).toBeUndefined();
  });
});

describe('packageKey', () => {
  it.each([
    [`${cratesIo}#serde@1.0.0`, `serde 1.0.0 (${cratesIo})`],
    ['path+file:///w/x#app@0.1.0', 'app 0.1.0 (path+file:///w/x)'],
    ['git+https://e.com/hal?branch=a%2Fb#hal@1.2.0', 'hal 1.2.0 (git+https://e.com/hal?branch=a/b#0a1b2c)'],
  ])('is one for both forms: %s', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
  });

  it('tells packages of one name and version apart by their place', () => {
    expect(keyOf('path+file:///w/x#app@0.1.0')).not.toBe(keyOf('path+file:///w/y#app@0.1.0'));
  });
});

function keyOf(text: string): string {
  const id = parsePackageId(text);
  if (id === undefined) throw new Error(`${text} was not read`);
  return packageKey(id);
}
