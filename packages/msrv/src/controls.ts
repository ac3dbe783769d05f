import type { BaselineFact, MemberFact, MsrvFacts, PackageFact, ProofFailure, ProofRun } from './facts.js';

const baseline: BaselineFact = { rust: '1.85.0', at: { path: 'assay.toml', line: 10, column: 1 } };

/** A workspace for controls: member `app` at the highest rank with baseline 1.85.0, and the packages that are given. */
export function workspace(
  packages: readonly Partial<PackageFact>[],
  change: {
    members?: readonly Partial<MemberFact>[];
    lock?: Partial<MsrvFacts['lock']>;
    failures?: readonly Partial<ProofFailure>[];
    runs?: readonly Partial<ProofRun>[];
    baseline?: Partial<BaselineFact>;
  } = {},
): MsrvFacts {
  const { failures = [], runs = [] } = change;
  const stated = { ...baseline, ...change.baseline };
  return planned(packages, {
    baseline: stated,
    build: { features: ['default features'], targets: [] },
    proof: {
      runs: runs.map((each) => ({ ...run, ...each })),
      failures: failures.map((each) => ({ ...failure, ...each })),
    },
    lock: { path: 'Cargo.lock', state: 'read', format: 4, at: { path: 'Cargo.lock', line: 3 }, ...change.lock },
    members: (change.members ?? [{}]).map((each) => ({
      id: 'app 0.1.0',
      name: 'app',
      level: 'ASIL D',
      rank: 'highest',
      baseline: stated,
      proof: 'not-asked',
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
      inferred: null,
      builtFor: [],
      proved: [],
      line: 5 + index * 8,
      dependencies: [],
      ...each,
    })),
    unreached: [],
  });
}

/** With everything built that a member reaches by normal and build dependencies, but where a package is given as built for others. */
function planned(given: readonly Partial<PackageFact>[], facts: MsrvFacts): MsrvFacts {
  const reached = facts.members.map(({ id }) => [id, builtIds(facts.packages, id)] as const);
  const members = (id: string) => reached.flatMap(([member, ids]) => (ids.has(id) ? [member] : []));
  return {
    ...facts,
    packages: facts.packages.map((each, index) => ({ ...each, builtFor: given[index]?.builtFor ?? members(each.id) })),
  };
}

function builtIds(packages: readonly PackageFact[], member: string): Set<string> {
  const ids = new Set([member]);
  const byId = new Map(packages.map((each) => [each.id, each]));
  for (const id of ids) {
    for (const { id: next, kinds } of byId.get(id)?.dependencies ?? []) {
      if (kinds.some((kind) => kind !== 'dev')) ids.add(next);
    }
  }
  return ids;
}

/** A run that compiled `app` with its baseline. */
const run: ProofRun = {
  member: 'app 0.1.0',
  rust: '1.85.0',
  toolchain: '1.85.0-x86_64-unknown-linux-gnu',
  compiler: null,
  features: 'default features',
  outcome: 'compiled',
};

/** What compiling `time 0.3.41` for `app` came to. */
const failure: ProofFailure = {
  package: 'time 0.3.41',
  member: 'app 0.1.0',
  rust: '1.85.0',
  features: 'default features',
  by: 'compiler',
  code: 'E0658',
  message: '`let` expressions in this position are unstable',
  errors: 2,
  at: { path: '$CARGO_HOME/registry/src/index.crates.io-1949cf8c6b5b557f/time-0.3.41/src/lib.rs', line: 7, column: 8 },
  reason: { what: 'let chains', since: '1.88.0' },
};

/** `app` with one dependency, `time 0.3.41`, of this kind, as it is described. */
export function dependency(
  time: Partial<PackageFact>,
  kind: 'normal' | 'build' | 'dev' = 'normal',
  change: Parameters<typeof workspace>[1] = {},
): MsrvFacts {
  return workspace(
    [{ dependencies: [{ id: 'time 0.3.41', kinds: [kind] }] }, { name: 'time', version: '0.3.41', ...time }],
    change,
  );
}

/** A baseline of its own for a member. */
export function ownBaseline(rust: string): BaselineFact {
  return { rust, at: { path: 'assay.toml', line: 12, column: 1 } };
}
