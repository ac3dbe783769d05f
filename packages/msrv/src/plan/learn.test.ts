import type { AdvisoryDatabase } from '@assay/registry';
import type { Solution } from '@assay/resolve';
import type { CompileError } from '@assay/rust';
import { describe, expect, it } from 'vitest';
import { brokenPackages } from '../proof/broken.js';
import type { Proof } from '../proof/prove.js';
import { learn, refusedByAdvisories } from './learn.js';

const source = 'registry+https://github.com/rust-lang/crates.io-index';
const locked = (name: string, version: string, dependencies: number[] = []) => {
  return { name, version, source, checksum: '00', dependencies };
};

/** `app` depends on `parent`, which depends on `child`; both are changed by the plan. */
const solution = {
  kind: 'solution',
  changes: [
    { name: 'child', source, from: '1.2.0', to: '1.1.0', why: { kind: 'together' }, follows: undefined },
    { name: 'other', source, from: '2.2.0', to: '2.1.0', why: { kind: 'together' }, follows: undefined },
  ],
  packages: [
    { ...locked('app', '0.1.0', [1]), source: undefined, checksum: undefined },
    locked('parent', '3.0.0', [2, 3]),
    locked('child', '1.1.0'),
    locked('other', '2.1.0'),
  ],
} as unknown as Solution;

function broken(name: string, version: string, message: string, of = source) {
  const owner = { name, version, source: of, folder: undefined };
  const error: CompileError = { package: owner, by: 'compiler', code: null, message, rendered: null, at: undefined };
  const [each] = brokenPackages([error], { name: 'app', version: '0.1.0' });
  if (each === undefined) throw new Error('nothing is broken');
  return { ...each, run: { rust: '1.85.0' } as Proof['runs'][number] };
}

const proof = (change: Partial<Proof>): Proof => ({
  runs: [],
  proved: new Map(),
  broken: [],
  excused: [],
  gaps: [],
  ...change,
});

describe('learn', () => {
  it('refuses with that baseline what it did not compile', () => {
    const lesson = learn(solution, {
      proof: proof({ broken: [broken('child', '1.1.0', 'use of unstable library feature `let_chains`')] }),
      pinned: undefined,
      asItIs: [],
    });
    expect(lesson).toMatchObject({ concluded: false, beyond: [] });
    expect(lesson.refusals).toMatchObject([{ name: 'child', version: '1.1.0', baseline: '1.85.0' }]);
  });

  it('takes what no registry has for beyond any lock file', () => {
    const own = broken('app', '0.1.0', 'no', 'git+https://example.com/app');
    const lesson = learn(solution, { proof: proof({ broken: [own] }), pinned: undefined, asItIs: [] });
    expect([lesson.refusals, lesson.beyond]).toEqual([[], [own]]);
  });

  it('blames the changed dependency that an error on both compilers speaks of', () => {
    const each = { ...broken('parent', '3.0.0', 'cannot find function `go` in crate `other`'), why: 'too' };
    const lesson = learn(solution, { proof: proof({ excused: [each] }), pinned: undefined, asItIs: [] });
    expect(lesson.concluded).toBe(true);
    expect(lesson.refusals.map(({ name, version, baseline }) => [name, version, baseline])).toEqual([
      ['other', '2.1.0', undefined],
    ]);
  });

  it('blames every changed dependency where the error speaks of none', () => {
    const each = { ...broken('parent', '3.0.0', 'mismatched types'), why: 'too' };
    expect(
      learn(solution, { proof: proof({ excused: [each] }), pinned: undefined, asItIs: [] }).refusals.map(
        ({ name }) => name,
      ),
    ).toEqual(['child', 'other']);
  });

  it('blames nobody where nothing was changed', () => {
    const each = { ...broken('other', '9.9.9', 'pump.h is missing'), why: 'too' };
    expect(learn(solution, { proof: proof({ excused: [each] }), pinned: undefined, asItIs: [] })).toMatchObject({
      refusals: [],
      concluded: false,
    });
  });
});

describe('refusedByAdvisories', () => {
  const database = (known: Record<string, { id: string; informational?: 'unmaintained' }[]>): AdvisoryDatabase => ({
    advisoriesOf: async (name, version) =>
      (known[`${name} ${version}`] ?? []).map((each) => ({
        title: '',
        date: '2026-01-01',
        informational: undefined,
        ...each,
      })),
  });

  it('refuses what brings in an advisory that the locked version does not have', async () => {
    const refusals = await refusedByAdvisories(database({ 'child 1.1.0': [{ id: 'RUSTSEC-2026-0001' }] }), solution);
    expect(refusals).toMatchObject([{ name: 'child', version: '1.1.0', reason: 'would bring in RUSTSEC-2026-0001' }]);
  });

  it('spares what the locked version has already, and what only says that nobody maintains it', async () => {
    const both = [{ id: 'RUSTSEC-2026-0001' }];
    const known = {
      ...{ 'child 1.1.0': both, 'child 1.2.0': both },
      'other 2.1.0': [{ id: 'RUSTSEC-2026-0002', informational: 'unmaintained' as const }],
    };
    expect(await refusedByAdvisories(database(known), solution)).toEqual([]);
  });
});
