import { describe, expect, it } from 'vitest';
import { failedBuild, host, measured, promise, stated } from './controls.js';
import { coverage, notKnown, targetChange } from './controls-record.js';
import type { TargetFacts } from './facts.js';
import { gapsOf } from './gaps.js';

/** What is not known, and why, in a line each. */
const gaps = (facts: TargetFacts) => gapsOf(facts).map(({ what, why }) => `${what}: ${why}`);

describe('gapsOf', () => {
  it('has none where all is known', () => {
    expect([measured(), host()].flatMap(gapsOf)).toEqual([]);
  });

  it('does not ask what a library without machine code is, where the program that it is linked into is known', () => {
    const facts = measured({ asked: { forbidPanic: stated(true) } });
    const [build] = facts.builds;
    const [program] = build?.artifacts ?? [];
    if (build === undefined || program === undefined) throw new Error('the controls have a build');
    const library = { ...program, name: 'libpump.rlib', kind: 'lib', format: 'LLVM bitcode', fits: null, panics: null };
    expect(gaps({ ...facts, builds: [{ ...build, artifacts: [program, library] }] })).toEqual([]);
  });

  it.each<[string, TargetFacts, RegExp]>([
    ['tests that do not build', measured({ test: { outcome: 'did not build' } }), /the tests do not build/],
    ['tests that hang', measured({ test: { outcome: 'timed out', exit: null } }), /its time was over$/],
    ['tests that were ended', measured({ test: { outcome: 'ended', exit: 137 } }), /\(exit 137\)$/],
    ['tests without a result', measured({ test: { outcome: 'no result', passed: 0 } }), /said of no test/],
    ['tests that were not run', measured({ tests: [] }), /: they were not run on an emulator$/],
    [
      'tests that were not run on hardware',
      measured({ asked: { run: stated('hardware' as const) } }),
      /: they were not run on hardware$/,
    ],
    ['tests of another build', measured({ test: { build: 'release' } }), /they were not run/],
    [
      'tests that something filtered out',
      measured({ test: { filtered: 3 } }),
      /: 3 tests were filtered out, and Assay/,
    ],
    ['no build', measured({ builds: [], tests: [] }), /nothing was built/],
    ['a build that hangs', measured({ build: { outcome: 'timed out', exit: null } }), /the build was ended when/],
    ['a build that was ended', measured({ build: { outcome: 'ended', exit: 137 } }), /from outside, with 137/],
    ['a build without artifacts', measured({ build: { artifacts: [] } }), /left no artifact/],
    ['a member in no build', measured({ members: ['pump', 'valve'] }), /^whether valve can be built/],
    [
      'an artifact of unknown form',
      measured({ artifact: { fits: null } }),
      /^for which machine bin pump of pump is built/,
    ],
    [
      'an artifact without symbols where panics are forbidden',
      measured({ asked: { forbidPanic: stated(true) }, artifact: { panics: null } }),
      /can panic .* no symbol table/,
    ],
    [
      'no product where panics are forbidden',
      measured({ asked: { forbidPanic: stated(true) }, artifact: { kind: 'test' } }),
      /it built no product/,
    ],
    [
      'what did not build where panics are forbidden',
      measured({ asked: { forbidPanic: stated(true) }, builds: [failedBuild({ cause: 'compiler' })], tests: [] }),
      /can panic .* not all of it was built/,
    ],
    [
      'a library that is not installed',
      measured({ builds: [failedBuild({ cause: 'library-missing' })], tests: [] }),
      /^the build for /,
    ],
    [
      'a linker that is not there',
      measured({ builds: [failedBuild({ cause: 'linker-missing' })], tests: [] }),
      /^the build for /,
    ],
    [
      'a library of unknown form where nothing is linked',
      measured({ artifact: { fits: null, format: null, kind: 'lib' } }),
      /^for which machine lib pump of pump is built/,
    ],
    ['no closure', measured({ closure: null }), /^which packages/],
    ['a promise of which nothing is known', measured({ promises: [promise({ reaches: null })] }), /keeps its promise/],
    ['an unknown tier', measured({ record: { tier: notKnown('no rust-docs') } }), /^the tier of .*: no rust-docs/],
    [
      'an unknown library that nothing was built with',
      measured({
        ...{ builds: [failedBuild({ cause: 'compiler' })], tests: [] },
        record: { prebuilt: notKnown(), installed: notKnown() },
      }),
      /whether there is a standard library/,
    ],
    [
      'releases after the data’s newest',
      measured({ asked: { range: { from: '1.85.0', to: '1.100.0' } }, record: { newestKnown: '1.99.0' } }),
      /holds is 1\.99\.0, and the project reaches 1\.100\.0/,
    ],
    ['a release that is none', measured({ record: { newestKnown: 'soon' } }), /"soon" is no release of Rust/],
    [
      'a vendor’s toolchain of unknown release',
      measured({ asked: { vendor: stated('Ferrocene 26.05.0') }, record: { vendors: [coverage({ rust: null })] } }),
      /of which release of Rust it is made is not known/,
    ],
  ])('tells %s', (_, facts, words) => {
    const told = gaps(facts);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(words);
  });

  it('does not miss what is new in a point release, nor anything in an empty range', () => {
    const range = (from: string, to: string) =>
      gaps(measured({ asked: { range: { from, to } }, record: { newestKnown: '1.98.0' } }));
    expect(range('1.85.0', '1.98.1')).toEqual([]);
    expect(range('1.99.0', '1.99.0')).toEqual([]);
    expect(range('1.98.0', '1.99.0')).toHaveLength(1);
  });

  it('asks nothing of a promise whose member is built for other targets only', () => {
    expect(gaps(measured({ promises: [promise({ member: 'valve', reaches: null })] }))).toEqual([]);
  });

  it('asks for no tier of a custom target, which has none', () => {
    const record = { kind: 'custom' as const, tier: notKnown<number>(), prebuilt: notKnown<boolean>() };
    expect(gaps(measured({ record }))).toEqual([]);
  });

  it('says of an unknown target what is near, what it was renamed to, and when', () => {
    const changes = [
      targetChange({
        kind: 'renamed',
        release: '1.98.0',
        from: 'aarch64-unknown-nto-qnx800',
        to: 'aarch64-unknown-qnx',
      }),
    ];
    const [gap, ...others] = gapsOf(
      measured({
        ...{ target: 'aarch64-unknown-qnx', stated: 'aarch64-unknown-qnx', builds: [], tests: [] },
        record: { kind: 'unknown', tier: notKnown(), nearest: ['aarch64-unknown-nto-qnx710'], changes },
      }),
    ).filter(({ what }) => !what.startsWith('whether anything'));
    expect(others).toEqual([]);
    expect(gap).toEqual({
      what: 'what aarch64-unknown-qnx is',
      why: 'the compiler (1.95.0) knows no target of this name; with Rust 1.98.0, aarch64-unknown-nto-qnx800 was renamed to aarch64-unknown-qnx',
      remedy:
        'correct [targets."aarch64-unknown-qnx"], or pin a release that has it; known are: aarch64-unknown-nto-qnx800 and aarch64-unknown-nto-qnx710',
      at: { path: 'assay.toml', line: 20, column: 1 },
    });
  });
});
