import { numbers, strings } from './bytes.js';

interface Parts {
  form?: 32 | 64;
  endian?: 'little' | 'big';
  machine?: number;
  flags?: number;
  /** 1 object, 2 program, 3 shared object. */
  type?: number;
  sections?: readonly { name: string; content: string }[];
  /** `type` as in STT_…: 2 is a function. */
  symbols?: readonly { name: string; type?: number; section?: number }[] | undefined;
}

interface Header {
  name: string;
  type: number;
  content: Buffer;
  link?: number;
  each?: number;
}

/** A small ELF file: the header, the content of the sections, the table of the sections. */
export function elf(parts: Parts = {}): Buffer {
  const { form = 64, endian = 'little', machine = 62, flags = 0, type = 1, sections = [] } = parts;
  const symbols = 'symbols' in parts ? parts.symbols : [{ name: 'main', type: 2, section: 1 }];
  const own = sections.map(({ name, content }): Header => ({ name, type: 1, content: Buffer.from(content) }));
  const named = strings(symbols?.map(({ name }) => name) ?? []);
  const tables: Header[] =
    symbols === undefined
      ? []
      : [
          {
            name: '.symtab',
            type: 2,
            content: symbolTable(form, endian, symbols, named.offsets),
            link: own.length + 2,
            each: form === 64 ? 24 : 16,
          },
          { name: '.strtab', type: 3, content: named.bytes },
        ];
  const names = strings([...own, ...tables].map(({ name }) => name).concat('.shstrtab'));
  const all = [...own, ...tables, { name: '.shstrtab', type: 3, content: names.bytes }];
  const word = form === 64 ? 8 : 4;
  const head = form === 64 ? 64 : 52;
  const offsets = all.map((_, index) => head + sum(all.slice(0, index)));
  const table = all.map(({ type, content, link = 0, each = 0 }, index) =>
    numbers(
      endian,
      [names.offsets[index] ?? 0, 4],
      [type, 4],
      [0, word],
      [0, word],
      [offsets[index] ?? 0, word],
      [content.length, word],
      [link, 4],
      [0, 4],
      [1, word],
      [each, word],
    ),
  );
  return Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, form / 32, endian === 'little' ? 1 : 2, 1, 0, ...Array(8).fill(0)]),
    numbers(endian, [type, 2], [machine, 2], [1, 4], [0, word], [0, word], [head + sum(all), word], [flags, 4]),
    numbers(endian, [head, 2], [0, 2], [0, 2], [16 + 6 * word, 2], [all.length + 1, 2], [all.length, 2]),
    ...all.map(({ content }) => content),
    Buffer.alloc(16 + 6 * word),
    ...table,
  ]);
}

function sum(headers: readonly Header[]): number {
  return headers.reduce((bytes, { content }) => bytes + content.length, 0);
}

function symbolTable(
  form: 32 | 64,
  endian: 'little' | 'big',
  symbols: NonNullable<Parts['symbols']>,
  names: readonly number[],
): Buffer {
  const entries = symbols.map(({ type = 2, section = 1 }, index) => {
    const name = names[index] ?? 0;
    return form === 64
      ? numbers(endian, [name, 4], [0x10 + type, 1], [0, 1], [section, 2], [0, 8], [0, 8])
      : numbers(endian, [name, 4], [0, 4], [0, 4], [0x10 + type, 1], [0, 1], [section, 2]);
  });
  return Buffer.concat([Buffer.alloc(form === 64 ? 24 : 16), ...entries]);
}
