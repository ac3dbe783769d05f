import { always, defineRule, identifiedComponent, identifiedSoup } from '@assay/check';
import { workspace } from '../controls.js';
import type { MsrvFacts } from '../facts.js';

export const lockStale = defineRule<MsrvFacts, { path: string }>({
  id: 'msrv/lock-stale',
  title: 'Cargo.lock does not fit the manifests',
  why:
    'Cargo would have to change the lock file before it could build, so the next build is made of something else than what ' +
    'was committed, reviewed and examined.',
  repair: 'Run `cargo update --workspace`, which changes no more than it must, review the difference, and commit it.',
  clauses: [identifiedSoup, identifiedComponent],
  severity: always('error'),
  *find({ lock }) {
    if (lock.state !== 'stale') return;
    const because = [{ note: 'cargo metadata --locked refuses, because it would have to update the lock file' }];
    yield { subject: { kind: 'file', name: lock.path }, at: { path: lock.path }, because, data: { path: lock.path } };
  },
  message: ({ path }) =>
    `${path} does not fit the Cargo.toml files: cargo would change it, so no packages were examined`,
  remedy: ({ path }) => `run cargo update --workspace, review what changed in ${path}, and commit it`,
  controls: {
    raises: [workspace([], { members: [], lock: { state: 'stale' } })],
    spares: [workspace([{}])],
  },
});
