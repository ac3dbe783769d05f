import type { BaselineFact, MemberFact, MsrvFacts, PackageFact } from './facts.js';

const baseline: BaselineFact = { rust: '1.85.0', at: { path: 'assay.toml', line: 10, column: 1 } };

/** A workspace for controls: member `app` at the highest rank with baseline 1.85.0, and the packages that are given. */
export function workspace(
  packages: readonly Partial<PackageFact>[],
  change: { members?: readonly Partial<MemberFact>[]; lock?: Partial<MsrvFacts['lock']> } = {},
): MsrvFacts {
  return {
    baseline,
    lock: { path: 'Cargo.lock', state: 'read', format: 4, at: { path: 'Cargo.lock', line: 3 }, ...change.lock },
    members: (change.members ?? [{}]).map((each) => ({
      id: 'app 0.1.0',
      name: 'app',
      level: 'ASIL D',
      rank: 'highest',
      baseline,
      ...each,
    })),
    packages: packages.map((each, index) => ({
      id: `${each.name ?? 'app'} ${each.version ?? '0.1.0'}`,
      name: 'app',
      version: '0.1.0',
      source: each.name === undefined ? 'member' : 'crates.io',
      ...(each.name === undefined ? { manifest: 'app/Cargo.toml' } : {}),
      rustVersion: '1.70',
      edition: '2021',
      line: 5 + index * 8,
      dependencies: [],
      ...each,
    })),
    unreached: [],
  };
}

/** `app` with one dependency, `time 0.3.41`, of this kind, as it is described. */
export function dependency(time: Partial<PackageFact>, kind: 'normal' | 'build' | 'dev' = 'normal'): MsrvFacts {
  return workspace([
    { dependencies: [{ id: 'time 0.3.41', kinds: [kind] }] },
    { name: 'time', version: '0.3.41', ...time },
  ]);
}

/** A baseline of its own for a member. */
export function ownBaseline(rust: string): BaselineFact {
  return { rust, at: { path: 'assay.toml', line: 12, column: 1 } };
}
