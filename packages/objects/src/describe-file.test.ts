import { describe, expect, it } from 'vitest';
import { type BuiltFile, describeFile } from './describe-file.js';
import { archive, member } from './testing/archive.js';
import { coff } from './testing/coff.js';
import { elf } from './testing/elf.js';
import { machO, universal } from './testing/mach-o.js';

const text = (content: string) => ({ name: '.text', content });
const first = elf({ sections: [text('code')], symbols: [{ name: 'first' }] });
const second = elf({ sections: [{ name: '.data', content: 'ab' }, text('more code')], symbols: [{ name: 'second' }] });

function library(...contents: readonly (Uint8Array | string)[]): Buffer {
  return archive(...contents.map((content, index) => member(`${index}.o/`, content)));
}

describe('describeFile', () => {
  it('describes an object', () => {
    expect(describeFile(first)).toMatchObject({
      ...{ format: 'ELF', architecture: 'x86_64', pointerWidth: 64, endian: 'little', symbols: ['first'], unread: [] },
    });
  });

  it('sums the sections of a library by name, in the order in which they are first seen', () => {
    const file = describeFile(library(first, second));
    expect(file?.sections.slice(0, 2)).toEqual([
      { name: '.text', size: 13 },
      { name: '.symtab', size: 96 },
    ]);
    expect(file?.sections.at(-1)).toEqual({ name: '.data', size: 2 });
    expect(file?.symbols).toEqual(['first', 'second']);
  });

  it('leaves the metadata of rustc out, whatever form it has', () => {
    const metadata = (content: Uint8Array | string) => archive(member('lib.rmeta/', content), member('a.o/', first));
    expect(describeFile(metadata(elf({ machine: 40, form: 32 })))).toEqual(describeFile(first));
    expect(describeFile(metadata('rust'))).toEqual(describeFile(first));
  });

  it.each([
    ['the architecture', elf({ machine: 183 }), { format: 'ELF', pointerWidth: 64, endian: 'little' }],
    ['the width of pointers', elf({ form: 32 }), { format: 'ELF', pointerWidth: undefined, endian: 'little' }],
    ['the byte order', elf({ endian: 'big' }), { format: 'ELF', pointerWidth: 64, endian: undefined }],
    ['the format', coff(), { format: 'mixed', pointerWidth: 64, endian: 'little' }],
  ] as const)('is for no one target where members disagree about %s', (_, other, expected) => {
    for (const members of [
      [first, other],
      [other, first],
      [first, other, first],
    ]) {
      expect(describeFile(library(...members))).toMatchObject({
        architecture: 'mixed',
        ...expected,
      } satisfies Partial<BuiltFile>);
    }
  });

  it('knows no symbols where one member tells none, and names what is no object', () => {
    expect(describeFile(library(first, elf({ symbols: undefined })))).toMatchObject({ symbols: undefined, unread: [] });
    expect(describeFile(library(first, 'BC LLVM bitcode'))).toMatchObject({ symbols: undefined, unread: ['1.o'] });
    expect(describeFile(library(first, second.subarray(0, -1)))).toMatchObject({ symbols: undefined, unread: ['1.o'] });
    expect(describeFile(library(first, ''))).toMatchObject({ symbols: ['first'], unread: [] });
  });

  it('reads a universal file of one slice, a library too', () => {
    const slice = library(machO());
    expect(describeFile(universal([slice]))).toMatchObject({ format: 'Mach-O', architecture: 'aarch64' });
    expect(describeFile(universal([slice, slice]))).toBeUndefined();
  });

  it('does not add sizes up to what is no size', () => {
    const huge = elf({ sections: [text('x')] });
    const header = Number(huge.readBigUInt64LE(40)) + 64;
    huge.writeUInt32LE(8, header + 4);
    huge.writeBigUInt64LE(2n ** 53n - 1n, header + 32);
    expect(describeFile(huge)?.sections[0]).toEqual({ name: '.text', size: 2 ** 53 - 1 });
    expect(describeFile(library(huge, huge))).toBeUndefined();
  });

  it.each([
    ['an empty library', library()],
    ['a library without objects', library('one', 'two')],
    ['metadata only', archive(member('lib.rmeta/', elf()))],
    ['text', Buffer.from('#!/bin/sh\n')],
    ['a truncated library', library(first, second).subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
  ])('%s is not described', (_, bytes) => expect(describeFile(bytes)).toBeUndefined());
});
