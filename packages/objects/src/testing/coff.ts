import { field, numbers, strings } from './bytes.js';

interface Parts {
  machine?: number;
  sections?: readonly { name: string; content: string }[];
  symbols?: readonly string[] | undefined;
  /** The optional header, which an image has: 0x20b for 64 bits. */
  image?: number;
  /** The form for more sections than 16 bits count. */
  big?: boolean;
}

/** A small COFF object, or from the header of COFF on an image, with `before` bytes in front. */
export function coff(parts: Parts = {}, before = 0): Buffer {
  const { machine = 0x8664, sections = [], image, big = false } = parts;
  const symbols = 'symbols' in parts ? parts.symbols : ['main', 'a_name_of_more_than_eight_bytes'];
  const optional = image === undefined ? Buffer.alloc(0) : numbers('little', [image, 2]);
  const start = before + (big ? 56 : 20) + optional.length + sections.length * 40;
  const contents = Buffer.from(sections.map(({ content }) => content).join(''));
  const symbolsAt = symbols === undefined ? 0 : start + contents.length;
  const long = strings([...sections.map(({ name }) => name), ...(symbols ?? [])], 4);
  let at = start;
  const headers = sections.map(({ name, content }, index) => {
    const text = name.length > 8 ? `/${long.offsets[index]}` : name;
    const place = numbers('little', [content.length, 4], [0, 4], [content.length, 4], [at, 4]);
    at += content.length;
    return Buffer.concat([field(text, 8), place, Buffer.alloc(16)]);
  });
  const entries = symbols?.map((name, index) => {
    const text = numbers('little', [0, 4], [long.offsets[sections.length + index] ?? 0, 4]);
    const rest = numbers('little', [0, 4], [1, big ? 4 : 2], [0, 2], [2, 1], [0, 1]);
    return Buffer.concat([name.length > 8 ? text : field(name, 8), rest]);
  });
  const counts = [sections.length, symbolsAt, symbols?.length ?? 0] as const;
  long.bytes.writeUInt32LE(long.bytes.length, 0);
  return Buffer.concat([
    big ? bigHeader(machine, ...counts) : header(machine, ...counts, optional.length),
    ...[optional, ...headers, contents, ...(entries ?? []), symbols === undefined ? Buffer.alloc(0) : long.bytes],
  ]);
}

function header(machine: number, sections: number, symbolsAt: number, symbols: number, optional: number): Buffer {
  return numbers('little', [machine, 2], [sections, 2], [0, 4], [symbolsAt, 4], [symbols, 4], [optional, 2], [0, 2]);
}

function bigHeader(machine: number, sections: number, symbolsAt: number, symbols: number): Buffer {
  return Buffer.concat([
    numbers('little', [0, 2], [0xffff, 2], [2, 2], [machine, 2], [0, 4]),
    Buffer.from('c7a1bad1eebaa94baf20faf66aa4dcb8', 'hex'),
    numbers('little', [0, 8], [0, 8], [sections, 4], [symbolsAt, 4], [symbols, 4]),
  ]);
}

/** A small image. */
export function pe(parts: Parts = {}): Buffer {
  const stub = Buffer.concat([field('MZ', 0x3c), numbers('little', [0x40, 4]), Buffer.from('PE\0\0')]);
  return Buffer.concat([stub, coff({ image: 0x20b, symbols: undefined, ...parts }, stub.length)]);
}

/** The entry of an import library. */
export function importEntry(machine: number, name: string): Buffer {
  const data = Buffer.from(`${name}\0library.dll\0`);
  const head = numbers('little', [0, 2], [0xffff, 2], [0, 2], [machine, 2], [0, 4], [data.length, 4], [0, 4]);
  return Buffer.concat([head, data]);
}
