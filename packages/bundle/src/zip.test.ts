import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '@assay/evidence';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { readZip } from './zip-read.js';
import { writeZip } from './zip-write.js';

const encoder = new TextEncoder();
const files: Record<string, string> = {
  'a/ü.txt': 'umlaut',
  'a/b.txt': 'hello, hello, hello, hello',
  Zebra: '',
  'a/🦀.json': '{}\n',
};
const entries = Object.entries(files).map(([name, text]) => ({ name, content: encoder.encode(text) }));
const bytes = writeZip(entries);

/** fflate's zip with these options, its entries in order. */
function fflate(options: Parameters<typeof zipSync>[1], each: Record<string, Parameters<typeof zipSync>[1]> = {}) {
  const sorted: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    sorted[name] = [encoder.encode(files[name] ?? ''), { level: 0, ...options, ...each[name] }];
  }
  return zipSync(sorted, { mtime: new Date(1980, 0, 1) });
}

function faults(content: Uint8Array): string[] {
  return readZip(content).problems.map(({ where, what }) => `${where}: ${what}`);
}

describe('the form of a bundle', () => {
  it('is what fflate writes, byte for byte', () => {
    expect(Buffer.from(bytes).equals(fflate({}))).toBe(true);
  });

  it('does not depend on the order in which entries are given, or on the time zone', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      expect(sha256(writeZip([...entries].reverse()))).toBe(sha256(bytes));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('is read alike by fflate, yauzl and ourselves', async () => {
    const ours = readZip(bytes);
    expect(ours.problems).toEqual([]);
    expect([...ours.entries.keys()]).toEqual(Object.keys(files).sort());
    expect(texts([...ours.entries])).toEqual(files);
    expect(texts(Object.entries(unzipSync(bytes)))).toEqual(files);
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { validateEntrySizes: true });
    const names: string[] = [];
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    expect(names).toEqual(Object.keys(files).sort());
  });

  it('passes the test of unzip', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-zip-'));
    try {
      writeFileSync(path.join(folder, 'bundle.zip'), bytes);
      const output = execFileSync('unzip', ['-t', 'bundle.zip'], { cwd: folder, encoding: 'utf8' });
      expect(output).toContain('No errors detected');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a zip of more entries than the format counts', { timeout: 20_000 }, () => {
  // 65,536 fewer are counted: what is left over must not pass unseen.
  const named = Array.from({ length: 100_000 }, (_, index) => `${index}`.padStart(6, '0'));
  const many = zipSync(Object.fromEntries(named.map((name) => [name, encoder.encode(name)])), {
    ...{ level: 0, mtime: new Date(1980, 0, 1) },
  });

  it('is refused in words', () => {
    const { problems, listed } = readZip(many);
    expect(listed.size).toBe(34_464);
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^bytes \d+ to \d+ belong to no entry$/),
      expect.stringMatching(/^bytes \d+ to \d+, after its directory, belong to no entry$/),
    ]);
  });

  it('is refused before anything in it is read where it says so itself', () => {
    const saying = many.slice();
    saying.fill(0xff, saying.length - 14, saying.length - 10);
    expect(faults(saying)).toEqual([
      'bundle: is a zip of more than 65,534 entries or 4 GiB (Zip64), which no bundle is',
    ]);
  });

  it('is not written', () => {
    const content = new Uint8Array();
    expect(() => writeZip(named.map((name) => ({ name, content })))).toThrow('more than 65,534 entries');
  });
});

describe('a file that is no bundle', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'bundle: is an empty file'],
    ['a text', encoder.encode('hello'), 'bundle: is not a zip'],
    ['a longer text', encoder.encode('x'.repeat(100_000)), 'bundle: is not a zip'],
    [
      'half a zip',
      bytes.subarray(0, bytes.length / 2),
      'bundle: is cut off or damaged: a zip without its directory at the end',
    ],
  ])('%s is named as what it is', (_, content, expected) => {
    expect(faults(content)).toEqual([expected]);
  });

  it('is unwrapped when it is an artifact of GitHub', () => {
    const artifact = zipSync({ 'evidence/a.json': encoder.encode('{}'), 'bundle.zip': bytes });
    const [problem, ...rest] = readZip(artifact).problems;
    expect(rest).toEqual([]);
    expect(problem?.what).toContain('such as GitHub hands out for an artifact');
    expect(problem?.remedy).toBe('unpack it once, and verify the "bundle.zip" in it');
  });
});

describe('a container that was tampered with', () => {
  it('is refused whichever byte is changed, and whichever bit', () => {
    const unnoticed: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        if (faults(changed).length === 0) unnoticed.push(at);
      }
    }
    expect(unnoticed).toEqual([]);
    expect(bytes.length).toBeGreaterThan(300);
  });

  it('is refused wherever it is cut off', () => {
    for (let length = 0; length < bytes.length; length++) expect(faults(bytes.subarray(0, length))).not.toEqual([]);
  });

  it('is refused, and never expanded, when it is a zip bomb', () => {
    const bomb = zipSync({ 'evidence/a.json': new Uint8Array(20_000_000) });
    const { entries: read, problems } = readZip(bomb);
    expect(read.size).toBe(0);
    expect(bomb.length).toBeLessThan(25_000);
    expect(problems.map(({ what }) => what).join('\n')).toMatch(/^is compressed \(20000000 bytes out of \d{5}\)/);
  });

  it('is refused, and read once only, when its entries share their bytes', () => {
    const content = new Uint8Array(1000);
    const changed = Buffer.from(
      writeZip([
        { name: 'a', content },
        { name: 'b', content },
      ]),
    );
    const second = directory(changed).find(({ name }) => name === 'b');
    changed.writeUInt32LE(0, (second?.position ?? 0) + 42);
    expect(faults(changed)).toContain('b: begins at byte 0, inside what stands before it, which ends at byte 1031');
    expect([...readZip(changed).entries.keys()]).toEqual(['a']);
  });
});

function texts(all: readonly (readonly [string, Uint8Array])[]): Record<string, string> {
  return Object.fromEntries(all.map(([name, content]) => [name, new TextDecoder().decode(content)]));
}

/** Where each entry's record in the directory begins. */
function directory(zip: Uint8Array): { name: string; position: number }[] {
  const view = Buffer.from(zip);
  const found: { name: string; position: number }[] = [];
  for (let at = view.readUInt32LE(view.length - 6); at < view.length - 22; ) {
    const length = view.readUInt16LE(at + 28);
    found.push({ name: view.toString('utf8', at + 46, at + 46 + length), position: at });
    at += 46 + length;
  }
  return found;
}
