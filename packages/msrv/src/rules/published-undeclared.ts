import { always, defineRule, neededBySoup } from '@assay/check';
import type { MsrvFacts } from '../facts.js';
import { published } from '../published/controls.js';
import { publishedInstance } from '../published/instance.js';
import { undeclared } from './undeclared.js';

type Data = { name: string; version: string; manifest: string; atMost: string | null };

export const publishedUndeclared = defineRule<MsrvFacts, Data>({
  id: 'msrv/published-undeclared',
  title: 'Published package declares no rust-version',
  why:
    'Whoever depends on the package cannot tell whether it fits their compiler: Cargo takes a missing `rust-version` for "fits every ' +
    'one", and offers a release that does not build. Teams with a fixed compiler find that out by trying, release by release.',
  repair:
    'Declare in `[package]` the oldest Rust release that you build the package with: `rust-version = "1.85"`. ' +
    '`docs/published-crates.md` has the conventions.',
  clauses: [neededBySoup],
  severity: always('warning'),
  *find(facts) {
    const { members, newestBaseline } = facts.published ?? { members: [], newestBaseline: null };
    // One fault, one finding: as a part of this workspace, the member may have been told the same.
    const told = new Set([...undeclared.find(facts)].map(({ subject }) => subject.name));
    for (const member of members) {
      const { name, version, rustVersion, at } = member;
      if (rustVersion !== null || told.has(name)) continue;
      const data = { name, version, manifest: at.rustVersion.path, atMost: newestBaseline?.rust ?? null };
      yield publishedInstance(member, { place: at.rustVersion, because: [], data });
    }
  },
  message: ({ name, version }) =>
    `${name} ${version} can be published and declares no rust-version: nothing tells others with which compilers it builds`,
  remedy: ({ manifest, atMost }) =>
    `add to [package] in ${manifest} the oldest release that you build it with${atMost === null ? '' : `, at most ${atMost}`}: rust-version = "…"`,
  controls: {
    raises: [published({ rustVersion: null }), published({ rustVersion: null, changelog: null })],
    spares: [
      published({}),
      // Told of by msrv/undeclared, where the policy wants that.
      {
        ...published({ rustVersion: null }, { proved: [] }),
        members: published({ rustVersion: null }).members.map((each) => ({ ...each, rank: 'highest' as const })),
      },
    ],
  },
});
