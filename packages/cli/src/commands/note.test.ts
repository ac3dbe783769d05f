import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noteLeft } from './check.js';
import { noteNotAsked } from './note-bundle.js';

/** The notes that somebody writes. */
function notes(write: (terminal: { note(text: string): void }) => void): string[] {
  const lines: string[] = [];
  write({ note: (text) => lines.push(text) });
  return lines;
}

const here = (file: string) => path.join(process.cwd(), file);

describe('the notes after a check', () => {
  it('say where evidence, page and products are', () => {
    const left = {
      evidencePath: here('target/assay/evidence/coverage.json'),
      reportPath: here('target/assay/coverage/index.html'),
      products: [{ name: 'lcov.info', path: here('target/assay/coverage/lcov.info') }],
    };
    expect(notes((terminal) => noteLeft(terminal, left))).toEqual([
      'evidence: target/assay/evidence/coverage.json',
      'report: target/assay/coverage/index.html',
      'lcov.info: target/assay/coverage/lcov.info',
    ]);
  });

  it('say nothing of what the check does not leave', () => {
    const left = { evidencePath: here('msrv.json'), reportPath: undefined, products: [] };
    expect(notes((terminal) => noteLeft(terminal, left))).toEqual(['evidence: msrv.json']);
  });
});

describe('checks that the policy does not ask for', () => {
  it('are named once, with the reason', () => {
    const named = notes((terminal) => noteNotAsked(terminal, ['coverage', 'interop']));
    expect(named).toEqual(['not asked for by the policy: coverage, interop']);
  });

  it('are not spoken of where there are none', () => {
    expect(notes((terminal) => noteNotAsked(terminal, []))).toEqual([]);
  });
});
