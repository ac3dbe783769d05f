import { always, defineRule, identifiedComponent, identifiedSoup } from '@assay/check';
import { workspace } from '../controls.js';
import type { MsrvFacts } from '../facts.js';

export const lockMissing = defineRule<MsrvFacts, { path: string }>({
  id: 'msrv/lock-missing',
  title: 'There is no Cargo.lock',
  why:
    'Without a lock file Cargo chooses versions anew with every build: nobody can say what the product consists of, and no ' +
    'check of it holds for the next build.',
  repair: 'Run `cargo generate-lockfile`, review what it chose, and commit Cargo.lock.',
  clauses: [identifiedSoup, identifiedComponent],
  severity: always('error'),
  *find({ lock, baseline }) {
    if (lock.state !== 'missing') return;
    const because = [{ at: baseline.at, note: `baseline ${baseline.rust}, which nothing can be held against` }];
    yield { subject: { kind: 'file', name: lock.path }, at: lock.at, because, data: { path: lock.path } };
  },
  message: ({ path }) => `there is no ${path}: which packages are built is not fixed, so none were examined`,
  remedy: ({ path }) => `run cargo generate-lockfile, and commit ${path} (see that .gitignore does not name it)`,
  controls: {
    raises: [
      { ...workspace([], { members: [], lock: { state: 'missing', format: null, at: { path: 'Cargo.lock' } } }) },
    ],
    spares: [workspace([{}])],
  },
});
