import { gzipSync } from 'node:zlib';
import { sha256 } from '@assay/evidence';
import type { ComponentFile } from './component.js';
import { readComponent } from './read.js';

/** The header of a tar entry, every part of it as the test wants it. */
export interface TestHeader {
  name: string | Buffer;
  size?: number;
  mode?: string;
  type?: string;
  /** Default GNU's. */
  magic?: string;
  prefix?: string;
  linkname?: string;
  /** Changes the block before its checksum is put in, and after. */
  before?(block: Buffer): void;
  after?(block: Buffer): void;
}

export const POSIX = 'ustar\u000000';

export function header(of: TestHeader): Buffer {
  const { name, size = 0, mode = '0000644\0', type = '0', magic = 'ustar  \0', prefix = '', linkname = '' } = of;
  const block = Buffer.alloc(512);
  block.set(Buffer.from(name as string).subarray(0, 100), 0);
  block.write(mode, 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write(type, 156, 'latin1');
  block.write(linkname, 157, 'latin1');
  block.write(magic, 257, 'latin1');
  block.write(prefix, 345, 'latin1');
  of.before?.(block);
  block.write('        ', 148, 'latin1');
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  );
  of.after?.(block);
  return block;
}

/** An entry with its content, padded. */
export function entry(of: string | TestHeader, body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body as string);
  const head = header({ size: bytes.length, ...(typeof of === 'string' ? { name: of } : of) });
  return Buffer.concat([head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export const folder = (name: string) => entry({ name, type: '5', mode: '0000755\0' });

export const END = Buffer.alloc(1024);

export const TOP = 'tool-1.0.0-x86_64-unknown-linux-gnu';

/** The parts of an archive, in their order. */
export type Parts = Record<
  'folders' | 'components' | 'version' | 'manifest' | 'program' | 'page' | 'more' | 'end',
  Buffer
>;

/** The parts of a good archive: change them, leave them out, add to them. */
export function goodParts(): Parts {
  return {
    folders: Buffer.concat([folder(TOP), folder(`${TOP}/tool`), folder(`${TOP}/tool/bin/`)]),
    components: entry(`${TOP}/components`, 'tool\n'),
    version: entry(`${TOP}/rust-installer-version`, '3\n'),
    manifest: entry(`${TOP}/tool/manifest.in`, 'file:bin/tool\ndir:share/doc\n'),
    program: entry({ name: `${TOP}/tool/bin/tool`, mode: '0000755\0' }, '#!/bin/sh\n'),
    page: entry(`${TOP}/tool/share/doc/a/index.html`, 'page'),
    more: Buffer.alloc(0),
    end: END,
  };
}

export function gz(...parts: readonly Buffer[]): Buffer {
  return gzipSync(Buffer.concat(parts), { level: 6 });
}

/** Reads an archive that comes in chunks of so many bytes, against its own digest unless told otherwise. */
export function read(bytes: Buffer, { chunk = 65_536, digest = sha256(bytes) } = {}): Promise<ComponentFile[]> {
  async function* body() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const [name, target] = ['tool', 'x86_64-unknown-linux-gnu'];
  return readComponent(body(), { archive: `${TOP}.tar.gz`, sha256: digest, name, target });
}
