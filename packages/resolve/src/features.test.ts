import { describe, expect, it } from 'vitest';
import { plan } from './plan.js';
import { dependency, inputOf, member, version, type Workspace } from './testing/workspace.js';

const tooNew = { rust: '1.88' };

/** The names of what is locked after the plan, and what moved. */
function planned(workspace: Workspace): { names: string[]; moved: string[] } {
  const result = plan(inputOf(workspace));
  if (result.kind === 'blocked') throw new Error(`there is no way: ${JSON.stringify(result.chain)}`);
  return {
    names: result.packages.map(({ name }) => name),
    moved: result.changes.flatMap(({ name, from, to }) => (from && to ? [`${name} ${to}`] : [])),
  };
}

/** A member that depends on `a`, whose optional dependency `x` is too new where it is built. */
function withOptional(
  features: Record<string, string[]>,
  asked: { features?: string[]; defaultFeatures?: boolean } = {},
  xOptions: Parameters<typeof dependency>[2] = {},
): Workspace {
  const x = dependency('x', '^1', { optional: true, defaultFeatures: false, ...xOptions });
  return {
    members: [member('app', { dependencies: [dependency('a', '^1', asked)] })],
    index: [
      version('a 1.0.0', { dependencies: [x], features }),
      ...[version('x 1.0.0', { features: { f: [] } }), version('x 1.1.0', { ...tooNew, features: { f: [], g: [] } })],
    ],
    locked: ['a 1.0.0', 'x 1.1.0'],
  };
}

const [reached, notReached] = [
  { names: ['a', 'app', 'x'], moved: ['x 1.0.0'] },
  { names: ['a', 'app'], moved: [] },
];

describe('features', () => {
  it.each<[string, Parameters<typeof withOptional>, typeof reached]>([
    ['no feature', [{}], notReached],
    ['the feature that an optional dependency makes', [{}, { features: ['x'] }], reached],
    ['a feature that names that one', [{ on: ['x'] }, { features: ['on'] }], reached],
    ['dep:', [{ on: ['dep:x'] }, { features: ['on'] }], reached],
    ['a default feature', [{ default: ['dep:x'] }], reached],
    ['a default feature that is not asked for', [{ default: ['dep:x'] }, { defaultFeatures: false }], notReached],
    ['a feature of the dependency', [{ on: ['x/f'] }, { features: ['on'] }], reached],
    [
      'a feature of a dependency without a feature of its name',
      [{ on: ['x/f'], other: ['dep:x'] }, { features: ['on'] }],
      reached,
    ],
    ['a chain of features', [{ one: ['two'], two: ['three'], three: ['dep:x'] }, { features: ['one'] }], reached],
    ['features in a circle', [{ one: ['two'], two: ['one', 'dep:x'] }, { features: ['one'] }], reached],
    // Cargo puts it into the lock file, and does not build it: https://github.com/rust-lang/cargo/issues/10801
    ['a weak feature', [{ on: ['x?/f'] }, { features: ['on'] }], { names: ['a', 'app', 'x'], moved: [] }],
    ['a weak feature of what another brings', [{ on: ['x?/f'], too: ['dep:x'] }, { features: ['on', 'too'] }], reached],
    ['a renamed dependency', [{ on: ['dep:y'] }, { features: ['on'] }, { name: 'y' }], reached],
  ])('follows %s', (_, asked, expected) => {
    expect(planned(withOptional(...asked))).toEqual(expected);
  });

  it('takes no version that lacks a feature that is asked for, and says so', () => {
    const result = plan(inputOf(withOptional({ on: ['x/g'] }, { features: ['on'] })));
    expect(result).toMatchObject({ kind: 'blocked', complete: true });
    expect(JSON.stringify(result)).toContain('{"versions":["1.0.0"],"why":{"kind":"lacks-feature","feature":"g"}}');
  });

  it('asks for the default features of any version, also of one that has none', () => {
    const workspace = withOptional({ on: ['dep:x'] }, { features: ['on'] }, { defaultFeatures: true });
    expect(planned(workspace)).toEqual(reached);
  });

  it('has all features of a member in the lock file, and judges those of the policy', () => {
    const workspace = (judgedFeatures: string[]): Workspace => ({
      members: [
        member('app', {
          ...{ judgedFeatures, features: { extra: ['dep:x'] } },
          dependencies: [dependency('x', '^1', { optional: true })],
        }),
      ],
      index: [version('x 1.0.0'), version('x 1.1.0', tooNew)],
      locked: ['x 1.1.0'],
    });
    expect(planned(workspace(['default']))).toEqual({ names: ['app', 'x'], moved: [] });
    expect(planned(workspace(['extra']))).toEqual({ names: ['app', 'x'], moved: ['x 1.0.0'] });
  });

  it('judges a weak feature of a dependency only once the dependency is brought', () => {
    const workspace = (features: string[]): Workspace => ({
      members: [member('app', { dependencies: [dependency('a', '^1', { features })] })],
      index: [
        version('a 1.0.0', {
          dependencies: [dependency('b', '^1', { optional: true })],
          features: { weak: ['b?/heavy'], bring: ['dep:b'] },
        }),
        version('b 1.0.0', {
          features: { heavy: ['dep:c'] },
          dependencies: [dependency('c', '^1', { optional: true })],
        }),
        ...[version('c 1.0.0'), version('c 1.1.0', tooNew)],
      ],
      locked: ['a 1.0.0', 'b 1.0.0', 'c 1.1.0'],
    });
    expect(planned(workspace(['weak']))).toEqual({ names: ['a', 'app', 'b', 'c'], moved: [] });
    expect(planned(workspace(['weak', 'bring']))).toMatchObject({ moved: ['c 1.0.0'] });
    expect(planned(workspace(['bring', 'weak']))).toMatchObject({ moved: ['c 1.0.0'] });
  });
});
