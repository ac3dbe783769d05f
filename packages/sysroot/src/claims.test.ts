import { describe, expect, it } from 'vitest';
import { claimOf, isOnlyLeftOut, readClaims } from './claims.js';

function claims(text: string) {
  const read = readClaims(text);
  if ('fault' in read) throw new Error(read.fault);
  return read.claims;
}

describe('what a component claims', () => {
  it('is its files, and all that stands in its folders', () => {
    const own = claims('file:bin/rustc\ndir:share/doc\n');
    expect(['bin/rustc', 'share/doc', 'share/doc/a/b'].map((path) => claimOf(own, path))).toEqual([
      'bin/rustc',
      undefined,
      'share/doc',
    ]);
    expect(claimOf(own, 'bin/rustc/x')).toBeUndefined();
    expect(claimOf(own, 'share/document')).toBeUndefined();
  });

  it('is documentation where it is nothing but what is left out', () => {
    expect(isOnlyLeftOut(claims('file:share/doc/a\ndir:share/man\n'), ['share/doc', 'share/man'])).toBe(true);
    expect(isOnlyLeftOut(claims('file:share/doc/a\nfile:bin/rustc\n'), ['share/doc'])).toBe(false);
  });

  it('is looked up as fast among many folders as among few', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `dir:lib/${index}\n`);
    const own = claims(many.join(''));
    const started = performance.now();
    for (let index = 0; index < 50_000; index++) claimOf(own, `lib/${index}/a/b/c`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    ['', 'claims nothing'],
    ['bin/rustc\n', 'claims nothing'],
    ['file:../evil\n', 'not plain, "../evil"'],
    ['file:a\\b\n', 'not plain'],
    ['file:lib/rustlib/components\n', 'rustup writes itself'],
    ['file:a\ndir:a\n', 'claims "a" twice'],
    ['dir:a\nfile:a/b\n', 'it stands in "a"'],
  ])('is refused for %j', (text, fault) => {
    expect(readClaims(text)).toEqual({ fault: expect.stringContaining(fault) });
  });
});
