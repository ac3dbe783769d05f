import type { Seen } from '../graph.js';
import { proofFact } from '../proof/facts.js';
import type { PublishedBuild } from './build.js';
import type { BuildFailure, PublishedMember } from './facts.js';

type BuildFacts = Pick<PublishedMember, 'build' | 'runs' | 'failures'>;

/** What compiling a member showed, without what its facts say already; `undefined` for one that was not compiled. */
export function buildFacts(build: PublishedBuild | undefined, seen: Seen): BuildFacts {
  if (build?.proof === undefined || build.proof.runs.length === 0) {
    return { build: 'not-tried', runs: [], failures: [] };
  }
  const { proof, byPacking } = build;
  const { runs } = proofFact({ ...seen, proof }, new Map());
  return {
    build: 'tried',
    runs: runs.map(({ toolchain, compiler, features, outcome }) => ({ toolchain, compiler, features, outcome })),
    failures: [...failureFacts(proof.broken, seen, 'compiles'), ...failureFacts(byPacking, seen, 'fails')],
  };
}

function failureFacts(broken: PublishedBuild['byPacking'], seen: Seen, pinned: BuildFailure['pinned']): BuildFailure[] {
  const { failures } = proofFact({ ...seen, proof: { ...seen.proof, runs: [], broken } }, new Map());
  return failures.map(({ member: _, rust: __, ...failure }) => ({ ...failure, pinned }));
}
