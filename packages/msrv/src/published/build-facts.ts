import type { ProofFact } from '../facts.js';
import type { PublishedMember } from './facts.js';

/** What compiling a member showed, without what its facts say already. */
export function buildFacts({ runs, failures }: ProofFact): Pick<PublishedMember, 'runs' | 'failures'> {
  return {
    runs: runs.map(({ toolchain, compiler, features, outcome }) => ({ toolchain, compiler, features, outcome })),
    failures: failures.map(({ member: _, rust: __, ...failure }) => failure),
  };
}
