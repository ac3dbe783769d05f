import type { Finding } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { type Judged, readinessOf, reasonLine } from './answer.js';
import { boardColumns, boardRow } from './board.js';
import { failedBuild, host, measured, stated } from './controls.js';
import { known, notKnown, targetChange } from './controls-record.js';
import { degreeReached, reachedInWords } from './degree.js';
import { overview } from './overview.js';

const error: Finding = {
  ...{ key: 'targets/no-owner@1', rule: 'targets/no-owner', severity: 'error' },
  ...{ subject: { kind: 'target', name: 'thumb' }, at: { path: 'assay.toml' }, because: [] },
  ...{ message: 'nobody\nanswers', remedy: 'name one', data: {}, deviation: null },
};
const accepted: Finding = {
  ...error,
  message: 'tier 3',
  deviation: { id: 'DEV-1', rationale: 'why not', approvedBy: 'safety', expires: '2027-01-31' },
};

const judged = (change: Partial<Judged> = {}): Judged => {
  return { verdict: 'pass', reason: 'no findings', findings: [], gaps: [], facts: measured(), ...change };
};

const answer = (change: Partial<Judged>) => [readinessOf(judged(change)), reasonLine(judged(change))];

describe('the answer', () => {
  it('is ready, with what was seen', () => {
    expect(answer({})).toEqual([
      'ready',
      'tier 2, built in 1 way, 12 tests on qemu-system-arm version 7.2, machine mps2-an386, cpu cortex-m4',
    ]);
    expect(answer({ findings: [{ ...error, severity: 'warning' }] })[1]).toMatch(/cortex-m4; 1 warning$/);
    expect(answer({ facts: { of: 'another version' } })).toEqual(['ready', 'no findings']);
  });

  it('is ready with accepted risk, with who accepted it until when', () => {
    expect(answer({ findings: [accepted, accepted] })).toEqual([
      'ready with accepted risk',
      'tier 3; accepted by safety until 2027-01-31 (DEV-1) (and 1 more accepted risk)',
    ]);
  });

  it('is not ready, with the first error that nobody accepted, on one line', () => {
    const findings = [{ ...error, severity: 'warning' as const, message: 'a warning' }, accepted, error];
    expect(answer({ verdict: 'fail', findings })).toEqual(['not ready', 'nobody answers']);
  });

  it('is not known, with the first gap, also where risks were accepted', () => {
    const gap = { what: 'the tier', why: 'no source says it', remedy: 'look' };
    expect(answer({ verdict: 'no-verdict', findings: [accepted], gaps: [gap, gap, gap] })).toEqual([
      'not known',
      'not known the tier: no source says it (and 2 more gaps)',
    ]);
    expect(answer({ verdict: 'no-verdict', reason: 'nothing was examined' })[1]).toBe('nothing was examined');
  });
});

describe('the degree reached', () => {
  it('is that of every build, and needs tests that ran', () => {
    const { builds, tests } = measured();
    const release = builds.map((build) => ({ ...build, name: 'release' }));
    const onBoard = tests.map((test) => ({ ...test, degree: 'hardware' as const }));
    expect(degreeReached(measured())).toBe('emulator');
    expect(degreeReached(measured({ tests: onBoard }))).toBe('hardware');
    expect(degreeReached(measured({ builds: [...builds, ...release] }))).toBe('built');
    expect(degreeReached(measured({ test: { passed: 0 } }))).toBe('built');
    expect(degreeReached(measured({ test: { outcome: 'timed out' } }))).toBe('built');
    expect(degreeReached(measured({ builds: [failedBuild()] }))).toBe('not built');
    expect(degreeReached(measured({ builds: [] }))).toBe('not built');
    const both = [...onBoard, ...tests.map((test) => ({ ...test, build: 'release' }))];
    expect(degreeReached(measured({ builds: [...builds, ...release], tests: both }))).toBe('emulator');
  });

  it('tells emulator, build machine and hardware apart', () => {
    expect(reachedInWords(measured())).toMatch(/^tests ran on an emulator \(qemu-system-arm/);
    expect(reachedInWords(host())).toBe('tests ran on the build machine');
    expect(reachedInWords(host({ test: { ranOn: 'qemu-x86_64 version 7.2' } }))).toBe(
      'tests ran on an emulator (qemu-x86_64 version 7.2)',
    );
    expect(reachedInWords(host({ test: { ranOn: null } }))).toBe('tests ran on the build machine or an emulator');
    expect(reachedInWords(measured({ test: { degree: 'hardware', ranOn: 'board 3' } }))).toBe(
      'tests ran on hardware (board 3)',
    );
  });
});

describe('the board', () => {
  it('has a cell for each column, and says what is not known', () => {
    const rows = [
      host(),
      measured({
        asked: { owner: null, lastTested: null, lastTestedOs: null, buildStd: stated(['core']) },
        record: { tier: notKnown(), library: known('core') },
        ...{ tests: [], builds: [] },
      }),
    ].map(boardRow);
    expect(rows).toEqual([
      [
        ...['x86_64-unknown-linux-gnu', 'tier 1', 'std', 'tests ran on the build machine', 'platform team'],
        'bare metal, board rev 3, 2026-05-01',
      ],
      ['thumbv7em-none-eabihf', 'not known', 'core only, built from source', 'not built', 'nobody', 'not stated'],
    ]);
    expect(rows.map((row) => row.length)).toEqual([boardColumns.length, boardColumns.length]);
  });
});

describe('the overview', () => {
  it('says what is known, built and run, and what lies ahead', () => {
    const change = targetChange({ release: '1.98.0', kind: 'renamed', from: 'a', to: 'b' });
    expect(overview(measured({ record: { changes: [change] }, test: { ignored: 2 } }))).toEqual([
      'thumbv7em-none-eabihf: tier 2, core and alloc, by Rust 1.95.0; for pump, ASIL D',
      'dev, default features: built, 1 artifact',
      'dev, default features: passed, 12 tests ran on an emulator (qemu-system-arm version 7.2, machine mps2-an386, cpu cortex-m4), 2 ignored',
      'in Rust 1.98.0, renamed: a → b',
    ]);
  });

  it('stays short, and says what it leaves out', () => {
    const changes = Array.from({ length: 40 }, () => targetChange());
    const lines = overview(measured({ record: { changes } }));
    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe('and 35 more, which are in the report');
  });
});
