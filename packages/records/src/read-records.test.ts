import { describe, expect, it } from 'vitest';
import { exportOf } from './llvm/test-export.js';
import { readRecords } from './read-records.js';
import { complaint, streamOf } from './test-streams.js';

describe('readRecords', () => {
  const lcov = `# ${'x'.repeat(3000)}\nSF:a.rs\nDA:1,5\nend_of_record\n`;
  const cobertura = '<coverage><sources><source>/w</source></sources><packages/></coverage>';

  it('reads by what is in a file, however its bytes are cut', async () => {
    for (const size of [1, 7, 100_000]) {
      const json = await readRecords(streamOf(exportOf([{ filename: 'b.rs' }]), size), 'x.info');
      expect(json.format === 'llvm-json' && [...json.exact.keys()]).toEqual(['b.rs']);
      const lines = await readRecords(streamOf(lcov, size), 'x.json');
      expect(lines.format === 'lcov' && [...(lines.lines.get('a.rs')?.lines ?? [])]).toEqual([[1, 5]]);
      expect(await readRecords(streamOf(cobertura, size), 'x')).toEqual({
        format: 'cobertura',
        lines: new Map(),
        sources: ['/w'],
      });
    }
  });

  it('refuses what it does not know, and closes the stream', async () => {
    let isClosed = false;
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('\x81rforpl\xff', 'latin1');
      } finally {
        isClosed = true;
      }
    }
    expect(await complaint(readRecords(stream(), 'default.profraw'))).toContain('default.profraw: this is in no form');
    expect(isClosed).toBe(true);
    expect(await complaint(readRecords(streamOf(''), 'x'))).toContain('no form');
  });

  it('closes the stream when reading fails', async () => {
    let isClosed = false;
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('SF:a\n');
      } finally {
        isClosed = true;
      }
    }
    expect(await complaint(readRecords(stream(), 'x'))).toContain('x:2: ');
    expect(isClosed).toBe(true);
  });
});
