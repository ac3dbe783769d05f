import { fakeWorld, type WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { readCargoConfig } from './config.js';

const root = '/home/me/work/ws';

function read(files: Record<string, string>, environment: Record<string, string> = { HOME: '/home/me' }) {
  const world = fakeWorld({ root, files, environment });
  return readCargoConfig(world, world.anchors);
}

async function paths(files: Record<string, string>, environment?: Record<string, string>) {
  return (await read(files, environment)).map(({ path, inRepository }) => `${path}${inRepository ? '' : ' (outside)'}`);
}

describe('readCargoConfig', () => {
  it('reads every folder upwards and Cargo’s home last', async () => {
    const files = {
      '.cargo/config.toml': '',
      '/home/me/work/.cargo/config.toml': '',
      '/home/me/.cargo/config.toml': '',
      '/elsewhere/config.toml': '',
    };
    expect(await paths(files)).toEqual([
      '.cargo/config.toml',
      '../.cargo/config.toml (outside)',
      '$CARGO_HOME/config.toml (outside)',
    ]);
    expect(await paths(files, { HOME: '/home/me', CARGO_HOME: '/elsewhere' })).toEqual([
      '.cargo/config.toml',
      '../.cargo/config.toml (outside)',
      '../../.cargo/config.toml (outside)',
      '$CARGO_HOME/config.toml (outside)',
    ]);
  });

  it('prefers config to config.toml in one folder', async () => {
    expect(await paths({ '.cargo/config': '', '.cargo/config.toml': '' })).toEqual(['.cargo/config']);
  });

  it('follows include: the including file first, then the last included', async () => {
    const files = {
      '.cargo/config.toml': 'include = ["a.toml", { path = "../b.toml" }, { path = "none.toml", optional = true }]',
      '.cargo/a.toml': 'include = ["/etc/c.toml"]',
      'b.toml': '',
      '/etc/c.toml': '',
    };
    expect(await paths(files)).toEqual(['.cargo/config.toml', 'b.toml', '.cargo/a.toml', '<outside>/c.toml (outside)']);
  });

  it('does not take a file of an outside configuration for one of the repository', async () => {
    const files = { '/home/me/.cargo/config.toml': `include = ["${root}/b.toml"]`, 'b.toml': '' };
    expect(await paths(files)).toEqual(['$CARGO_HOME/config.toml (outside)', 'b.toml (outside)']);
  });

  it.each([
    ['include = "a.toml"', 'include is not a list'],
    ['include = ["a.txt"]', 'include is not a path that ends in .toml'],
    ['include = [3]', 'include is not a path that ends in .toml'],
    ['include = ["config.toml"]', 'the file includes itself'],
    ['[build', 'this is not TOML'],
  ])('refuses %s, as Cargo does', async (text, message) => {
    await expect(read({ '.cargo/config.toml': text })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message),
      at: { path: '.cargo/config.toml' },
    });
  });

  it('does not pass over a file that is included and missing', async () => {
    await expect(read({ '.cargo/config.toml': 'include = ["none.toml"]' })).rejects.toMatchObject({
      kind: 'not-found',
    } satisfies Partial<WorldError>);
  });

  it('does not pass over Cargo’s home when it cannot be found', async () => {
    await expect(read({}, {})).rejects.toMatchObject({
      message: expect.stringContaining('neither CARGO_HOME nor HOME'),
    });
  });
});
