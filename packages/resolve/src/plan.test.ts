import { describe, expect, it } from 'vitest';
import { CRATES_IO } from './input.js';
import type { Blocked, Solution } from './output.js';
import { plan } from './plan.js';
import { dependency, fixedPackage, inputOf, member, version, type Workspace } from './testing/workspace.js';

function solved(workspace: Workspace): Solution {
  const planned = plan(inputOf(workspace));
  if (planned.kind === 'blocked') throw new Error(`there is no way: ${JSON.stringify(planned)}`);
  return planned;
}

function blocked(workspace: Workspace): Blocked {
  const planned = plan(inputOf(workspace));
  if (planned.kind === 'solution') throw new Error(`there is a way: ${JSON.stringify(planned.changes)}`);
  return planned;
}

/** The changes as `name from → to`. */
function moves({ changes }: Solution): string[] {
  return changes.map(({ name, from = 'none', to = 'none' }) => `${name} ${from} → ${to}`);
}

const tooNew = { rust: '1.88' };

describe('plan', () => {
  it('changes nothing where all that is locked fits, though there is newer', () => {
    const app = member('app', { dependencies: [dependency('a', '^1')] });
    const planned = solved({ members: [app], index: [version('a 1.0.0'), version('a 1.1.0')], locked: ['a 1.0.0'] });
    expect(planned).toMatchObject({ changes: [], devHeld: true, fewest: true, missing: [], unknownChosen: [] });
    expect(planned.packages.map(({ name, version: number, dependencies }) => [name, number, dependencies])).toEqual([
      ['a', '1.0.0', []],
      ['app', '0.0.0', [0]],
    ]);
  });

  it('moves what does not fit to the newest version that does', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0'), version('a 1.1.0'), version('a 1.2.0', tooNew), version('a 1.3.0', tooNew)],
      locked: ['a 1.3.0'],
    });
    expect(planned.changes).toEqual([
      {
        ...{ name: 'a', source: CRATES_IO, from: '1.3.0', to: '1.1.0', follows: undefined },
        why: { kind: 'unfit', baseline: '1.85.0', objection: { kind: 'too-new', declared: '1.88' } },
      },
    ]);
  });

  it('goes through 2,000 packages, and changes only those that do not fit', () => {
    const names = Array.from({ length: 2000 }, (_, place) => `p${place}`);
    const index = names.flatMap((name, place) => {
      const children = names.slice(place * 3 + 1, place * 3 + 4);
      const dependencies = children.map((child) => dependency(child, '^1'));
      return [
        version(`${name} 1.0.0`, { dependencies }),
        version(`${name} 1.1.0`, { dependencies, ...(place % 10 === 0 ? tooNew : {}) }),
      ];
    });
    const app = member('app', { dependencies: [dependency('p0', '^1')] });
    const planned = solved({ members: [app], index, locked: names.map((name) => `${name} 1.1.0`) });
    const unfit = names.filter((_, place) => place % 10 === 0);
    expect(planned.fewest).toBe(true);
    expect(moves(planned).sort()).toEqual(unfit.map((name) => `${name} 1.1.0 → 1.0.0`).sort());
  });

  it('compares releases as numbers', () => {
    const index = [version('a 1.0.0', { rust: '1.9' }), version('a 1.1.0', { rust: '1.100' })];
    const app = member('app', { dependencies: [dependency('a', '^1')] });
    expect(moves(solved({ members: [app], index, locked: ['a 1.1.0'] }))).toEqual(['a 1.1.0 → 1.0.0']);
  });

  it('sees that a parent that declares nothing requires a child that is too new in every version', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('parent', '^1')] })],
      index: [
        version('parent 1.0.0', { dependencies: [dependency('child', '^1')] }),
        version('parent 1.1.0', { rust: undefined, dependencies: [dependency('child', '^2')] }),
        version('parent 1.2.0', { rust: undefined, dependencies: [dependency('child', '^2')] }),
        version('child 1.0.0'),
        version('child 2.0.0', tooNew),
        version('child 2.1.0', tooNew),
      ],
      locked: ['parent 1.2.0', 'child 2.1.0'],
    });
    expect(planned.changes).toMatchObject([
      { name: 'child', from: '2.1.0', to: '1.0.0', why: { kind: 'unfit' }, follows: undefined },
      {
        name: 'parent',
        from: '1.2.0',
        to: '1.0.0',
        why: { kind: 'requires', name: 'child', requirement: '^2' },
        follows: 0,
      },
    ]);
  });

  it('says which chosen versions declare nothing, and goes on when one is refused', () => {
    const workspace: Workspace = {
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0'), version('a 1.1.0', { rust: undefined }), version('a 1.2.0', tooNew)],
      locked: ['a 1.2.0'],
    };
    const first = solved(workspace);
    expect(moves(first)).toEqual(['a 1.2.0 → 1.1.0']);
    expect(first.unknownChosen).toEqual([{ name: 'a', version: '1.1.0', source: CRATES_IO, baselines: ['1.85.0'] }]);
    const refused = [{ name: 'a', version: '1.1.0', baseline: '1.85.0', reason: 'does not compile' }];
    expect(moves(solved({ ...workspace, refused }))).toEqual(['a 1.2.0 → 1.0.0']);
  });

  it('holds what was found out against a baseline against older ones, and not against newer ones', () => {
    const workspace = (baseline: string): Workspace => ({
      members: [member('app', { baseline, dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0'), version('a 1.1.0')],
      locked: ['a 1.1.0'],
      refused: [{ name: 'a', version: '1.1.0', baseline: '1.85.0', reason: 'E0658' }],
    });
    expect(moves(solved(workspace('1.90.0')))).toEqual([]);
    expect(solved(workspace('1.80.0')).changes).toMatchObject([
      { to: '1.0.0', why: { kind: 'unfit', baseline: '1.80.0', objection: { kind: 'refused', reason: 'E0658' } } },
    ]);
  });

  it('lets the lowest baseline decide of those that reach a package', () => {
    const planned = solved({
      members: [
        member('old', { baseline: '1.75.0', dependencies: [dependency('a', '^1')] }),
        member('new', { baseline: '1.90.0', dependencies: [dependency('a', '^1'), dependency('b', '^1')] }),
      ],
      index: [
        ...[version('a 1.0.0'), version('a 1.1.0', { rust: '1.80' }), version('a 1.2.0', { rust: '1.88' })],
        ...[version('b 1.0.0'), version('b 1.1.0', { rust: '1.80' }), version('b 1.2.0', { rust: '1.88' })],
      ],
      locked: ['a 1.2.0', 'b 1.2.0'],
    });
    expect(moves(planned)).toEqual(['a 1.2.0 → 1.0.0']);
    expect(planned.changes).toMatchObject([{ why: { kind: 'unfit', baseline: '1.75.0' } }]);
  });

  it('never moves to a yanked version, and keeps one that is locked', () => {
    const app = member('app', { dependencies: [dependency('a', '^1'), dependency('b', '^1')] });
    const index = [
      ...[version('a 1.0.0'), version('a 1.1.0', { yanked: true }), version('a 1.2.0', tooNew)],
      ...[version('b 1.0.0', { yanked: true }), version('b 1.1.0')],
    ];
    expect(moves(solved({ members: [app], index, locked: ['a 1.2.0', 'b 1.0.0'] }))).toEqual(['a 1.2.0 → 1.0.0']);
  });

  it('is blocked where the only way back is yanked or has an advisory, and says so', () => {
    const planned = blocked({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0'), version('a 1.1.0', { yanked: true }), version('a 1.2.0', tooNew)],
      locked: ['a 1.2.0'],
      refused: [{ name: 'a', version: '1.0.0', baseline: undefined, reason: 'RUSTSEC-2024-0001' }],
    });
    expect(planned.complete).toBe(true);
    expect(planned.chain).toEqual({
      ...{ member: 'path+file:///app', baseline: '1.85.0' },
      because: {
        requirement: {
          ...{ name: 'a', requirement: '^1', feature: undefined, isMissing: false },
          versions: [
            { versions: ['1.2.0'], why: { kind: 'too-new', declared: '1.88' } },
            { versions: ['1.1.0'], why: { kind: 'yanked' } },
            { versions: ['1.0.0'], why: { kind: 'refused', reason: 'RUSTSEC-2024-0001', baseline: undefined } },
          ],
        },
      },
    });
  });

  it('explains an unsolvable chain from the member down to what each version needs', () => {
    const planned = blocked({
      members: [member('app', { dependencies: [dependency('other', '^1'), dependency('parent', '^1')] })],
      index: [
        version('other 1.0.0'),
        version('parent 1.0.0', { rust: undefined, dependencies: [dependency('child', '^2')] }),
        version('parent 1.1.0', { rust: undefined, dependencies: [dependency('child', '^2.1')] }),
        version('parent 1.2.0', { rust: '1.90' }),
        ...[version('child 1.0.0'), version('child 2.0.0', tooNew), version('child 2.1.0', { rust: '1.89' })],
      ],
      locked: ['other 1.0.0', 'parent 1.1.0', 'child 2.1.0'],
    });
    const child = (requirement: string, ...versions: [string, string][]) => ({
      kind: 'requires',
      blocked: {
        ...{ name: 'child', requirement, feature: undefined, isMissing: false },
        versions: versions.map(([number, declared]) => ({ versions: [number], why: { kind: 'too-new', declared } })),
      },
      narrower: ['^2.1'],
    });
    expect(planned.chain?.because).toEqual({
      requirement: {
        ...{ name: 'parent', requirement: '^1', feature: undefined, isMissing: false },
        versions: [
          { versions: ['1.2.0'], why: { kind: 'too-new', declared: '1.90' } },
          { versions: ['1.1.0', '1.0.0'], why: child('^2', ['2.1.0', '1.89'], ['2.0.0', '1.88']) },
        ],
      },
    });
  });

  it('does not say that there is no way where something is not at hand', () => {
    const workspace: Workspace = {
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0', { dependencies: [dependency('b', '^1')] }), version('a 1.1.0', tooNew)],
      locked: ['a 1.1.0'],
    };
    expect(blocked(workspace)).toMatchObject({ complete: true, missing: [] });
    const missing = [{ name: 'b', source: CRATES_IO, version: undefined }];
    expect(blocked({ ...workspace, unknown: ['b'] })).toMatchObject({ complete: false, missing });
  });

  it('names a member that declares more than its own baseline', () => {
    const planned = blocked({ members: [member('app', { rustVersion: '1.90' })], index: [], locked: [] });
    expect(planned.chain?.because).toEqual({ objection: { kind: 'too-new', declared: '1.90' } });
  });

  it('lets only one package link a native library', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '*'), dependency('user', '^1')] })],
      index: [
        ...[version('a 1.0.0', { links: 'z' }), version('a 2.0.0', { ...tooNew, links: 'z' })],
        version('user 1.0.0', { dependencies: [dependency('a', '>=1')] }),
      ],
      locked: ['a 2.0.0', 'user 1.0.0'],
    });
    expect(moves(planned)).toEqual(['a 2.0.0 → 1.0.0']);
    const clash = blocked({
      members: [member('app', { dependencies: [dependency('a', '^1'), dependency('b', '^1')] })],
      index: [
        ...[version('a 1.0.0', { links: 'z' }), version('a 1.1.0', tooNew)],
        ...[version('b 1.0.0', { links: 'z' }), version('b 1.1.0', tooNew)],
      ],
      locked: ['a 1.1.0', 'b 1.1.0'],
    });
    expect(JSON.stringify(clash.chain)).toContain('{"kind":"links","library":"z"');
  });

  it('moves across ranges where a requirement spans them', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '>=1, <4')] })],
      index: [version('a 1.0.0'), version('a 2.0.0'), version('a 3.0.0', tooNew)],
      locked: ['a 3.0.0'],
    });
    expect(moves(planned)).toEqual(['a 3.0.0 → 2.0.0']);
  });

  it('holds build-dependencies to the baseline, and not what is built for no target', () => {
    const planned = solved({
      members: [
        member('app', {
          dependencies: [
            dependency('codegen', '^1', { kind: 'build' }),
            dependency('winapi', '^1', { target: 'cfg(windows)' }),
          ],
        }),
      ],
      index: [
        ...[version('codegen 1.0.0'), version('codegen 1.1.0', tooNew)],
        ...[version('winapi 1.0.0'), version('winapi 1.1.0', tooNew)],
      ],
      locked: ['codegen 1.1.0', 'winapi 1.1.0'],
    });
    expect(moves(planned)).toEqual(['codegen 1.1.0 → 1.0.0']);
  });

  it('asks nothing of what is locked and not built, unless it was found out that it is', () => {
    const workspace: Workspace = {
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [version('a 1.0.0'), version('a 1.1.0', tooNew)],
      locked: ['a 1.1.0'],
      isBuilt: ({ name }) => name !== 'a',
    };
    expect(moves(solved(workspace))).toEqual([]);
    const refused = [{ name: 'a', version: '1.1.0', baseline: '1.85.0', reason: 'does not compile' }];
    expect(moves(solved({ ...workspace, refused }))).toEqual(['a 1.1.0 → 1.0.0']);
  });

  it('holds dev-dependencies to the baseline where that can be done, and says where it cannot', () => {
    const workspace = (...index: Workspace['index']): Workspace => ({
      members: [member('app', { dependencies: [dependency('tester', '^1', { kind: 'dev' })] })],
      index: [...index, version('tester 1.1.0', tooNew)],
      locked: ['tester 1.1.0'],
    });
    expect(moves(solved(workspace(version('tester 1.0.0'))))).toEqual(['tester 1.1.0 → 1.0.0']);
    expect(solved(workspace())).toMatchObject({
      ...{ changes: [], devHeld: false },
      devBlocked: { because: { requirement: { name: 'tester' } } },
    });
  });

  it('goes along with dev-dependencies that go in a circle, also through the member itself', () => {
    const app = member('app', {
      dependencies: [
        dependency('tester', '^1', { kind: 'dev' }),
        dependency('app', '*', { kind: 'dev', fixed: 'path+file:///app' }),
        dependency('helper', '*', { fixed: 'path+file:///helper' }),
      ],
    });
    const helper = fixedPackage('helper', {
      dependencies: [
        dependency('app', '*', { kind: 'dev', fixed: 'path+file:///app' }),
        // Cargo never looks at dev-dependencies of what is no member.
        dependency('nowhere', '^1', { kind: 'dev' }),
      ],
    });
    const planned = solved({
      members: [app],
      fixed: [helper],
      index: [version('tester 1.0.0')],
      locked: ['tester 1.0.0'],
    });
    expect(planned.packages.map(({ name, dependencies }) => [name, dependencies])).toEqual([
      ['app', [0, 1, 2]],
      ['helper', []],
      ['tester', []],
    ]);
  });

  it('drops nothing that it can keep', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [
        version('a 1.0.0'),
        version('a 1.1.0', { dependencies: [dependency('b', '^1')] }),
        version('a 1.2.0', { dependencies: [dependency('b', '^1'), dependency('c', '^1')] }),
        ...[version('b 1.0.0'), version('b 1.1.0', tooNew), version('c 1.0.0', tooNew)],
      ],
      locked: ['a 1.2.0', 'b 1.1.0', 'c 1.0.0'],
    });
    expect(moves(planned)).toEqual(['c 1.0.0 → none', 'a 1.2.0 → 1.1.0', 'b 1.1.0 → 1.0.0']);
    expect(planned.changes.map(({ follows }) => follows)).toEqual([undefined, 0, undefined]);
  });

  it('asks for nothing that only versions require which it does not need', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [
        version('a 1.0.0', { dependencies: [dependency('gone', '^1')] }),
        version('a 1.1.0'),
        version('a 1.2.0', { dependencies: [dependency('b', '^1')] }),
        ...[version('b 1.0.0', tooNew)],
      ],
      ...{ locked: ['a 1.2.0', 'b 1.0.0'], unknown: ['gone'] },
    });
    expect(moves(planned)).toEqual(['b 1.0.0 → none', 'a 1.2.0 → 1.1.0']);
    expect(planned.missing).toEqual([]);
  });

  it('moves two packages rather than have one moved and two dropped', () => {
    const planned = solved({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      index: [
        version('a 1.0.0', { dependencies: [dependency('b', '^1')] }),
        version('a 1.1.0', { dependencies: [dependency('b', '^1', { features: ['fast'] })] }),
        version('b 1.0.0', { features: { fast: ['dep:c', 'dep:d'] }, dependencies: optional('c', 'd') }),
        ...[version('c 1.0.0'), version('c 1.1.0', tooNew), version('d 1.0.0'), version('d 1.1.0', tooNew)],
      ],
      locked: ['a 1.1.0', 'b 1.0.0', 'c 1.1.0', 'd 1.1.0'],
    });
    expect(moves(planned)).toEqual(['c 1.1.0 → 1.0.0', 'd 1.1.0 → 1.0.0']);
  });
});

function optional(...names: string[]) {
  return names.map((name) => dependency(name, '^1', { optional: true }));
}
