import { describe, expect, it } from 'vitest';
import { membersOf } from './archive.js';

const MAGIC = '!<arch>\n';

/** A file in an archive: its name as the header has it, then its bytes. */
const part = (name: string, content: string, size = content.length) =>
  `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(size).padEnd(10)}\`\n${content}${content.length % 2 === 0 ? '' : '\n'}`;

const members = (text: string) =>
  Array.from(membersOf(Buffer.from(text, 'latin1')), ({ name, content }) => [
    name,
    Buffer.from(content).toString('latin1'),
  ]);

describe('an archive', () => {
  it('holds files with short names', () => {
    expect(members(MAGIC + part('lib.rmeta/', 'abc') + part('a.o/', 'defg'))).toEqual([
      ['lib.rmeta', 'abc'],
      ['a.o', 'defg'],
    ]);
  });

  it('in GNU’s form has a table of long names, and an index that is no file', () => {
    const table = 'motor_control-0123456789abcdef.o/\nanother-fedcba9876543210.o/\n';
    const text =
      MAGIC + part('/', 'index') + part('//', table) + part('/0', 'one') + part('/34', 'two') + part('b.o/', 'three');
    expect(members(text)).toEqual([
      ['motor_control-0123456789abcdef.o', 'one'],
      ['another-fedcba9876543210.o', 'two'],
      ['b.o', 'three'],
    ]);
    expect(members(MAGIC + part('/SYM64/', 'index') + part('a.o/', 'x'))).toEqual([['a.o', 'x']]);
  });

  it('in BSD’s form has long names before the content, filled up with zeros', () => {
    const name = 'motor_control-0123456789.o\0\0';
    expect(members(MAGIC + part(`#1/${name.length}`, `${name}content`))).toEqual([
      ['motor_control-0123456789.o', 'content'],
    ]);
  });

  it('may be empty, and hold empty files', () => {
    expect(members(MAGIC)).toEqual([]);
    expect(members(MAGIC + part('a.o/', ''))).toEqual([['a.o', '']]);
  });

  it('holds the bytes of a file that look like another’s header', () => {
    const inner = part('evil.o/', 'x');
    expect(members(MAGIC + part('a.o/', inner))).toEqual([['a.o', inner]]);
  });

  it('may be a part of a larger buffer', () => {
    const text = `before${MAGIC}${part('a.o/', 'x')}`;
    const bytes = Buffer.from(text, 'latin1').subarray('before'.length);
    expect(Array.from(membersOf(bytes), ({ name }) => name)).toEqual(['a.o']);
  });

  it.each([
    ['nothing', ''],
    ['another file', '\x7fELF'],
    ['an archive of links alone', '!<thin>\n'],
  ])('is not %s', (_, text) => {
    expect(() => members(text)).toThrow('this is no archive');
  });

  it.each([
    ['in its last file', (MAGIC + part('a.o/', 'abcdef')).slice(0, -1)],
    ['in a header', (MAGIC + part('a.o/', 'ab') + part('b.o/', 'cd')).slice(0, -20)],
    ['and says that a file is longer than itself', MAGIC + part('a.o/', 'ab', 2 ** 40)],
    ['and says no size', MAGIC + part('a.o/', 'ab').replace(/2 {9}`/, '          `')],
    ['and says a size below nothing', MAGIC + part('a.o/', 'ab', -2)],
  ])('is not read where it is damaged %s', (_, text) => {
    expect(() => members(text)).toThrow('the archive is damaged or cut off');
  });
});
