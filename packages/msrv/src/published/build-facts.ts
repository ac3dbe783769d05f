import type { Anchors } from '@assay/host';
import { failureFacts, runFacts } from '../proof/facts.js';
import type { PublishedBuild } from './build.js';
import type { BuildFailure, PublishedMember } from './facts.js';

type BuildFacts = Pick<PublishedMember, 'build' | 'runs' | 'failures'>;

/** What compiling a member showed, without what its facts say already. `undefined` is given for one that was not compiled. */
export function buildFacts(build: PublishedBuild | undefined, anchors: Anchors): BuildFacts {
  if (build?.proof === undefined || build.proof.runs.length === 0) {
    return { build: 'not-tried', runs: [], failures: [] };
  }
  const { proof, byPacking } = build;
  const runs = runFacts(proof.runs, ({ member }) => member.name);
  return {
    build: 'tried',
    runs: runs.map(({ toolchain, compiler, features, outcome }) => ({ toolchain, compiler, features, outcome })),
    failures: [...failures(proof.broken, anchors, 'compiles'), ...failures(byPacking, anchors, 'fails')],
  };
}

function failures(
  broken: PublishedBuild['byPacking'],
  anchors: Anchors,
  pinned: BuildFailure['pinned'],
): BuildFailure[] {
  return failureFacts(broken, anchors).map(({ member: _, rust: __, ...failure }) => ({ ...failure, pinned }));
}
