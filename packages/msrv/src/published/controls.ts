import { workspace } from '../controls.js';
import type { MsrvFacts, PackageFact } from '../facts.js';
import type { BuildFailure, PublishedMember } from './facts.js';

const member: PublishedMember = {
  ...{ name: 'app', version: '1.4.0', registries: null, rustVersion: '1.70' },
  at: {
    rustVersion: { path: 'app/Cargo.toml', line: 5, column: 1 },
    version: { path: 'app/Cargo.toml', line: 3, column: 1 },
  },
  previous: { state: 'known', version: '1.3.2', rustVersion: '1.70', by: 'checksums' },
  changelog: { path: 'app/CHANGELOG.md', section: { title: '1.4.0', line: 3 }, mentions: [] },
  ...{ build: 'tried', runs: [], failures: [] },
};

const failure: BuildFailure = {
  ...{ package: 'app 1.4.0', features: 'default features', by: 'compiler', code: 'E0658' },
  ...{ message: '`let...else` statements are unstable', errors: 2 },
  at: { path: 'app/src/lib.rs', line: 7, column: 5 },
  reason: { what: 'let-else', since: '1.65.0' },
  pinned: 'compiles',
};

/** A workspace for controls whose only member can be published: 1.4.0 after 1.3.2, both with 1.70, and that compiles. */
export function published(
  change: Partial<PublishedMember> & {
    leftOut?: string[];
    newestBaseline?: string | null;
    failed?: Partial<BuildFailure>;
  },
  inWorkspace: Partial<PackageFact> = {},
): MsrvFacts {
  const { leftOut = [], newestBaseline: newest = '1.95.0', failed, ...own } = change;
  const changed = { ...member, ...own, failures: failed === undefined ? [] : [{ ...failure, ...failed }] };
  const { version, rustVersion } = changed;
  return {
    ...workspace([{ version, rustVersion, proved: ['1.85.0'], ...inWorkspace }], {
      members: [{ id: `app ${version}`, rank: 'none' }],
    }),
    published: {
      newestBaseline:
        newest === null
          ? null
          : {
              name: 'ours-1',
              rust: newest,
              ends: '2031-01-31',
              source: 'https://example.com/releases',
              confidence: 'confirmed',
            },
      members: [changed],
      leftOut,
    },
  };
}
