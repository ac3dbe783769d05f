import { always, defineRule } from '@assay/check';
import type { Known } from '@assay/readiness';
import { toolConfidence } from '../clauses.js';
import { host, measured } from '../controls.js';
import { disputed } from '../controls-record.js';
import type { TargetFacts } from '../facts.js';
import { aboutTarget } from '../instance.js';
import { becauseOfClaims, tierInWords } from '../tier.js';

type Data = { target: string; release: string; differences: string[] };

export const sourcesDisagree = defineRule<TargetFacts, Data>({
  id: 'targets/sources-disagree',
  title: 'The compiler and its documentation say different things of the target',
  why:
    'The compiler’s own data and the platform support page of the same release are kept by hand, apart from each other. Where they differ, one of ' +
    'them is wrong, and what the target may be relied on for is open. Assay takes the worse of two tiers.',
  repair:
    'Find out what holds: the target’s page, its maintainers, the issues of the Rust project. Write into the safety case what was found; a ' +
    'later release may have put it right.',
  clauses: [toolConfidence],
  severity: always('warning'),
  *find(facts) {
    const { tier, library } = facts.record;
    const differences = [...difference(tier, tierInWords), ...difference(library, libraryInWords)];
    if (differences.length === 0) return;
    yield {
      ...aboutTarget(facts),
      because: [...becauseOfClaims(tier, tierInWords), ...becauseOfClaims(library, libraryInWords)],
      data: { target: facts.target, release: facts.record.release, differences },
    };
  },
  message: ({ target, release, differences }) =>
    `the compiler and the documentation of Rust ${release} differ on ${target}: ${differences.join('; ')}`,
  remedy: ({ target }) =>
    `ask the maintainers of ${target} which holds, and keep the answer with the safety case; if the worse one will do, have it accepted: a ` +
    `[[deviation]] with rule = "targets/sources-disagree" and scope = { target = ${JSON.stringify(target)} }`,
  controls: {
    raises: [measured({ record: { tier: disputed(1, 2) } }), host({ record: { library: disputed('core', 'std') } })],
    spares: [
      measured(),
      measured({ record: { tier: disputed(2, 2) } }),
      // That there is no std is what both say.
      measured({ record: { library: disputed('core', 'alloc') } }),
    ],
  },
});

/** Not every source tells core from alloc. */
function libraryInWords(library: 'std' | 'alloc' | 'core'): string {
  return library === 'std' ? 'std' : 'no std';
}

/** `tier 2 by the compiler, tier 3 by the documentation`, where they differ. */
function difference<T>({ claims }: Known<T>, inWords: (value: T) => string): string[] {
  const said = (source: 'compiler' | 'documentation') =>
    claims.flatMap((claim) => (claim.source === source ? [inWords(claim.value)] : []));
  const [compiler, documentation] = [said('compiler'), said('documentation')];
  const [one] = compiler;
  const other = documentation.find((words) => words !== one);
  return one === undefined || other === undefined ? [] : [`${one} by the compiler, ${other} by the documentation`];
}
