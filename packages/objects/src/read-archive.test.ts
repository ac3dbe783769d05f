import { describe, expect, it } from 'vitest';
import { readArchive } from './read-archive.js';
import { archive, bsdMember, member } from './testing/archive.js';

/** `name: content`, for every member. */
function listed(bytes: Uint8Array): string[] | undefined {
  return readArchive(bytes)?.map(({ name, content }) => `${name}: ${Buffer.from(content).toString()}`);
}

const long = 'a_name_of_more_than_sixteen_bytes.o';
const gnu = archive(
  member('/', 'symbols'),
  member('//', `${long}/\nanother_name_of_many_bytes.o/\n`),
  member('short.o/', 'odd'),
  member('/0', 'first'),
  member('/37', 'second'),
);
const bsd = archive(
  bsdMember('__.SYMDEF SORTED', Buffer.from('symbols')),
  bsdMember(long, Buffer.from('first')),
  member('short.o', 'even'),
);

describe('readArchive', () => {
  it('reads GNU’s long names, and leaves the tables out', () => {
    expect(listed(gnu)).toEqual(['short.o: odd', `${long}: first`, 'another_name_of_many_bytes.o: second']);
  });

  it('reads BSD’s long names, and leaves the table out', () => {
    expect(listed(bsd)).toEqual([`${long}: first`, 'short.o: even']);
  });

  it('reads Microsoft’s long names, which end with a zero byte', () => {
    const lib = archive(member('/', 'a'), member('/', 'b'), member('//', `${long}\0x.obj\0`), member('/36', 'object'));
    expect(listed(lib)).toEqual(['x.obj: object']);
  });

  it('copies no member', () => {
    expect(readArchive(gnu)?.every(({ content }) => content.buffer === gnu.buffer)).toBe(true);
  });

  it('reads an empty archive', () => expect(readArchive(archive())).toEqual([]));

  it.each([
    ['a thin archive', Buffer.from('!<thin>\n')],
    ['a long name without the table of names', archive(member('/0', 'x'))],
    ['a long name beyond the table', archive(member('//', 'a/\n'), member('/99', 'x'))],
    ['a long name that is no number', archive(member('//', 'a/\n'), member('/x', 'x'))],
    ['a BSD name longer than the member', archive(member('#1/99', 'x'))],
    [
      'a size that is no number',
      Buffer.from(archive(member('a/', 'x')).toString('latin1').replace('1         `', '-1        `')),
    ],
    [
      'a size beyond the end',
      Buffer.from(archive(member('a/', 'x')).toString('latin1').replace('1         `', '9999999999`')),
    ],
    ['a header without its end', Buffer.from(archive(member('a/', 'x')).toString('latin1').replace('`', '.'))],
    ['no archive', Buffer.from('\x7fELF')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', (_, bytes) => expect(readArchive(bytes)).toBeUndefined());

  it.each([
    ['GNU', gnu],
    ['BSD', bsd],
  ])('%s: cut at every byte, it is never read in part but between members', (_, bytes) => {
    const whole = listed(bytes) ?? [];
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = listed(bytes.subarray(0, length));
      if (cut !== undefined) expect(whole.slice(0, cut.length)).toEqual(cut);
    }
  });

  it.each([
    ['GNU', gnu],
    ['BSD', bsd],
  ])('%s: every byte changed, it never throws', (_, bytes) => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const value of [0, 0x20, 0x2f, 0x39, 0xff]) {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        expect(() => readArchive(changed)).not.toThrow();
      }
    }
  });
});
