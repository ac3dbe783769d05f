import { describe, expect, it } from 'vitest';
import type { ObjectFile } from './object-file.js';
import { readObject } from './read-object.js';
import { numbers } from './testing/bytes.js';
import { coff, importEntry, pe } from './testing/coff.js';
import { elf } from './testing/elf.js';
import { machO, universal } from './testing/mach-o.js';
import { custom, section, text, wasm, wasmObject } from './testing/wasm.js';

/** `x86_64 64 little` */
function target(bytes: Uint8Array): string | undefined {
  const object = readObject(bytes);
  return object && `${object.architecture} ${object.pointerWidth} ${object.endian}`;
}

const sections = [
  { name: '.text', content: 'code' },
  { name: '.rodata', content: 'some more' },
];

describe('ELF', () => {
  it.each([32, 64] as const)('reads sections and symbols of %d bits in both byte orders', (form) => {
    const symbols = [
      { name: 'main' },
      { name: 'a.rs', type: 4 },
      { name: '.text', type: 3 },
      { name: 'extern', section: 0 },
    ];
    for (const endian of ['little', 'big'] as const) {
      expect(readObject(elf({ form, endian, sections, symbols }))).toEqual({
        ...{ format: 'ELF', architecture: 'x86_64', pointerWidth: form, endian },
        sections: [
          ...[
            { name: '.text', size: 4 },
            { name: '.rodata', size: 9 },
          ],
          ...[
            { name: '.symtab', size: (form === 64 ? 24 : 16) * 5 },
            { name: '.strtab', size: 24 },
          ],
          { name: '.shstrtab', size: 41 },
        ],
        symbols: ['extern', 'main'],
      } satisfies ObjectFile);
    }
  });

  it.each([
    [{ machine: 8, form: 32, endian: 'big' }, 'mips 32 big'],
    [{ machine: 8, form: 32, flags: 0x9000_0000 }, 'mips32r6 32 little'],
    [{ machine: 8, form: 32, flags: 0x8000_0020 }, 'mips64 32 little'],
    [{ machine: 8, form: 64, flags: 0xa000_0000 }, 'mips64r6 64 little'],
    [{ machine: 22, form: 64, endian: 'big' }, 's390x 64 big'],
    [{ machine: 22, form: 32, endian: 'big' }, 'machine 0x16 32 big'],
    [{ machine: 83, form: 32 }, 'avr 16 little'],
    [{ machine: 183, form: 32 }, 'aarch64 32 little'],
    [{ machine: 243, form: 32 }, 'riscv32 32 little'],
    [{ machine: 243, form: 64 }, 'riscv64 64 little'],
    [{ machine: 0x1234, form: 64 }, 'machine 0x1234 64 little'],
  ] as const)('%j is %s', (parts, expected) => expect(target(elf(parts))).toBe(expected));

  it('has no symbols where the table is missing, and where it names no function of an image', () => {
    expect(readObject(elf({ symbols: undefined }))?.symbols).toBeUndefined();
    const stripped = [
      { name: 'rest', type: 1 },
      { name: 'puts', section: 0 },
    ];
    expect(readObject(elf({ type: 3, symbols: stripped }))?.symbols).toBeUndefined();
    expect(readObject(elf({ type: 3, symbols: [...stripped, { name: 'main' }] }))?.symbols).toEqual([
      'main',
      'puts',
      'rest',
    ]);
    expect(readObject(elf({ type: 1, symbols: [] }))?.symbols).toEqual([]);
  });

  it('refuses a name that is not in the table of names', () => {
    const file = elf({ sections });
    const table = Number(file.readBigUInt64LE(40));
    file.writeUInt32LE(0xffff_ffff, table + 64);
    expect(readObject(file)).toBeUndefined();
  });
});

describe('Mach-O', () => {
  const parts = { sections: [{ segment: '__TEXT', name: '__text', content: 'code' }] };

  it.each([
    [{ cpu: 0x0100000c, form: 64 }, 'aarch64 64 little'],
    [{ cpu: 0x0200000c, form: 32 }, 'aarch64 32 little'],
    [{ cpu: 12, form: 32 }, 'arm 32 little'],
    [{ cpu: 18, form: 32, endian: 'big' }, 'powerpc 32 big'],
    [{ cpu: 99, form: 32 }, 'machine 0x63 32 little'],
  ] as const)('%j is %s', (own, expected) => {
    expect(target(machO({ ...parts, ...own }))).toBe(expected);
    expect(readObject(machO({ ...parts, ...own }))?.sections).toEqual([{ name: '__TEXT,__text', size: 4 }]);
  });

  it('leaves out what is for debuggers, and takes an image without local names as stripped', () => {
    const exported = [
      { name: '_main', type: 0x0f },
      { name: '_exit', type: 0x01 },
      { name: 'radr://5614542', type: 0x3c },
    ];
    expect(readObject(machO({ symbols: exported }))?.symbols).toEqual(['_exit', '_main']);
    expect(readObject(machO({ type: 2, symbols: exported }))?.symbols).toBeUndefined();
    const whole = [...exported, { name: '_own', type: 0x0e }];
    expect(readObject(machO({ type: 2, symbols: whole }))?.symbols).toEqual(['_exit', '_main', '_own']);
  });

  it('reads a universal file of one slice, and no other', () => {
    expect(target(universal([machO(parts)]))).toBe('aarch64 64 little');
    expect(readObject(universal([machO(parts), machO({ cpu: 0x01000007 })]))).toBeUndefined();
    expect(readObject(universal([]))).toBeUndefined();
  });
});

describe('COFF and PE', () => {
  const long = [...sections, { name: '.debug_abbreviations', content: 'x' }];
  const sizes = [
    ...[
      { name: '.text', size: 4 },
      { name: '.rodata', size: 9 },
    ],
    { name: '.debug_abbreviations', size: 1 },
  ];

  it.each([false, true])('reads an object, with many sections %s', (big) => {
    expect(readObject(coff({ machine: 0xaa64, sections: long, big }))).toEqual({
      ...{ format: 'COFF', architecture: 'aarch64', pointerWidth: 64, endian: 'little', sections: sizes },
      symbols: ['a_name_of_more_than_eight_bytes', 'main'],
    } satisfies ObjectFile);
  });

  it('reads the entry of an import library', () => {
    const object = readObject(importEntry(0x14c, '_puts'));
    expect(object).toMatchObject({ format: 'COFF', architecture: 'x86', pointerWidth: 32, symbols: ['_puts'] });
  });

  it('takes a machine that is not known for no object', () => {
    expect(readObject(coff({ machine: 0x1234 }))).toBeUndefined();
    expect(readObject(importEntry(0x1234, 'puts'))).toBeUndefined();
  });

  it('reads an image, with its symbols where it has them', () => {
    expect(readObject(pe({ sections }))).toEqual({
      ...{ format: 'PE', architecture: 'x86_64', pointerWidth: 64, endian: 'little', symbols: undefined },
      sections: sizes.slice(0, 2),
    } satisfies ObjectFile);
    expect(readObject(pe({ sections: long, symbols: ['main'], machine: 0x14c, image: 0x10b }))).toMatchObject({
      ...{ architecture: 'x86', pointerWidth: 32, symbols: ['main'], sections: sizes },
    });
    expect(target(pe({ machine: 0x1234 }))).toBe('machine 0x1234 64 little');
    expect(readObject(pe({ image: 0x107 }))).toBeUndefined();
  });
});

describe('WebAssembly', () => {
  it('reads an object: what is imported has the import’s name', () => {
    expect(readObject(wasmObject)).toEqual({
      ...{ format: 'WebAssembly', architecture: 'wasm32', pointerWidth: 32, endian: 'little' },
      sections: [
        ...[
          { name: 'type', size: 4 },
          { name: 'import', size: 41 },
          { name: 'function', size: 2 },
        ],
        ...[
          { name: 'code', size: 4 },
          { name: 'linking', size: 33 },
        ],
      ],
      symbols: ['DATA', 'main', 'rust_panic'],
    } satisfies ObjectFile);
  });

  it('reads the names of a linked module, and knows none without them', () => {
    const names = custom('name', 0, 2, text('m'), 1, 7, 1, 0, text('main'));
    expect(readObject(wasm(section(5, 1, 0, 1), names))?.symbols).toEqual(['main']);
    expect(readObject(wasm(section(5, 1, 0, 1), custom('name', 0, 2, text('m'))))?.symbols).toBeUndefined();
    expect(readObject(wasm(section(5, 1, 0, 1)))?.symbols).toBeUndefined();
  });

  it('is wasm64 where a memory has addresses of 64 bits', () => {
    expect(target(wasm(section(5, 1, 4, 1)))).toBe('wasm64 64 little');
    expect(target(wasm(section(2, 1, text('env'), text('m'), 2, 5, 1, 2)))).toBe('wasm64 64 little');
    expect(target(wasm(section(5, 1, 1, 1, 2)))).toBe('wasm32 32 little');
  });

  it('is no component, and has no unknown section', () => {
    expect(readObject(Buffer.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]))).toBeUndefined();
    expect(readObject(wasm(section(14, 0)))).toBeUndefined();
    expect(readObject(wasm(section(2, 1, text('env'), text('x'), 9)))).toBeUndefined();
  });
});

describe('hostile bytes', () => {
  const small = {
    'ELF of 64 bits': elf({ sections }),
    'ELF of 32 bits': elf({ sections, form: 32, endian: 'big', machine: 20 }),
    'Mach-O of 64 bits': machO({ sections: [{ segment: '__TEXT', name: '__text', content: 'code' }] }),
    'Mach-O of 32 bits': machO({
      sections: [{ segment: '__TEXT', name: '__text', content: 'code' }],
      cpu: 7,
      form: 32,
    }),
    COFF: coff({ sections }),
    'COFF of many sections': coff({ sections, big: true }),
    'an entry of an import library': importEntry(0x8664, 'puts'),
    PE: pe({ sections, symbols: ['main'] }),
    WebAssembly: wasmObject,
    'a universal file': universal([machO()]),
  };

  it.each(Object.entries(small))('%s: cut at every byte, it is nothing or smaller, and never throws', (_, bytes) => {
    expect(readObject(bytes)).toBeDefined();
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = readObject(bytes.subarray(0, length));
      // A module of WebAssembly may end after any section.
      if (cut !== undefined) expect(cut.format).toBe('WebAssembly');
    }
  });

  it.each(Object.entries(small))('%s: every byte set to every kind of value, it never throws', (_, bytes) => {
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff, (bytes[at] ?? 0) ^ 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        if (readObject(changed) === undefined) refused += 1;
      }
      const word = Buffer.from(bytes);
      word.fill(0xff, at, Math.min(at + 8, word.length));
      if (readObject(word) === undefined) refused += 1;
    }
    expect(refused).toBeGreaterThan(0);
  });

  it.each([0, 1, 3, 7])('nothing at all, or %d bytes of a magic number, is no object', (length) => {
    for (const bytes of Object.values(small)) expect(readObject(bytes.subarray(0, length))).toBeUndefined();
    expect(readObject(new TextEncoder().encode('BC\xc0\xde LLVM bitcode'))).toBeUndefined();
  });

  it('does not let names that overlap cost more than the file is worth', () => {
    const symbols = Array.from({ length: 40_000 }, (_, index) => ({ name: index === 0 ? 'x'.repeat(100_000) : 'y' }));
    const file = elf({ symbols });
    const table = file.indexOf(Buffer.alloc(24), 64);
    for (let index = 1; index <= symbols.length; index += 1) file.writeUInt32LE(index, table + index * 24);
    expect(readObject(file)).toBeUndefined();
  });

  it('reads bytes that lie inside others', () => {
    const around = Buffer.concat([Buffer.alloc(3, 9), elf({ sections }), Buffer.alloc(5, 9)]);
    expect(readObject(around.subarray(3, -5))).toEqual(readObject(elf({ sections })));
  });

  it('believes no count that the bytes do not bear out', () => {
    const commands = machO();
    commands.writeUInt32LE(0xffff_ffff, 16);
    expect(readObject(commands)).toBeUndefined();
    const many = elf({ sections });
    many.writeUInt16LE(0xffff, 60);
    expect(readObject(many)).toBeUndefined();
    const symbols = coff({ sections });
    symbols.set(numbers('little', [0x7fff_ffff, 4]), 12);
    expect(readObject(symbols)).toBeUndefined();
  });
});
