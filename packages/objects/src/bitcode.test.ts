import { describe, expect, it } from 'vitest';
import { holdsBitcodeOnly } from './bitcode.js';
import { archive, member } from './testing/archive.js';
import { elf } from './testing/elf.js';

const bitcode = Uint8Array.of(0x42, 0x43, 0xc0, 0xde, 1, 2, 3, 4);
const wrapped = Uint8Array.of(0xde, 0xc0, 0x17, 0x0b, 1, 2, 3, 4);

describe('holdsBitcodeOnly', () => {
  it('knows a library of bitcode, beside its metadata', () => {
    expect(holdsBitcodeOnly(archive(member('lib.rmeta/', 'rust'), member('a.o/', bitcode)))).toBe(true);
    expect(holdsBitcodeOnly(archive(member('a.o/', bitcode), member('b.o/', wrapped)))).toBe(true);
  });

  it.each([
    ['one with machine code', archive(member('a.o/', bitcode), member('b.o/', elf()))],
    ['one without members', archive(member('lib.rmeta/', 'rust'))],
    ['one that was cut off', archive(member('a.o/', bitcode)).subarray(0, 60)],
    ['one whose member is cut off', archive(member('a.o/', bitcode.subarray(0, 2)))],
    ['bitcode that is no library', bitcode],
    ['nothing', new Uint8Array()],
  ])('does not take for it %s', (_, bytes) => {
    expect(holdsBitcodeOnly(bytes)).toBe(false);
  });
});
