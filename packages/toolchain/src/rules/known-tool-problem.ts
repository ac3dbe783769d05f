import { always, anomalyList, defineRule } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { allowed, facts, problem } from './controls.js';
import {
  aboutProblem,
  allowanceOf,
  describeAllowance,
  describeFix,
  describeProblem,
  type ProblemData,
  reachesProduct,
} from './problem.js';

export const knownToolProblem = defineRule<ToolchainFacts, ProblemData>({
  id: 'toolchain/known-tool-problem',
  title: 'A tool of the release has a known problem',
  why: 'Cargo fetches and unpacks what is compiled; a vulnerability in it can exchange a dependency or give away credentials, although the compiler itself is sound. Such problems depend on how the tool is used, which only the project knows.',
  repair:
    'Pin a release that fixes it, or, when it does not concern the project, add its id to `allow-known-problems` in `[toolchain]` of the policy.',
  clauses: [anomalyList],
  severity: always('warning'),
  *find(seen) {
    for (const match of seen.problems) {
      if (match.match !== 'affects' || reachesProduct(match)) continue;
      if (allowanceOf(seen, match.problem.id) === undefined) yield aboutProblem(seen, match);
    }
  },
  message: (data) => `Rust ${data.release} is affected by ${describeProblem(data)}`,
  remedy: (data) => `${describeFix(data)}; or, when it does not concern the project, ${describeAllowance(data)}`,
  controls: {
    raises: [
      facts({ problems: [problem({ component: 'cargo', kind: 'security' })] }),
      facts({
        problems: [problem({ component: 'cargo' }), problem({ id: 'CVE-2018-1000622', component: 'rustdoc' })],
        allowed: allowed('CVE-2018-1000622'),
      }),
    ],
    spares: [
      facts(),
      facts({ problems: [problem()] }),
      facts({ problems: [problem({ component: 'cargo' })], allowed: allowed('rust#159035') }),
      facts({ problems: [problem({ component: 'cargo', match: 'may affect' })] }),
    ],
  },
});
