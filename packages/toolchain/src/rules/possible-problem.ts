import { anomalyList, defineRule } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { allowed, facts, problem } from './controls.js';
import {
  aboutProblem,
  allowanceOf,
  describeAllowance,
  describeFix,
  describeProblem,
  type ProblemData,
} from './problem.js';

export const possibleProblem = defineRule<ToolchainFacts, ProblemData>({
  id: 'toolchain/possible-problem',
  title: 'The release may have a known problem',
  why: 'For some published problems nobody has established which releases have them. That is not a statement that this one has not.',
  repair:
    'Find out whether the release is affected (the source is named), or whether the problem can reach the product, and add its id to `allow-known-problems` in `[toolchain]` of the policy.',
  clauses: [anomalyList],
  severity: { none: 'off', low: 'warning', medium: 'warning', high: 'warning', highest: 'warning' },
  *find(seen) {
    for (const match of seen.problems) {
      if (match.match === 'may affect' && allowanceOf(seen, match.problem.id) === undefined) {
        yield aboutProblem(seen, match);
      }
    }
  },
  message: (data) => `Rust ${data.release} may be affected by ${describeProblem(data)}: ${data.reason}`,
  remedy: (data) =>
    `read ${data.source}; ${describeFix(data)}; when it does not concern the project, ${describeAllowance(data)}`,
  controls: {
    raises: [facts({ problems: [problem({ match: 'may affect', affected: null, fixedIn: null })] })],
    spares: [
      facts(),
      facts({ problems: [problem()] }),
      facts({ problems: [problem({ match: 'may affect' })], allowed: allowed('rust#159035') }),
    ],
  },
});
