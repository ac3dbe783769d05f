import { describe, expect, it } from 'vitest';
import { cfgHolds, parseCfg } from './cfg.js';

describe('parseCfg', () => {
  it.each([
    ['unix', { name: 'unix' }],
    ['target_os = "linux"', { name: 'target_os', value: 'linux' }],
    ['target_os=""', { name: 'target_os', value: '' }],
    ['not(windows)', { not: { name: 'windows' } }],
    ['all()', { all: [] }],
    [' any ( a , b = "(,)" , ) ', { any: [{ name: 'a' }, { name: 'b', value: '(,)' }] }],
    ['all(any(a), not(all(b)))', { all: [{ any: [{ name: 'a' }] }, { not: { all: [{ name: 'b' }] } }] }],
    ['true', { literal: true }],
    ['not(false)', { not: { literal: false } }],
    ['r#true', { name: 'true' }],
    ['true = "a"', { name: 'true', value: 'a' }],
    ['allocator', { name: 'allocator' }],
    ['r#all', { name: 'all' }],
  ])('reads %s', (text, expression) => {
    expect(parseCfg(text)).toEqual(expression);
  });

  it.each([
    ...[
      '',
      ' ',
      '"a"',
      'a b',
      'a,',
      'a = b',
      'a = ',
      '= "a"',
      'a "b"',
      'a == "b"',
      'a = "b',
      "a = 'b'",
      'all',
      'all(a',
      'all a',
    ],
    ...[
      'all(a))',
      'all(,)',
      'all(a,,b)',
      'all(a b)',
      'not()',
      'not(a, b)',
      'not(a,)',
      'not',
      '(a)',
      'a-b',
      '1a',
      'r#',
      'é',
    ],
    ...['a\tb', 'all(a,\nb)', 'a = "b" "c"', 'all = "b"', '__proto__.x'],
  ])('makes nothing of %j', (text) => {
    expect(parseCfg(text)).toBeUndefined();
  });

  it('reads what is deep, and not what is absurd', () => {
    const nested = (depth: number) => `${'not('.repeat(depth)}unix${')'.repeat(depth)}`;
    expect(parseCfg(nested(64))).toBeDefined();
    expect(parseCfg(nested(65))).toBeUndefined();
    expect(parseCfg(nested(100_000))).toBeUndefined();
    expect(parseCfg(`any(${'unix,'.repeat(100_000)})`)).toBeUndefined();
  });
});

describe('cfgHolds', () => {
  const lines = ['unix', 'target_os="linux"', 'target_feature="sse2"', 'target_feature="fxsr"'];

  it.each([
    ['unix', true],
    ['windows', false],
    ['target_os = "linux"', true],
    ['target_os', false],
    ['unix = ""', false],
    ['target_feature = "sse2"', true],
    ['all(unix, not(windows), target_feature = "fxsr")', true],
    ['all()', true],
    ['any()', false],
    ['any(windows, target_os = "macos")', false],
    ['constructor', false],
    ['false', false],
  ])('%s: %s', (text, holds) => {
    const expression = parseCfg(text);
    expect(expression !== undefined && cfgHolds(expression, lines)).toBe(holds);
  });
});
