import path from 'node:path';
import { fakeWorld, type ScratchContent, type ToolResult } from '@assay/host';
import { describe, expect, it } from 'vitest';
import { prepare } from './prepare.js';

const folder = '/workspace/target/assay/build/published/0/target/package/flow-2.1.3';
const done: ToolResult = { status: 0, stdout: '', stderr: '' };

async function prepared(
  lock: string | undefined,
  rust: string,
  change: { siblings?: object[]; update?: ToolResult } = {},
) {
  const put = new Map<string, ScratchContent>();
  const files = { 'Cargo.toml': '[package]\nname = "flow"\n', ...(lock === undefined ? {} : { 'Cargo.lock': lock }) };
  const world = fakeWorld({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [path.posix.join(folder, name), text])),
    tools: () => change.update ?? done,
  });
  const siblings = (change.siblings ?? []) as { name: string; version: string; registry: string | undefined }[];
  const trouble = await prepare(
    { ...world, putInScratch: async (file, content) => void put.set(path.posix.basename(file), content) },
    { folder, siblings, rust },
  );
  return { trouble, put };
}

describe('prepare', () => {
  it.each([
    ['4', '1.78.0', undefined],
    ['4', '1.63.0', 'version = 3\n'],
    ['3', '1.47.0', undefined],
    ['3', '1.46.0', '# lock\n'],
  ])('has Rust read a lock file of format %s: %s', async (format, rust, expected) => {
    const { trouble, put } = await prepared(`# lock\nversion = ${format}\n`, rust);
    expect(trouble).toBeUndefined();
    if (expected === undefined) expect(put.size).toBe(0);
    else expect(put.get('Cargo.lock')).toContain(expected);
  });

  it('says why it cannot', async () => {
    expect((await prepared('version = 4\n', '1.20.0')).trouble?.why).toContain('format 4');
    expect((await prepared(undefined, '1.85.0')).trouble).toMatchObject({
      why: expect.stringContaining('Cargo.lock'),
      remedy: expect.stringContaining('1.84'),
    });
    const refused = { status: 101, stdout: '', stderr: 'error: the moon is full\n' };
    const siblings = [{ name: 'dose', version: '1.5.0', registry: undefined }];
    expect((await prepared('version = 4\n', '1.85.0', { siblings, update: refused })).trouble?.why).toBe(
      'the moon is full',
    );
  });

  it('takes other members from beside the package, whatever the name of their registry', async () => {
    const siblings = [
      { name: 'dose', version: '1.5.0', registry: undefined },
      { name: 'valve', version: '0.1.0', registry: 'https://example.com/"index' },
    ];
    const { put } = await prepared('version = 4\n', '1.85.0', { siblings });
    expect(put.get('Cargo.toml')).toBe(
      '[package]\nname = "flow"\n\n[patch."crates-io".dose]\npath = "../dose-1.5.0"\n\n' +
        '[patch."https://example.com/\\"index".valve]\npath = "../valve-0.1.0"\n',
    );
  });
});
