import { field, numbers, strings } from './bytes.js';

interface Parts {
  cpu?: number;
  form?: 32 | 64;
  endian?: 'little' | 'big';
  /** 1 object, 2 program. */
  type?: number;
  sections?: readonly { segment: string; name: string; content: string }[];
  /** `type` as in n_type: 0x0e local, 0x0f external, 0x01 undefined. */
  symbols?: readonly { name: string; type: number }[];
}

/** A small Mach-O file: the header, one segment, the symbols. */
export function machO(parts: Parts = {}): Buffer {
  const { cpu = 0x0100000c, form = 64, endian = 'little', type = 1, sections = [] } = parts;
  const symbols = parts.symbols ?? [{ name: '_main', type: 0x0f }];
  const is64 = form === 64;
  const word = is64 ? 8 : 4;
  const segmentSize = (is64 ? 72 : 56) + sections.length * (is64 ? 80 : 68);
  const start = (is64 ? 32 : 28) + segmentSize + 24;
  const contents = Buffer.from(sections.map(({ content }) => content).join(''));
  const names = strings(symbols.map(({ name }) => name));
  const symbolsAt = start + contents.length;
  const stringsAt = symbolsAt + symbols.length * (is64 ? 16 : 12);
  let at = start;
  const headers = sections.map(({ segment, name, content }) => {
    const place = numbers(endian, [0, word], [content.length, word], [at, 4], [0, 4], [0, 4], [0, 4], [0, 4]);
    at += content.length;
    return Buffer.concat([field(name, 16), field(segment, 16), place, Buffer.alloc(is64 ? 12 : 8)]);
  });
  return Buffer.concat([
    numbers(
      endian,
      [is64 ? 0xfeedfacf : 0xfeedface, 4],
      [cpu, 4],
      [0, 4],
      [type, 4],
      [2, 4],
      [segmentSize + 24, 4],
      [0, 4],
    ),
    Buffer.alloc(is64 ? 4 : 0),
    numbers(endian, [is64 ? 0x19 : 1, 4], [segmentSize, 4]),
    Buffer.alloc(16 + 4 * word + 8),
    numbers(endian, [sections.length, 4], [0, 4]),
    ...headers,
    numbers(endian, [2, 4], [24, 4], [symbolsAt, 4], [symbols.length, 4], [stringsAt, 4], [names.bytes.length, 4]),
    contents,
    ...symbols.map((symbol, index) =>
      numbers(endian, [names.offsets[index] ?? 0, 4], [symbol.type, 1], [1, 1], [0, 2], [0, word]),
    ),
    names.bytes,
  ]);
}

/** A universal file of these slices. */
export function universal(slices: readonly Uint8Array[]): Buffer {
  let at = 8 + slices.length * 20;
  const entries = slices.map((slice) => {
    const entry = numbers('big', [7, 4], [3, 4], [at, 4], [slice.length, 4], [0, 4]);
    at += slice.length;
    return entry;
  });
  return Buffer.concat([numbers('big', [0xcafebabe, 4], [slices.length, 4]), ...entries, ...slices]);
}
