import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToFile } from './append.js';

describe('appending to a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-append-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps what stands in it', async () => {
    const file = join(folder, 'output');
    writeFileSync(file, 'first\n');
    await appendToFile(file, 'second\n');
    expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n');
  });

  it('makes none', async () => {
    const file = join(folder, 'output');
    await expect(appendToFile(file, 'text')).rejects.toThrow('ENOENT');
    expect(existsSync(file)).toBe(false);
  });
});
