import { describe, expect, it } from 'vitest';
import { shippedProblemData } from './problem-data.js';
import { isPointReleaseFix, knownProblems, type Machine, problemDataCovers } from './problems.js';

const linux = { host: 'x86_64-unknown-linux-gnu', targets: [] };

function ids(release: string, machine: Machine = linux) {
  const matches = knownProblems(shippedProblemData, release, machine);
  const of = (wanted: string) => matches.filter(({ match }) => match === wanted).map(({ problem }) => problem.id);
  return { affects: of('affects').sort(), may: of('may affect').sort() };
}

describe('knownProblems', () => {
  it('lists what affects 1.95.0 and what may', () => {
    expect(ids('1.95.0')).toEqual({
      affects: ['CVE-2025-15661', 'CVE-2026-5222', 'CVE-2026-5223', 'CVE-2026-55199', 'CVE-2026-55200', 'rust#159035'],
      may: ['ferrocene#KP-R112213', 'rust#149429', 'rust#158214'],
    });
  });

  it.each([
    ['1.97.0', 'rust#159035', true],
    ['1.97.1', 'rust#159035', false],
    ['1.87.0', 'rust#159035', true],
    ['1.98.0', 'rust#161441', true],
    ['1.98.1', 'rust#161441', false],
    ['1.97.1', 'rust#161441', false],
    ['1.100.0', 'rust#161441', false],
    ['1.92.0', 'rust#150904', true],
    ['1.65.0', 'rust#99830', true],
    ['1.68.2', 'rust#99830', false],
    ['1.69.0', 'rust#99830', true],
    ['1.80.0', 'rust#128271', true],
    ['1.77.2', 'rust#128271', false],
  ])('%s, %s: affected %s', (release, id, affected) => {
    expect(ids(release).affects.includes(id)).toBe(affected);
  });

  it('does not settle what the sources leave open', () => {
    expect(ids('1.94.1')).toMatchObject({ may: expect.arrayContaining(['rust#150904', 'rust#158214']) });
    expect(ids('1.86.0')).toMatchObject({ may: expect.arrayContaining(['rust#159035']) });
  });

  it('leaves out what happens on platforms that are not there', () => {
    const batchFiles = 'CVE-2024-24576';
    expect(ids('1.77.1').affects).not.toContain(batchFiles);
    expect(ids('1.77.1', { ...linux, targets: ['x86_64-pc-windows-gnu'] }).affects).toContain(batchFiles);
    expect(ids('1.77.1', { host: 'x86_64-pc-windows-msvc', targets: [] }).affects).toContain(batchFiles);
    expect(ids('1.77.1', { host: undefined, targets: [] }).affects).toContain(batchFiles);
    expect(ids('1.71.0').affects).toContain('CVE-2023-38497');
    expect(ids('1.71.0', { host: 'x86_64-pc-windows-msvc', targets: [] }).affects).not.toContain('CVE-2023-38497');
    // A miscompiled rustc for Windows is no trouble of a target.
    expect(ids('1.68.0', { ...linux, targets: ['x86_64-pc-windows-msvc'] }).affects).not.toContain('rust#109094');
  });

  it('refuses what is no release', () => {
    expect(() => knownProblems(shippedProblemData, 'stable', linux)).toThrow(TypeError);
  });
});

describe('problemDataCovers', () => {
  it.each([
    ['1.98.1', true],
    ['1.98.2', false],
    ['1.100.0', false],
  ])('%s: %s', (release, expected) => {
    expect(problemDataCovers(shippedProblemData, release)).toBe(expected);
  });
});

describe('isPointReleaseFix', () => {
  it.each([
    ['1.96.1', '1.96.0', true],
    ['1.98.1', '1.98.0', true],
    ['2.96.1', '1.96.0', false],
    ['1.97.1', '1.95.0', false],
    [null, '1.95.0', false],
  ])('fixed in %s, pinned %s: %s', (fixedIn, release, expected) => {
    expect(isPointReleaseFix({ fixedIn }, release)).toBe(expected);
  });
});
