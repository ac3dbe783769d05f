import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { Known, ReadinessRecord } from '../record.js';
import { selectTargets } from './wanted.js';

const known = <T>(value: T | null): Known<T> => ({ value, claims: [], note: null });

/** As much of a record as is asked about. */
function record(target: string, of: Partial<Record<keyof ReadinessRecord, unknown>>): ReadinessRecord {
  const facts = {
    ...{ tier: null, library: null, hostTools: null, prebuilt: null, installed: null, floatAbi: null, panic: null },
    ...{ endian: null, os: null, architecture: null, pointerWidth: null, atomics: null, ...of },
  };
  const entries = Object.entries(facts).map(([key, value]) => [key, known(value)]);
  return { target, ...Object.fromEntries(entries) } as ReadinessRecord;
}

const records = [
  record('x86_64-unknown-linux-gnu', {
    ...{ tier: 1, library: 'std', hostTools: true, prebuilt: true, installed: true, floatAbi: 'hard', panic: 'unwind' },
    ...{ endian: 'little', os: 'linux', architecture: 'x86_64', pointerWidth: 64, atomics: '64' },
  }),
  record('thumbv7em-none-eabihf', {
    ...{ tier: 2, library: 'alloc', hostTools: false, prebuilt: true, floatAbi: 'hard', panic: 'abort' },
    ...{ endian: 'little', os: 'none', architecture: 'arm', pointerWidth: 32, atomics: '32' },
  }),
  record('thumbv6m-none-eabi', {
    ...{ tier: 2, library: 'core', hostTools: false, prebuilt: true, floatAbi: 'soft', panic: 'abort' },
    ...{ endian: 'little', os: 'none', architecture: 'arm', pointerWidth: 32, atomics: '32, no compare-and-swap' },
  }),
  record('mips-unknown-linux-gnu', { tier: 3, library: 'std', endian: 'big', os: 'linux', architecture: 'mips' }),
  // Of which nothing is known but the name.
  record('armebv7r-none-eabi', {}),
];

const names = (wanted: string) => selectTargets(records, wanted).map(({ target }) => target.split('-')[0]);

describe('what is wanted of a target', () => {
  it.each([
    ['', ['x86_64', 'thumbv7em', 'thumbv6m', 'mips', 'armebv7r']],
    ['std', ['x86_64', 'mips']],
    ['no_std', ['thumbv7em', 'thumbv6m']],
    ['alloc', ['x86_64', 'thumbv7em', 'mips']],
    ['core', ['thumbv6m']],
    ['tier 1', ['x86_64']],
    ['tier 2', ['x86_64', 'thumbv7em', 'thumbv6m']],
    ['tier 2 only', ['thumbv7em', 'thumbv6m']],
    ['tier 3', ['x86_64', 'thumbv7em', 'thumbv6m', 'mips']],
    ['host tools', ['x86_64']],
    ['prebuilt', ['x86_64', 'thumbv7em', 'thumbv6m']],
    ['installed', ['x86_64']],
    ['hard float', ['x86_64', 'thumbv7em']],
    ['soft float', ['thumbv6m']],
    ['softfp', []],
    ['unwind', ['x86_64']],
    ['abort', ['thumbv7em', 'thumbv6m']],
    ['atomics 32', ['x86_64', 'thumbv7em']],
    ['atomics 64', ['x86_64']],
    ['32-bit', ['thumbv7em', 'thumbv6m']],
    ['64-bit', ['x86_64']],
    ['big endian', ['mips']],
    ['bare metal', ['thumbv7em', 'thumbv6m']],
    ['linux', ['x86_64', 'mips']],
    ['arm', ['thumbv7em', 'thumbv6m', 'armebv7r']],
    ['thumb', ['thumbv7em', 'thumbv6m']],
    ['no_std, tier 2, thumb', ['thumbv7em', 'thumbv6m']],
    [' THUMB ,, Hard   Float,', ['thumbv7em']],
    ['std, no_std', []],
  ])('%j takes %j', (wanted, expected) => {
    expect(names(wanted)).toEqual(expected);
  });

  it.each(['thumbz', 'tier 4', 'tier 0', 'atomics 7', '31-bit', 'toString', '__proto__'])(
    'refuses %j, and lists the words',
    (word) => {
      const attempt = () => selectTargets(records, `std, ${word}`);
      expect(attempt).toThrow(UserError);
      expect(attempt).toThrow(`no target is, has or is called "${word.toLowerCase()}"`);
      expect(attempt).toThrow(expect.objectContaining({ remedy: expect.stringContaining('no_std, alloc, core') }));
    },
  );
});
