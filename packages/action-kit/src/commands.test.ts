import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { command, fileRecord, plainLines } from './commands.js';

const hostile = [
  'plain',
  '100 %, a:b, c\r\nd\ne\rf',
  '%0A::error::injected',
  '::set-output name=verdict::pass',
  '##[error]old style',
  'naïve – 質 🦀',
  '',
];

describe('a workflow command', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  });
  afterEach(() => void vi.restoreAllMocks());

  it.each(hostile)('is what @actions/core writes for %j', (text) => {
    core.error(text, { title: text, file: text, startLine: 3, startColumn: 7 });
    core.notice(text);
    core.startGroup(text);
    const ours = [
      command('error', { title: text, file: text, line: 3, col: 7 }, text),
      command('notice', {}, text),
      command('group', {}, text),
    ];
    expect(ours.map((line) => `${line}\n`)).toEqual(written);
  });

  it.each(hostile)('is one line for %j', (text) => {
    expect(command('warning', { title: text }, text)).not.toMatch(/[\r\n]/);
  });
});

describe('a record of a file command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-record-'));
    vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
    writeFileSync(join(folder, 'output'), '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it.each(hostile)('is what @actions/core writes for %j, but for the delimiter', (text) => {
    core.setOutput('digest', text);
    const theirs = readFileSync(join(folder, 'output'), 'utf8');
    const same = (record: string) => record.replaceAll(/ghadelimiter_[0-9a-f-]+|assay_+/g, 'DELIMITER');
    expect(same(fileRecord('digest', text))).toBe(same(theirs));
  });

  it('cannot be ended by its own value', () => {
    const first = fileRecord('digest', 'value');
    const delimiter = first.slice('digest<<'.length, first.indexOf('\n'));
    const second = fileRecord('digest', `value\n${delimiter}\nverdict<<x\npass\nx`);
    expect(
      second.split('\n').filter((line) => line === second.slice('digest<<'.length, second.indexOf('\n'))),
    ).toHaveLength(1);
  });
});

describe('plain text for the log', () => {
  it.each([
    '::error::x',
    '  ::error::x',
    '\t::error::x',
    'harmless\n::stop-commands::x',
    'harmless\r::error::x',
    '\u{a0}\u{85}::error::x',
    '\u{feff}::error::x',
    'text ##[error]x',
    '\u{1b}[2K::error::x',
  ])('holds no command: %j', (text) => {
    for (const line of plainLines(text)) {
      expect(line).not.toMatch(/[\r\n]|##\[/);
      expect(line.trimStart().startsWith('::')).toBe(false);
    }
  });

  it('leaves ordinary text as it is', () => {
    expect(plainLines('a std::fmt::Display\n\tindented # [x]')).toEqual(['a std::fmt::Display', '\tindented # [x]']);
  });

  it('shows what would steer a terminal or reorder the text', () => {
    expect(plainLines('a\u{1b}[31mb\u{202e}c')).toEqual(['a\u{fffd}[31mb\u{fffd}c']);
  });
});
