import { join } from 'node:path';
import { UserError } from '@assay/evidence';
import type { ByteStream } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { pathOnServer, releaseSource } from './source.js';

/** What is asked of the network and of the disk. */
function asked() {
  const asked: string[] = [];
  const open = async (what: string): Promise<ByteStream> => {
    asked.push(what);
    return { length: 0, body: (async function* () {})() };
  };
  return { asked, host: { network: { open }, openFile: open } };
}

const limit = { maxBytes: 1 };

describe('a release source', () => {
  it.each([
    ['https://static.rust-lang.org', 'https://static.rust-lang.org/dist/a.toml', 'https://static.rust-lang.org'],
    ['https://mirror.example/rust//', 'https://mirror.example/rust/dist/a.toml', 'https://mirror.example/rust'],
    ['HTTP://127.0.0.1:8000', 'HTTP://127.0.0.1:8000/dist/a.toml', 'HTTP://127.0.0.1:8000'],
    ['https://me:secret@mirror.example', 'https://me:secret@mirror.example/dist/a.toml', 'https://mirror.example'],
    ['/srv/rust', join('/srv/rust/dist/a.toml'), '/srv/rust'],
    ['file:///srv/rust%20mirror', join('/srv/rust mirror/dist/a.toml'), '/srv/rust mirror'],
  ])('at %s asks for %s', async (address, file, name) => {
    const { asked: seen, host } = asked();
    const source = releaseSource(address, host);
    await source.open('dist/a.toml', limit);
    expect(seen).toEqual([file]);
    expect(source.name).toBe(name);
  });

  it.each(['', 'rust', './rust', 'ftp://mirror.example', 'https://', 'file://host/share'])(
    'is not at %j',
    (address) => {
      expect(() => releaseSource(address, asked().host)).toThrow(UserError);
      expect(() => releaseSource(address, asked().host)).toThrow('neither');
    },
  );

  it.each([
    'dist/../secret',
    '../secret',
    '/etc/passwd',
    'dist//a',
    'dist/%2e%2e/secret',
    'dist/a?b',
    'dist/a#b',
    'dist\\a',
    'dist/a\nb',
    'dist/.',
    '',
  ])('does not ask for %j', async (file) => {
    for (const address of ['https://mirror.example', '/srv/rust']) {
      const { asked: seen, host } = asked();
      expect(() => releaseSource(address, host).open(file, limit)).toThrow('not plain');
      expect(seen).toEqual([]);
    }
  });
});

describe('a URL in a manifest', () => {
  it('names a path on the server', () => {
    expect(pathOnServer('https://static.rust-lang.org/dist/2026-04-16/rust-std-1.95.0-x86_64.tar.gz')).toBe(
      'dist/2026-04-16/rust-std-1.95.0-x86_64.tar.gz',
    );
  });

  it.each([
    'https://mirror.example/dist/a.tar.gz',
    'http://static.rust-lang.org/dist/a.tar.gz',
    'https://static.rust-lang.org.example/dist/a.tar.gz',
    'https://static.rust-lang.org@example/dist/a.tar.gz',
    'file:///etc/passwd',
    '',
  ])('is refused elsewhere: %j', (url) => {
    expect(() => pathOnServer(url)).toThrow('another server');
  });

  it('is refused when it leads out', () => {
    expect(() => pathOnServer('https://static.rust-lang.org/dist/../../evil')).toThrow('not plain');
  });
});
