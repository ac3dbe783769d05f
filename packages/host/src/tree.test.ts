import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { realHost } from './real.js';
import type { TreeEntry, TreeOptions } from './world.js';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay tree ü ')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function write(name: string | Buffer, content: string | Buffer, mode = 0o644): void {
  const file = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
  writeFileSync(file, content);
  chmodSync(file, mode);
}

async function tree(options?: TreeOptions, root = folder): Promise<TreeEntry[]> {
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  return host.world(folder).files.tree(root, options);
}

const digest = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

describe('a tree', () => {
  it('has every file with its mode, size and digest, as sha256sum gives it', async () => {
    const large = Buffer.alloc(3_000_000, 'abcdefg');
    mkdirSync(join(folder, 'lib/empty'), { recursive: true });
    write('rustc', 'compiler', 0o755);
    write('lib/large.so', large);
    write('lib/nothing', '');
    const found = await tree();
    expect(found.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'folder lib',
      'folder lib/empty',
      'file lib/large.so',
      'file lib/nothing',
      'file rustc',
    ]);
    const sums = execFileSync('sha256sum', ['lib/large.so', 'lib/nothing', 'rustc'], { cwd: folder }).toString();
    const files = found.filter(({ kind }) => kind === 'file');
    expect(files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')).toBe(sums);
    expect(files.map(({ mode, size }) => [mode, size])).toEqual([
      [0o644, 3_000_000],
      [0o644, 0],
      [0o755, 8],
    ]);
  });

  it('is the same through a link to the folder', async () => {
    write('a', 'a');
    const link = `${folder}.link`;
    symlinkSync(folder, link);
    onTestFinished(() => rmSync(link));
    expect(await tree({}, link)).toEqual(await tree());
  });

  it('has special bits, pipes and links as what they are, and opens none of them', async () => {
    write('setuid', 'x', 0o4755);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('setuid', join(folder, 'inside'));
    symlinkSync('../../etc/passwd', join(folder, 'outside'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('/nowhere/at/all', join(folder, 'gone'));
    const found = Object.fromEntries((await tree()).map((entry) => [entry.path, entry]));
    expect(found.setuid).toMatchObject({ kind: 'file', mode: 0o4755 });
    expect(found.pipe).toMatchObject({ kind: 'other' });
    expect(found.inside).toMatchObject({ kind: 'link', target: 'setuid', leaves: false, sha256: digest('setuid') });
    expect(found.outside).toMatchObject({ kind: 'link', leaves: true });
    expect(found.dangling).toMatchObject({ kind: 'link', leaves: false });
    expect(found.gone).toMatchObject({ kind: 'link', leaves: true });
  });

  it('gives every name a text of its own, whatever its bytes', async () => {
    const names = [Buffer.from('line\nbreak'), Buffer.from('über'), Buffer.from([0x61, 0xff]), Buffer.from('a\\xff')];
    for (const [index, name] of names.entries()) write(name, String(index));
    const found = await tree();
    expect(found.every(({ trouble }) => trouble === undefined)).toBe(true);
    expect(Object.fromEntries(found.map(({ path, sha256 }) => [path, sha256]))).toEqual({
      'line\nbreak': digest('0'),
      über: digest('1'),
      'a\\xff': digest('2'),
      'a\\x5cxff': digest('3'),
    });
  });

  it('passes over what is left out, by whole names', async () => {
    for (const name of ['doc', 'docs', 'man']) mkdirSync(join(folder, name));
    write('doc/a', 'a');
    write('docs/b', 'b');
    const found = await tree({ leaveOut: ['doc', 'man'] });
    expect(found.map(({ path }) => path)).toEqual(['docs', 'docs/b']);
  });

  it('tells of a link to what is left out, as of one that leads out', async () => {
    mkdirSync(join(folder, 'doc'));
    write('doc/a', 'a');
    symlinkSync('doc', join(folder, 'hop'));
    symlinkSync('hop/a', join(folder, 'deep'));
    const leaving = async (leaveOut: string[]) => (await tree({ leaveOut })).flatMap((each) => each.leaves ?? []);
    expect(await leaving(['doc'])).toEqual([true, true]);
    expect(await leaving(['do'])).toEqual([false, false]);
  });

  it('is not found, or no folder, in words', async () => {
    write('file', '');
    await expect(tree({}, join(folder, 'absent'))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(tree({}, join(folder, 'file'))).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('says of what cannot be read that it cannot, and goes on', async () => {
    // A path that is longer than the system takes: nobody can open it, root neither.
    const deepen = 'for i in $(seq 20); do mkdir "$1" && cd "$1"; done';
    execFileSync('bash', ['-c', deepen, 'bash', 'd'.repeat(250)], { cwd: folder });
    write('readable', 'x');
    const found = await tree();
    expect(found.filter(({ trouble }) => trouble !== undefined)).toMatchObject([
      { kind: 'folder', trouble: 'its names cannot be read: name too long' },
    ]);
    expect(found.find(({ path }) => path === 'readable')?.sha256).toBe(digest('x'));
  });

  it('ends when it is interrupted', async () => {
    write('a', 'a');
    const interruption = new AbortController();
    interruption.abort();
    const host = realHost({ signal: interruption.signal, progress: () => undefined });
    await expect(host.world(folder).files.tree(folder)).rejects.toMatchObject({ kind: 'interrupted' });
  });
});

describe('a tree that was seen before', () => {
  it('is not read again where size, mode, inode and both times are the same', async () => {
    write('a', 'first');
    write('b', 'other');
    const before = new Map((await tree()).map((entry) => [entry.path, entry]));
    const believed = new Map([...before].map(([path, entry]) => [path, { ...entry, sha256: `believed ${path}` }]));
    expect((await tree({ known: believed })).map(({ sha256 }) => sha256)).toEqual(['believed a', 'believed b']);

    write('a', 'FIRST');
    chmodSync(join(folder, 'b'), 0o600);
    const after = await tree({ known: believed });
    expect(after.map(({ sha256, mode }) => [sha256, mode])).toEqual([
      [digest('FIRST'), 0o644],
      [digest('other'), 0o600],
    ]);
  });

  it('is read again when only the time of change tells', async () => {
    write('a', 'first');
    const before = new Map((await tree()).map((entry) => [entry.path, entry]));
    const { modified = 0 } = before.get('a')?.identity ?? {};
    writeFileSync(join(folder, 'a'), 'FIRST');
    utimesSync(join(folder, 'a'), modified / 1000, modified / 1000);
    expect((await tree({ known: before }))[0]?.sha256).toBe(digest('FIRST'));
  });
});

it('digests many small files as well as few', async () => {
  for (let index = 0; index < 500; index += 1) write(`file${index}`, `content ${index}`);
  const found = await tree();
  expect(found).toHaveLength(500);
  for (const { path, sha256 } of found) expect(sha256).toBe(digest(readFileSync(join(folder, path))));
});
