import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { sha256, UserError } from '@assay/evidence';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { readComponent } from './read.js';
import { END, entry, folder, goodParts, gz, header, type Parts, POSIX, read, TOP } from './test-archive.js';

const good = () => gz(...Object.values(goodParts()));
const withParts = (parts: Partial<Parts>) => gz(...Object.values({ ...goodParts(), ...parts }));
const withMore = (...more: readonly Buffer[]) => withParts({ more: Buffer.concat(more) });
const withClaims = (claims: string, ...more: readonly Buffer[]) =>
  withParts({ manifest: entry(`${TOP}/tool/manifest.in`, claims), more: Buffer.concat(more) });

const summary = async (bytes: Buffer) =>
  (await read(bytes)).map(({ path, mode, size, sha256: digest }) => [path, mode.toString(8), size, digest.slice(0, 4)]);

const record = 'lib/rustlib/manifest-tool-x86_64-unknown-linux-gnu';
const claims = 'file:bin/tool\ndir:share/doc\n';
const goodFiles = [
  ['bin/tool', '755', 10, sha256('#!/bin/sh\n').slice(0, 4)],
  [record, '644', claims.length, sha256(claims).slice(0, 4)],
  ['share/doc/a/index.html', '644', 4, sha256('page').slice(0, 4)],
];

describe('an archive', () => {
  it('gives the files that are claimed, and the record that rustup makes', async () => {
    expect(await summary(good())).toEqual(goodFiles);
  });

  it.each([1, 7, 511, 513])('gives the same in pieces of %d bytes', async (chunk) => {
    expect(await read(good(), { chunk })).toEqual(await read(good()));
  });

  it('gives the same in any order, and named with its target', async () => {
    const { folders, components, version, manifest, program, page, end } = goodParts();
    expect(await summary(gz(page, program, manifest, version, components, end))).toEqual(goodFiles);
    expect(await summary(gz(manifest, version, folders, components, page, program, end))).toEqual(goodFiles);
    const long = gz(...Object.values(renamed('tool-x86_64-unknown-linux-gnu')));
    expect(await summary(long)).toEqual(goodFiles);
  });

  it('is read with what is not claimed, or stands elsewhere, dropped', async () => {
    const more = withMore(
      entry(`${TOP}/install.sh`, 'x'),
      entry(`${TOP}/tool/unclaimed`, 'x'),
      entry(`${TOP}/other/bin/tool`, 'x'),
      entry(`${TOP}/tool-x86_64-unknown-linux-gnu/bin/tool`, 'x'),
    );
    expect(await summary(more)).toEqual(goodFiles);
  });

  it('keeps the modes that rustup keeps', async () => {
    const modes = { a: '0000666\0', b: '0000600\0', c: '0004700\0', d: '0000755 ', e: '100644 \0', f: '0000444\0' };
    const files = Object.entries(modes).map(([name, mode]) => entry({ name: `${TOP}/tool/m/${name}`, mode }, name));
    const read = await summary(withClaims(`${claims}dir:m\n`, ...files));
    const found = read.filter(([path]) => String(path).startsWith('m/')).map(([, mode]) => mode);
    expect(found).toEqual(['644', '644', '755', '755', '644', '444']);
  });

  it('may have long names, by the header of POSIX or by one of GNU before it', async () => {
    const deep = `lib/${'long-name/'.repeat(30)}a`;
    const long = entry({ name: '././@LongLink', type: 'L' }, `${TOP}/tool/${deep}\0`);
    const gnu = withClaims(`${claims}file:${deep}\n`, long, entry('cut off', 'x'));
    expect((await read(gnu)).map(({ path }) => path)).toContain(deep);
    const split = entry({ name: 'b', prefix: `${TOP}/tool/lib`, magic: POSIX }, 'x');
    expect((await read(withClaims(`${claims}file:lib/b\n`, split))).map(({ path }) => path)).toContain('lib/b');
  });

  it('gives what tar-stream reads, from what tar-stream wrote', async () => {
    const packed = tar.pack();
    const files = Array.from({ length: 300 }, (_, index) => ({
      name: `lib/f${index}`,
      body: Buffer.alloc(index * 97, index),
    }));
    packed.entry({ name: `${TOP}/components` }, 'tool');
    packed.entry({ name: `${TOP}/rust-installer-version` }, '3');
    packed.entry({ name: `${TOP}/tool/manifest.in` }, files.map(({ name }) => `file:${name}\n`).join(''));
    for (const { name, body } of files) packed.entry({ name: `${TOP}/tool/${name}`, mode: 0o644 }, body);
    packed.finalize();
    const bytes = await buffer(packed);
    const expected = new Map<string, string>();
    const extract = tar.extract();
    extract.end(bytes);
    for await (const file of extract) expected.set(file.header.name, sha256(await buffer(file)));
    const found = (await read(gzipSync(bytes))).filter(({ path }) => path !== record);
    expect(found).toHaveLength(300);
    for (const { path, sha256: digest } of found) expect(digest).toBe(expected.get(`${TOP}/tool/${path}`));
  });
});

/** The good parts with the component's folder named otherwise. */
function renamed(name: string): Parts {
  return {
    ...goodParts(),
    folders: Buffer.alloc(0),
    components: entry(`${TOP}/components`, `${name}\n`),
    manifest: entry(`${TOP}/${name}/manifest.in`, claims),
    program: entry({ name: `${TOP}/${name}/bin/tool`, mode: '0000755\0' }, '#!/bin/sh\n'),
    page: entry(`${TOP}/${name}/share/doc/a/index.html`, 'page'),
  };
}

const nothing = Buffer.alloc(0);
const at = (name: string) => `${TOP}/tool/${name}`;
const link = (type: string) => entry({ name: at('link'), type, linkname: 'bin/tool' });
const longName = (text: string | Buffer) => entry({ name: '././@LongLink', type: 'L' }, text);
const bit = (index: number) => (block: Buffer) => {
  block[index] = (block[index] ?? 0) ^ 1;
};

/** Archives that are wrong, by what is wrong with them, and what is said of it. */
const hostile: Record<string, [make: () => Buffer, message: string]> = {
  // Paths.
  'a path with ..': [() => withMore(entry(at('../../evil'), 'x')), 'whose path is not plain'],
  'a path that is only ..': [() => withMore(entry('..', 'x')), 'whose path is not plain'],
  'an absolute path': [() => withMore(entry('/etc/evil', 'x')), 'whose path is not plain'],
  'a backslash': [() => withMore(entry(at('..\\evil'), 'x')), 'whose path is not plain'],
  'a dot in a path': [() => withMore(entry(at('./bin/other'), 'x')), 'whose path is not plain'],
  'two slashes': [() => withMore(entry(at('bin//other'), 'x')), 'whose path is not plain'],
  'a slash at the end of a file': [() => withMore(entry(at('bin/other/'), 'x')), 'whose path is not plain'],
  'no name': [() => withMore(entry('', 'x')), 'whose path is not plain'],
  'a newline in a name': [() => withMore(entry(at('a\nfile:b'), 'x')), 'whose path is not plain'],
  'a bell in a name': [() => withMore(entry(at('a\x07'), 'x')), 'whose path is not plain'],
  'a name that is not UTF-8': [
    () => withMore(entry({ name: Buffer.concat([Buffer.from(at('a')), Buffer.of(0xff)]) }, 'x')),
    'not UTF-8',
  ],
  'a prefix with ..': [() => withMore(entry({ name: 'b', prefix: `${TOP}/..`, magic: POSIX }, 'x')), 'not plain'],
  'a folder with ..': [() => withMore(folder(at('../x'))), 'whose path is not plain'],
  'another top folder': [() => withMore(entry('other/tool/bin/x', 'x')), 'outside of its top folder'],
  'a file at the top': [() => withMore(entry('file', 'x')), 'outside of its top folder'],
  // Twice.
  'one path twice': [() => withMore(entry(at('bin/tool'), 'evil')), 'two entries for one path'],
  'one path twice, not claimed': [() => withMore(entry(at('x'), 'a'), entry(at('x'), 'b')), 'two entries for one path'],
  'a file where a folder is': [() => withMore(entry(at('bin'), 'x')), 'two entries for one path'],
  'a folder where a file is': [() => withMore(folder(at('bin/tool'))), 'two entries for one path'],
  'a folder twice': [() => withMore(folder(at('bin'))), 'two entries for one path'],
  'a file in a file': [() => withMore(entry(at('bin/tool/x'), 'x')), 'inside of what is a file'],
  'a file around a file': [() => withMore(entry(at('q/w/e'), 'x'), entry(at('q/w'), 'x')), 'two entries for one path'],
  // Kinds.
  'a hard link': [() => withMore(link('1')), 'a hard link'],
  'a symbolic link': [() => withMore(link('2')), 'a symbolic link'],
  'a character device': [() => withMore(link('3')), 'a device'],
  'a block device': [() => withMore(link('4')), 'a device'],
  'a named pipe': [() => withMore(link('6')), 'a named pipe'],
  'a contiguous file': [() => withMore(link('7')), 'a contiguous file'],
  'a file of the oldest form': [() => withMore(entry({ name: at('x'), type: '\0' }, 'x')), 'before 1988'],
  'a sparse file': [() => withMore(link('S')), 'a sparse file'],
  'a pax header': [() => withMore(entry({ name: 'h', type: 'x' }, '12 path=evil\n')), 'a pax header'],
  'a global pax header': [() => withMore(entry({ name: 'h', type: 'g' }, '12 path=evil\n')), 'a pax header'],
  'a long link name': [() => withMore(entry({ name: 'h', type: 'K' }, 'evil\0')), 'a long link name'],
  'an unknown kind': [() => withMore(link('Z')), 'an unknown kind'],
  'a folder with content': [() => withMore(entry({ name: at('x'), type: '5' }, 'x')), 'a folder with content'],
  // Long names.
  'a long name without its end': [() => withMore(longName('abc'), entry('x', 'x')), 'does not end where it should'],
  'a long name with two ends': [() => withMore(longName('a\0b\0'), entry('x', 'x')), 'does not end where it should'],
  'a long name that is too long': [() => withMore(longName('a'.repeat(5000))), 'a name of 5000 bytes'],
  'an empty long name': [() => withMore(longName('')), 'a name of 0 bytes'],
  'two long names': [() => withMore(longName('a\0'), longName('b\0'), entry('x', 'x')), 'two long names'],
  'a long name for nothing': [() => withMore(longName('a\0')), 'belongs to nothing'],
  'a long name with ..': [() => withMore(longName(`${TOP}/tool/../x\0`), entry('x', 'x')), 'not plain'],
  // Headers.
  'a wrong checksum': [() => withMore(entry({ name: at('x'), after: bit(100) }, 'x')), 'a wrong checksum'],
  'a signed checksum': [() => withMore(signedChecksum()), 'a wrong checksum'],
  'a size in base 256': [
    () => withMore(entry({ name: at('x'), before: (block) => block.writeUInt32BE(0x80000000, 124) }, 'x')),
    'whose size is no octal number',
  ],
  'a size that is no number': [
    () => withMore(entry({ name: at('x'), before: (block) => void block.write('9', 130) }, 'x')),
    'whose size is no octal number',
  ],
  'a size after a space': [
    () => withMore(entry({ name: at('x'), before: (block) => void block.write(' ', 124) }, 'x')),
    'whose size is no octal number',
  ],
  'no mode': [() => withMore(entry({ name: at('x'), mode: '\0'.repeat(8) }, 'x')), 'whose mode is no octal number'],
  'a form of its own': [() => withMore(entry({ name: at('x'), magic: 'ustar\x00 0' }, 'x')), 'a form that is not read'],
  'the oldest form': [() => withMore(entry({ name: at('x'), magic: '' }, 'x')), 'a form that is not read'],
  // Ends.
  'an entry after the end': [() => withParts({ end: Buffer.concat([END, entry(at('x'), 'x'), END]) }), 'goes on after'],
  'an entry after half an end': [
    () => withParts({ more: Buffer.alloc(512), end: Buffer.concat([entry(at('x'), 'x'), END]) }),
    'goes on after',
  ],
  'no end': [() => withParts({ end: nothing }), 'no end-of-archive marker'],
  'half an end': [() => withParts({ end: Buffer.alloc(512) }), 'no end-of-archive marker'],
  'a tar cut in a header': [() => withParts({ end: header({ name: at('x') }).subarray(0, 300) }), 'inside of an entry'],
  'a tar cut in a file': [
    () => withParts({ end: entry(at('x'), 'x'.repeat(600)).subarray(0, 700) }),
    'inside of an entry',
  ],
  'a file larger than the archive': [
    () => withParts({ end: header({ name: at('x'), size: 2 ** 32 }) }),
    'inside of an entry',
  ],
  'a tail of a block': [() => withParts({ end: Buffer.concat([END, Buffer.alloc(100)]) }), 'inside of an entry'],
  'an empty tar': [() => gz(END), 'has no "rust-installer-version"'],
  // gzip.
  'an empty file': [() => nothing, 'is cut off'],
  'no gzip': [() => Buffer.concat(Object.values(goodParts())), 'is not a gzip file'],
  'an xz': [() => Buffer.from('fd377a585a000004e6d6b446', 'hex'), 'is not a gzip file'],
  'a gzip cut in its header': [() => good().subarray(0, 9), 'is cut off'],
  'a gzip cut in its data': [() => good().subarray(0, 200), 'is cut off'],
  'a gzip cut before its checksum': [() => good().subarray(0, -8), 'is cut off'],
  'a gzip cut in its checksum': [() => good().subarray(0, -1), 'is cut off'],
  'a second gzip member': [() => Buffer.concat([good(), gz(entry(at('x'), 'x'), END)]), 'goes on for'],
  'an empty gzip member before it': [() => Buffer.concat([gz(nothing), good()]), 'goes on for'],
  'an empty gzip member after it': [() => Buffer.concat([good(), gz(nothing)]), 'goes on for 20 bytes'],
  'zeros after the gzip': [() => Buffer.concat([good(), Buffer.alloc(512)]), 'goes on for 512 bytes'],
  'garbage after the gzip': [() => Buffer.concat([good(), Buffer.from('x')]), 'goes on for 1 bytes'],
  'a wrong gzip checksum': [() => withByte(good(), -8), 'does not have its checksum'],
  'a wrong gzip length': [() => withByte(good(), -4), 'does not have its checksum'],
  'damaged data': [() => withByte(good(), 11), ''],
  'a gzip with extra fields': [() => withByte(good(), 3, 4), 'a kind that is not read'],
  'a gzip of another method': [() => withByte(good(), 2, 9), 'a kind that is not read'],
  'a gzip with a file name': [() => withByte(good(), 3, 8), 'a kind that is not read'],
  // rust-installer.
  'no list of components': [() => withParts({ components: nothing }), 'has no "components"'],
  'no version': [() => withParts({ version: nothing }), 'has no "rust-installer-version"'],
  'no manifest.in': [() => withParts({ manifest: nothing }), 'has no "tool/manifest.in"'],
  'a newer version': [() => withParts({ version: entry(`${TOP}/rust-installer-version`, '4\n') }), 'layout "4"'],
  'another component': [
    () => withParts({ components: entry(`${TOP}/components`, 'other\n') }),
    'says that it holds "other"',
  ],
  'a second component': [
    () => withParts({ components: entry(`${TOP}/components`, 'tool\nother\n') }),
    'says that it holds',
  ],
  'a component for another target': [
    () => withParts({ components: entry(`${TOP}/components`, 'tool-aarch64-apple-darwin\n') }),
    'says that it holds',
  ],
  'a list that is not UTF-8': [
    () => withParts({ components: entry(`${TOP}/components`, Buffer.of(0xff)) }),
    'not UTF-8',
  ],
  'a claim with ..': [
    () => withClaims('file:../evil\n', entry(`${TOP}/evil`, 'x')),
    'claims a file whose path is not plain',
  ],
  'an absolute claim': [() => withClaims('file:/etc/passwd\n'), 'claims a file whose path is not plain'],
  'a claim of nothing': [() => withClaims('file:\n'), 'claims a file whose path is not plain'],
  'a claim of the sysroot': [() => withClaims('dir:.\n'), 'claims a file whose path is not plain'],
  'a claim without its file': [
    () => withClaims(`${claims}file:bin/other\n`),
    'claims "bin/other", which it does not hold',
  ],
  'a claim without its folder': [
    () => withClaims(`${claims}dir:lib\n`, folder(at('lib'))),
    'claims "lib", which it does not hold',
  ],
  'a file claimed as a folder': [() => withClaims('dir:bin/tool\n'), 'claims "bin/tool", which it does not hold'],
  'a folder claimed as a file': [() => withClaims('file:bin\n'), 'claims "bin", which it does not hold'],
  'a claim twice': [() => withClaims(`${claims}file:bin/tool\n`), 'claims "bin/tool" twice'],
  'a claim in a claimed folder': [
    () => withClaims(`${claims}file:share/doc/a/index.html\n`),
    'it stands in "share/doc"',
  ],
  'no claims': [() => withClaims(''), 'a line that claims nothing, ""'],
  'an empty line among the claims': [() => withClaims(`\n${claims}`), 'a line that claims nothing, ""'],
  'a claim of another kind': [() => withClaims('link:bin/tool\n'), 'a line that claims nothing'],
  'claims with ends of lines as on Windows': [() => withClaims('file:bin/tool\r\n'), 'claims nothing'],
  'a claim of a record': [
    () => withClaims('file:lib/rustlib/components\n', entry(at('lib/rustlib/components'), 'x')),
    'a file that rustup writes itself',
  ],
  'a claim of another record': [
    () => withClaims(`file:${record}\n`, entry(at(record), 'x')),
    'a file that rustup writes itself',
  ],
};

function withByte(bytes: Buffer, index: number, value?: number): Buffer {
  const changed = Buffer.from(bytes);
  const position = index < 0 ? bytes.length + index : index;
  changed[position] = value ?? (changed[position] ?? 0) ^ 0x55;
  return changed;
}

/** With a byte above 0x7f in its name, and a checksum that takes it for a negative number, as some old writers did. */
function signedChecksum(): Buffer {
  return entry({
    name: at('ä'),
    after: (block) => {
      block.write('        ', 148, 'latin1');
      const sum = block.reduce((total, byte) => total + (byte > 127 ? byte - 256 : byte), 0);
      block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    },
  });
}

describe('a wrong archive', () => {
  it.each(Object.entries(hostile))('is refused: %s', async (_, [make, message]) => {
    for (const chunk of [65_536, 100]) {
      const error = await read(make(), { chunk }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ message: expect.stringContaining(`${TOP}.tar.gz `) });
      expect(error).toMatchObject({ message: expect.stringContaining(message) });
    }
  });

  it('is told from one that was changed on its way, whose digest is another', async () => {
    const digest = sha256(good());
    for (const changed of [withByte(good(), 100), good().subarray(0, 200), Buffer.concat([good(), good()]), nothing]) {
      const error = await read(changed, { digest }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(`the manifest says ${digest}`),
      });
    }
  });

  it('ends in a result or a refusal with any byte of its tar changed', { timeout: 60_000 }, async () => {
    const bytes = Buffer.concat(Object.values(goodParts()));
    const positions = Array.from({ length: bytes.length / 4 }, (_, index) => index * 4);
    const results = await Promise.all(
      positions.map((index) => read(gzipSync(withByte(bytes, index))).catch((error: unknown) => error)),
    );
    const refused = results.filter((result) => result instanceof UserError);
    const accepted = results.filter((result) => Array.isArray(result));
    expect(refused.length + accepted.length).toBe(positions.length);
    // Every header has a checksum, so that what is accepted is changed in its contents, or in padding.
    expect(refused.length).toBeGreaterThan((8 * 512) / 4);
  });

  it('is never read without an error with any byte of its gzip changed, or cut anywhere', {
    timeout: 60_000,
  }, async () => {
    const bytes = good();
    const changed = Array.from({ length: bytes.length }, (_, index) => withByte(bytes, index));
    const cut = Array.from({ length: bytes.length }, (_, length) => bytes.subarray(0, length));
    for (const damaged of [...changed, ...cut]) {
      const result = await read(damaged).catch((error: unknown) => error);
      // The date and the system in the header mean nothing.
      if (Array.isArray(result)) expect(damaged.subarray(10).equals(bytes.subarray(10))).toBe(true);
      else expect(result).toBeInstanceOf(UserError);
    }
  });
});

describe('an archive as it comes', () => {
  const name = { archive: 'big.tar.gz', name: 'tool', target: '*' };

  /** A gzip of a tar with one file of so many bytes of zeros, made as it is asked for. */
  async function* large(bytes: number): AsyncGenerator<Uint8Array, void> {
    const { createGzip } = await import('node:zlib');
    const { Readable } = await import('node:stream');
    function* content() {
      yield entry(`${TOP}/components`, 'tool\n');
      yield entry(`${TOP}/rust-installer-version`, '3\n');
      yield entry(`${TOP}/tool/manifest.in`, 'file:zeros\n');
      yield header({ name: `${TOP}/tool/zeros`, size: bytes });
      const part = Buffer.alloc(1 << 20);
      for (let left = bytes; left > 0; left -= part.length) yield part;
      yield END;
    }
    yield* Readable.from(content()).pipe(createGzip({ level: 1 }));
  }

  it('is not held in memory', { timeout: 60_000 }, async () => {
    const bytes = 300 << 20;
    const before = process.memoryUsage.rss();
    let most = before;
    async function* watched() {
      for await (const chunk of large(bytes)) {
        most = Math.max(most, process.memoryUsage.rss());
        yield chunk;
      }
    }
    await expect(readComponent(watched(), { ...name, sha256: '' })).rejects.toThrow('has the SHA-256');
    expect(most - before).toBeLessThan(100 << 20);
  });

  it('passes on what goes wrong on its way, and takes no more of it', async () => {
    let ended = false;
    async function* broken() {
      try {
        yield good().subarray(0, 100);
        throw new Error('the connection was cut');
      } finally {
        ended = true;
      }
    }
    await expect(readComponent(broken(), { ...name, sha256: '' })).rejects.toThrow('the connection was cut');
    expect(ended).toBe(true);
  });
});
