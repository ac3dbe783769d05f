import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '@assay/evidence';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { portablePath } from './portable.js';
import { realHost } from './real.js';
import { realTools } from './tools.js';
import type { RunOptions, ToolSpec, WorldErrorKind } from './world.js';

let folder = '';
let interruption = new AbortController();
const world = (root = folder) => host().world(root);
const host = () => realHost({ signal: interruption.signal, progress: () => undefined });
const tool = (name: string): ToolSpec => ({ name, identity: { args: [], parse: () => undefined } });
const fails = (kind: WorldErrorKind) => expect.objectContaining({ name: 'WorldError', kind });

/** Gone, or waiting only for somebody to read its status. */
function hasEnded(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || /^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay host ü-'));
  interruption = new AbortController();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the root', () => {
  it('is a real path, however it was spelt', () => {
    const link = path.join(folder, 'link');
    mkdirSync(path.join(folder, 'größe 1'));
    symlinkSync('größe 1', link);
    const real = path.join(realpathSync(folder), 'größe 1');
    expect(world(`${link}/`).root).toBe(real);
    expect(world(path.join(folder, 'größe 1', '..', 'größe 1', '.')).root).toBe(real);
    const anchors = world(link).anchors;
    expect(portablePath(path.join(link, 'Cargo.toml'), anchors)).toBe('Cargo.toml');
  });

  it('must be there', () => {
    expect(() => world(path.join(folder, 'absent'))).toThrow(UserError);
    expect(() => world(path.join(folder, 'absent'))).toThrow('no such file or directory');
  });
});

describe('files', () => {
  it('reads regular files, as text without a byte order mark', async () => {
    writeFileSync(path.join(folder, 'a.txt'), '\ufeffgrün');
    expect(await world().files.readText('a.txt')).toBe('grün');
    expect(await world().files.readTextIfPresent('b.txt')).toBeUndefined();
  });

  it('says what is wrong with what it cannot read', async () => {
    writeFileSync(path.join(folder, 'latin1.txt'), Buffer.from([0x67, 0xfc]));
    writeFileSync(path.join(folder, 'large'), 'x'.repeat(11));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const { files } = world();
    await expect(files.read('absent')).rejects.toEqual(fails('not-found'));
    await expect(files.read('large/absent')).rejects.toEqual(fails('not-found'));
    await expect(files.readText('latin1.txt')).rejects.toEqual(fails('unreadable'));
    await expect(files.read('pipe')).rejects.toEqual(fails('unreadable'));
    await expect(files.read('.')).rejects.toEqual(fails('unreadable'));
    await expect(files.read('large', { maxBytes: 10 })).rejects.toEqual(fails('too-large'));
  });

  it('looks without opening: kind, list, real path', async () => {
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'sub', 'Z'), '');
    writeFileSync(path.join(folder, 'sub', 'a'), '');
    symlinkSync('sub', path.join(folder, 'link'));
    const { files } = world();
    expect(await files.list('sub')).toEqual(['Z', 'a']);
    expect(await files.kind('link')).toBe('folder');
    expect(await files.kind('sub/a')).toBe('file');
    expect(await files.kind('absent')).toBeUndefined();
    expect(path.basename(await files.realPath('link'))).toBe('sub');
  });

  it('knows what can be started: a regular file with the permission, also through a link', async () => {
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'program'), '');
    writeFileSync(path.join(folder, 'text'), '');
    chmodSync(path.join(folder, 'program'), 0o755);
    symlinkSync('program', path.join(folder, 'link'));
    symlinkSync('gone', path.join(folder, 'dangling'));
    symlinkSync('loop', path.join(folder, 'loop'));
    const { files } = world();
    for (const name of ['program', 'link']) expect(await files.isExecutable(name)).toBe(true);
    for (const name of ['text', 'sub', 'absent', 'dangling', 'text/below']) {
      expect(await files.isExecutable(name)).toBe(false);
    }
    await expect(files.isExecutable('loop')).rejects.toEqual(fails('unreadable'));
  });

  it('digests a file of any size, and nothing that is no file', async () => {
    writeFileSync(path.join(folder, 'large'), 'x'.repeat(3_000_000));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const { files } = world();
    expect(await files.digest('large')).toBe(createHash('sha256').update('x'.repeat(3_000_000)).digest('hex'));
    await expect(files.digest('pipe')).rejects.toEqual(fails('unreadable'));
    await expect(files.digest('.')).rejects.toEqual(fails('unreadable'));
    await expect(files.digest('absent')).rejects.toEqual(fails('not-found'));
  });
});

describe('files in parts', () => {
  const all = async (parts: AsyncIterable<Uint8Array>) => {
    const taken: Uint8Array[] = [];
    for await (const part of parts) taken.push(part);
    return Buffer.concat(taken).toString();
  };

  it('are read from front to back, and refused like others', async () => {
    writeFileSync(path.join(folder, 'large'), 'x'.repeat(3_000_000));
    const { files } = world();
    expect(await all(files.parts('large', { maxBytes: 3_000_000 }))).toBe('x'.repeat(3_000_000));
    await expect(all(files.parts('large', { maxBytes: 2_999_999 }))).rejects.toEqual(fails('too-large'));
    await expect(all(files.parts('none', { maxBytes: 1 }))).rejects.toThrow('none does not exist');
    await expect(all(files.parts('.', { maxBytes: 1 }))).rejects.toEqual(fails('unreadable'));
  });
});

describe('the scratch folder', () => {
  it('takes text, bytes and programs that can be started', async () => {
    const { scratch, putInScratch, tools } = world();
    await putInScratch('a/text', 'words');
    await putInScratch('a/bytes', Buffer.from([0, 255]));
    await putInScratch('a/program', { program: '#!/bin/sh\necho started' });
    expect(readFileSync(path.join(scratch, 'a/text'), 'utf8')).toBe('words');
    expect(readFileSync(path.join(scratch, 'a/bytes'))).toEqual(Buffer.from([0, 255]));
    const program = { ...tool('program'), program: path.join(scratch, 'a/program') };
    expect((await tools.run(program, [])).stdout).toBe('started\n');
  });

  it('is emptied folder by folder, and nothing beside it', async () => {
    const { scratch, putInScratch, emptyScratch } = world();
    await putInScratch('a/b/text', 'words');
    await putInScratch('c/text', 'words');
    symlinkSync(path.join(scratch, 'c'), path.join(scratch, 'a/link'));
    await emptyScratch('a');
    await emptyScratch('a');
    expect(readdirSync(scratch)).toEqual(['c']);
    expect(readFileSync(path.join(scratch, 'c/text'), 'utf8')).toBe('words');
    for (const outside of ['.', '..', '../..', 'c/../..', folder]) {
      await expect(emptyScratch(outside)).rejects.toThrow(RangeError);
    }
  });
});

describe('tools', () => {
  it('runs without a shell, in the workspace, with variables set and removed', async () => {
    const print = 'process.stdout.write([process.cwd(), process.argv[1], process.env.A, process.env.HOME].join("|"))';
    const options = { env: { A: '1', HOME: undefined } };
    const { status, stdout } = await world().tools.run(tool('node'), ['-e', print, '$(id); *'], options);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${folder}|$(id); *|1|` });
  });

  it('keeps rustup from installing anything unasked, unless told otherwise', async () => {
    const print = ['-e', 'process.stdout.write(String(process.env.RUSTUP_AUTO_INSTALL))'];
    const asked = async (options?: RunOptions) => (await world().tools.run(tool('node'), print, options)).stdout;
    expect(await asked()).toBe('0');
    expect(await asked({ env: { RUSTUP_AUTO_INSTALL: undefined } })).toBe('undefined');
  });

  it('keeps from them what is the step’s alone: tokens of the runner, inputs, the files that it reads', async () => {
    const theirs = ['ACTIONS_RUNTIME_TOKEN', 'INPUT_TOKEN', 'GITHUB_OUTPUT', 'ASSAY_SIGNING_PASSPHRASE', 'GITHUB_SHA'];
    for (const name of theirs) vi.stubEnv(name, 'value');
    const print = [
      '-e',
      `process.stdout.write(${JSON.stringify(theirs)}.filter((name) => name in process.env).join())`,
    ];
    expect((await world().tools.run(tool('node'), print)).stdout).toBe('GITHUB_SHA');
    vi.unstubAllEnvs();
  });

  it('gives a status that is not zero as a result', async () => {
    const result = await world().tools.run(tool('node'), ['-e', 'console.error("no"); process.exit(3)']);
    expect(result).toEqual({ status: 3, stdout: '', stderr: 'no\n' });
  });

  it('tells a missing tool, a killed one and a hanging one apart', async () => {
    const { tools } = world();
    await expect(tools.run(tool('no-such-tool-here'), [])).rejects.toEqual(fails('tool-missing'));
    await expect(tools.run(tool('sh'), ['-c', 'kill -9 $$'])).rejects.toEqual(fails('killed'));
    await expect(tools.run(tool('sleep'), ['30'], { timeout: 50 })).rejects.toEqual(fails('timed-out'));
  });

  it('tells a missing folder from a missing tool', async () => {
    const running = world().tools.run(tool('node'), ['-e', '0'], { cwd: 'absent' });
    await expect(running).rejects.toEqual(fails('not-found'));
    await expect(running).rejects.not.toThrow(folder);
  });

  it('keeps what is printed up to a limit, in the right order and encoding', async () => {
    const tools = realTools(folder, interruption.signal, 100_000);
    const print = (count: number) => ['-e', `process.stdout.write('ü'.repeat(${count}))`];
    expect((await tools.run(tool('node'), print(50_000))).stdout).toBe('ü'.repeat(50_000));
    await expect(tools.run(tool('node'), print(50_001))).rejects.toEqual(fails('too-large'));
  });

  it('ends a tool that will not end', async () => {
    const marker = path.join(folder, 'stubborn');
    const script = `trap '' TERM; echo $$ > "${marker}"; while :; do sleep 0.05; done`;
    await expect(world().tools.run(tool('sh'), ['-c', script], { timeout: 300 })).rejects.toEqual(fails('timed-out'));
    expect(hasEnded(Number(readFileSync(marker, 'utf8')))).toBe(true);
  });

  it('ends what its children started when interrupted', async () => {
    const marker = path.join(folder, 'grandchild');
    const running = world().tools.run(tool('sh'), ['-c', `sh -c 'echo $$ > "${marker}"; sleep 30' & wait`]);
    while (!existsSync(marker) || readFileSync(marker, 'utf8') === '')
      await new Promise((resolve) => setTimeout(resolve, 10));
    interruption.abort();
    await expect(running).rejects.toEqual(fails('interrupted'));
    const pid = Number(readFileSync(marker, 'utf8'));
    expect(hasEnded(pid)).toBe(true);
    await expect(world().tools.run(tool('node'), ['-e', '0'])).rejects.toEqual(fails('interrupted'));
  });
});

describe('the writer', () => {
  const file = () => path.join(folder, 'deep', 'er', 'a.json');

  it('writes whole files, making folders, and leaves nothing beside them', async () => {
    await host().writer.writeWhole(file(), 'one');
    await host().writer.writeWhole(file(), 'two');
    expect(readFileSync(file(), 'utf8')).toBe('two');
    expect(readdirSync(path.dirname(file()))).toEqual(['a.json']);
  });

  it('never overwrites what is to be new', async () => {
    expect(await host().writer.createNew(file(), 'mine')).toBe(true);
    expect(await host().writer.createNew(file(), 'other')).toBe(false);
    expect(readFileSync(file(), 'utf8')).toBe('mine');
  });

  it('makes files that are for this user alone, under names of their own', async () => {
    const [one, other] = await Promise.all(['a', 'b'].map((text) => host().writer.createPrivate(folder, text)));
    expect(one).not.toBe(other);
    expect(readFileSync(one ?? '', 'utf8')).toBe('a');
    expect(statSync(one ?? '').mode & 0o777).toBe(0o600);
    await expect(host().writer.createPrivate(file(), 'a')).rejects.toThrow(UserError);
  });

  it('removes a file, or nothing', async () => {
    await host().writer.writeWhole(file(), 'one');
    await host().writer.remove(file());
    await host().writer.remove(file());
    expect(existsSync(file())).toBe(false);
  });

  it('says why it cannot write, and leaves the old file whole', async () => {
    writeFileSync(path.join(folder, 'plain'), 'old');
    const write = host().writer.writeWhole(path.join(folder, 'plain', 'a.json'), 'new');
    await expect(write).rejects.toThrow(UserError);
    await expect(write).rejects.toThrow(/cannot be written: (file already exists|not a directory)/);
    await expect(write).rejects.toMatchObject({
      remedy: expect.stringMatching(/where the command has --output or --evidence-dir/),
    });
    expect(readFileSync(path.join(folder, 'plain'), 'utf8')).toBe('old');
  });

  it('leaves no temporary file when the place is taken', async () => {
    mkdirSync(path.join(file(), 'something'), { recursive: true });
    await expect(host().writer.writeWhole(file(), 'new')).rejects.toThrow(/cannot be written/);
    expect(readdirSync(path.dirname(file()))).toEqual(['a.json']);
    expect(await host().writer.createNew(file(), 'new')).toBe(false);
  });

  it.runIf(process.platform === 'linux')('comes back from a file system that takes no folders', async () => {
    await expect(host().writer.writeWhole('/proc/assay/deep/er/a.json', 'x')).rejects.toThrow(UserError);
  });

  it('replaces a link instead of writing through it', async () => {
    writeFileSync(path.join(folder, 'precious'), 'old');
    symlinkSync('precious', path.join(folder, 'evidence.json'));
    await host().writer.writeWhole(path.join(folder, 'evidence.json'), 'new');
    expect(readFileSync(path.join(folder, 'precious'), 'utf8')).toBe('old');
    expect(readFileSync(path.join(folder, 'evidence.json'), 'utf8')).toBe('new');
  });
});
