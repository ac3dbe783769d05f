import { type ListedVersion, parseCrateVersion } from '@assay/registry';
import { CRATES_IO, type PlanInput, plan, type Solution } from '@assay/resolve';
import { describe, expect, it } from 'vitest';
import { preferNewer } from './newer.js';

type Requires = Record<string, string>;

/** `name version` with what it declares and requires. */
interface Release {
  declares?: string;
  requires?: Requires;
}

/** A member that requires `codec`, locked to these, beside what the registry has. */
function input(releases: Record<string, Record<string, Release>>, locked: Record<string, string>): PlanInput {
  const dependencies = (requires: Requires = {}) =>
    Object.entries(requires).map(([name, requirement]) => {
      const none = { kind: 'normal' as const, optional: false, defaultFeatures: true, features: [], target: undefined };
      return { name, package: name, requirement, registry: undefined, ...none };
    });
  const listed = (name: string): ListedVersion[] =>
    Object.entries(releases[name] ?? {})
      .reverse()
      .map(([text, { declares, requires }]) => {
        const version = parseCrateVersion(text);
        if (version === undefined) throw new Error(`${text} is no version`);
        const details = {
          ...{ name, version: text, checksum: '00', yanked: false, rustVersion: declares, published: undefined },
          ...{ links: undefined, dependencies: dependencies(requires), features: {} },
        };
        return { version, read: () => ({ state: 'known' as const, details }) };
      });
  return {
    members: [
      {
        ...{ id: 'app', name: 'app', version: '0.1.0', source: undefined, rustVersion: undefined, links: undefined },
        ...{ baseline: '1.85.0', judgedFeatures: [], features: {}, dependencies: dependencies({ codec: '^1' }) },
      },
    ],
    fixed: [],
    locked: Object.entries(locked).map(([name, version]) => ({
      name,
      version,
      source: CRATES_IO,
      checksum: '00',
      dependencies: [],
    })),
    versionsOf: (_, name) => (releases[name] === undefined ? undefined : listed(name)),
    builds: () => true,
    refused: [],
  };
}

function planned(of: PlanInput): Solution {
  const found = plan(of);
  if (found.kind !== 'solution') throw new Error('there is no plan');
  return found;
}

const moves = ({ changes }: Solution) => changes.map(({ name, to }) => `${name} ${to}`).sort();

/** The newest `codec` that fits needs an older `core` than is locked; one of long ago needs none. */
const codec = {
  '1.0.0': { declares: '1.50' },
  '1.1.0': { declares: '1.60', requires: { core: '=1.0.0' } },
  '1.2.0': { declares: '1.70', requires: { core: '=1.0.0' } },
  '1.3.0': { declares: '1.88', requires: { core: '^1' } },
};
const core = { '1.0.0': { declares: '1.60' }, '1.1.0': { declares: '1.88' } };

describe('preferNewer', () => {
  it('takes a newer version for little more, where the fewest changes would take one of long ago', () => {
    const of = input({ codec, core }, { codec: '1.3.0', core: '1.1.0' });
    const better = preferNewer(planned(of), of);
    expect(moves(better)).toContain('codec 1.2.0');
  });

  it('never takes what does not fit, is refused, or was yanked', () => {
    const of = input({ codec, core }, { codec: '1.3.0', core: '1.1.0' });
    const refused = [{ name: 'codec', version: '1.2.0', baseline: undefined, reason: 'RUSTSEC-2026-0001' }];
    const without = { ...of, refused };
    const better = preferNewer(planned(without), without);
    expect(moves(better)).not.toContain('codec 1.2.0');
    expect(moves(better)).not.toContain('codec 1.3.0');
  });

  it('leaves a plan as it is that is as new as can be', () => {
    const of = input({ codec: { '1.0.0': {}, '1.1.0': { declares: '1.88' } } }, { codec: '1.1.0' });
    const fewest = planned(of);
    expect(preferNewer(fewest, of)).toBe(fewest);
  });
});
