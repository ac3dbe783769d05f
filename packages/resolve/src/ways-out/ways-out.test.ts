import { describe, expect, it } from 'vitest';
import { plan } from '../plan.js';
import { dependency, inputOf, member, version, type Workspace } from '../testing/workspace.js';
import type { WayOut } from './way-out.js';
import { waysOut } from './ways-out.js';

const tooNew = { rust: '1.88' };
const app = 'path+file:///app';

function ways(workspace: Workspace): WayOut[] {
  const input = inputOf(workspace);
  expect(plan(input).kind).toBe('blocked');
  return waysOut(input);
}

/** A member whose dependency `heavy` is too new in every version of the range. */
function withHeavy(options: Parameters<typeof dependency>[2] = {}, features: Record<string, string[]> = {}): Workspace {
  const judgedFeatures = ['default'];
  return {
    members: [member('app', { judgedFeatures, features, dependencies: [dependency('heavy', '^2', options)] })],
    index: [version('heavy 1.0.0'), version('heavy 2.0.0', tooNew), version('heavy 2.1.0', { rust: '1.90' })],
    locked: ['heavy 2.1.0'],
  };
}

describe('waysOut', () => {
  it('gives them in the order of their price: feature, requirement, baseline, replacement', () => {
    const optional = withHeavy({ optional: true }, { default: ['all', 'quiet'], all: ['heavy'], quiet: [] });
    expect(ways(optional)).toMatchObject([
      { kind: 'feature', off: [{ member: app, features: expect.anything(), dependency: 'heavy' }], changes: 0 },
      {
        kind: 'requirement',
        relaxed: [{ member: app, dependency: 'heavy', requirement: '^2', version: '1.0.0' }],
        changes: 1,
      },
      { kind: 'baseline', baseline: '1.88.0', members: [app], changes: 1 },
      { kind: 'replace', replaced: [{ member: app, dependency: 'heavy', because: { requirement: '^2' } }], changes: 1 },
    ]);
  });

  it('names every feature that brings the dependency, and no other', () => {
    const optional = withHeavy({ optional: true }, { default: ['all', 'quiet'], all: ['heavy'], quiet: [] });
    const [feature] = ways(optional);
    expect(feature?.kind === 'feature' && feature.off[0]?.features.toSorted()).toEqual(['all', 'default', 'heavy']);
  });

  it('has no feature to switch off for what is always there', () => {
    expect(ways(withHeavy()).map(({ kind }) => kind)).toEqual(['requirement', 'baseline', 'replace']);
  });

  it('switches off a feature that asks a dependency for too much', () => {
    const [way] = ways({
      members: [
        member('app', { features: { default: ['fast'], fast: ['a/heavy'] }, dependencies: [dependency('a', '^1')] }),
      ],
      index: [
        version('a 1.0.0', { dependencies: [dependency('heavy', '^1', { optional: true })] }),
        version('heavy 1.0.0', tooNew),
      ],
      locked: ['a 1.0.0', 'heavy 1.0.0'],
    });
    expect(way).toMatchObject({ kind: 'feature', off: [{ features: ['fast', 'default'], dependency: 'a' }] });
  });

  it('goes from chain to chain', () => {
    const workspace: Workspace = {
      members: [member('app', { dependencies: [dependency('a', '^2'), dependency('b', '^2')] })],
      index: [
        ...[version('a 1.0.0'), version('a 2.0.0', { rust: '1.86' }), version('b 1.0.0'), version('b 2.0.0', tooNew)],
      ],
      locked: ['a 2.0.0', 'b 2.0.0'],
    };
    expect(ways(workspace)).toMatchObject([
      {
        kind: 'requirement',
        relaxed: [{ dependency: expect.any(String) }, { dependency: expect.any(String) }],
        changes: 2,
      },
      { kind: 'baseline', baseline: '1.88.0', changes: 0 },
      { kind: 'replace', replaced: [{}, {}] },
    ]);
  });

  it('finds the oldest baseline that will do for what one baseline was found not to compile', () => {
    const workspace: Workspace = {
      members: [
        member('app', { dependencies: [dependency('a', '^1')] }),
        member('other', { baseline: '1.90.0', dependencies: [dependency('a', '^1')] }),
      ],
      index: [version('a 1.0.0', { rust: undefined })],
      locked: ['a 1.0.0'],
      refused: [{ name: 'a', version: '1.0.0', baseline: '1.86.0', reason: 'does not compile' }],
    };
    expect(ways(workspace).find(({ kind }) => kind === 'baseline')).toEqual({
      ...{ kind: 'baseline', baseline: '1.87.0', members: [app], changes: 0 },
    });
  });

  it('knows only of a newer baseline where a member itself declares more', () => {
    expect(ways({ members: [member('app', { rustVersion: '1.87' })], index: [], locked: [] })).toEqual([
      { kind: 'baseline', baseline: '1.87.0', members: [app], changes: 0 },
    ]);
  });

  it('has no baseline for what no compiler is to blame for', () => {
    const workspace: Workspace = {
      members: [member('app', { dependencies: [dependency('a', '^2')] })],
      index: [version('a 1.0.0'), version('a 2.0.0')],
      locked: ['a 2.0.0'],
      refused: [{ name: 'a', version: '2.0.0', baseline: undefined, reason: 'RUSTSEC-2024-0001' }],
    };
    expect(ways(workspace).map(({ kind }) => kind)).toEqual(['requirement', 'replace']);
  });
});
