import { anomalyList, defineRule } from '@assay/check';
import { compareRanks } from '@assay/policy';
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

type Data = ProblemData & { needsDeviation: boolean };

export const knownProblem = defineRule<ToolchainFacts, Data>({
  id: 'toolchain/known-problem',
  title: 'The release has a known problem that can reach the product',
  why: 'A miscompilation puts a fault into the program that no review of the source can find, and a fault of the standard library is part of what ships. Such problems are published; shipping with one that nobody has looked at is what an assessor asks about first.',
  repair:
    'Pin a release that fixes it. Otherwise show why it cannot reach the product: `allow-known-problems` in `[toolchain]` of the policy up to the low rank; from rank medium upwards (ASIL B, SIL 2, Class B, DAL C) a `[[deviation]]` too, with a scope such as `{ item = "rust#159035" }` and its disposition: `"affected"`, `"not affected"` or `"mitigated"`.',
  clauses: [anomalyList],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  needsDisposition: true,
  *find(seen) {
    const needsDeviation = compareRanks(seen.rank, 'medium') >= 0;
    for (const match of seen.problems) {
      if (match.match !== 'affects' || !reachesProduct(match)) continue;
      const allowance = allowanceOf(seen, match.problem.id);
      if (allowance !== undefined && !needsDeviation) continue;
      const instance = aboutProblem(seen, match);
      const because =
        allowance === undefined
          ? []
          : [{ at: allowance, note: 'allowed here; at this level it needs a deviation too' }];
      yield {
        ...instance,
        because: [...instance.because, ...because],
        data: { ...instance.data, needsDeviation },
      };
    }
  },
  message: (data) => `Rust ${data.release} is affected by ${describeProblem(data)}`,
  remedy: (data) => {
    const otherwise = data.needsDeviation
      ? `add a [[deviation]] of toolchain/known-problem with scope = { item = "${data.id}" } and its disposition`
      : describeAllowance(data);
    return `${describeFix(data)}; or, when it cannot reach the product, ${otherwise}`;
  },
  controls: {
    raises: [
      facts({ problems: [problem()] }),
      facts({ problems: [problem({ component: 'std' })], rank: 'none' }),
      facts({ problems: [problem()], allowed: allowed('rust#159035'), rank: 'medium' }),
      facts({
        problems: [problem(), problem({ id: 'rust#158214' })],
        allowed: allowed('rust#158214'),
        rank: 'low',
      }),
    ],
    spares: [
      facts(),
      facts({ problems: [problem()], allowed: allowed('rust#159035'), rank: 'low' }),
      facts({ problems: [problem({ component: 'cargo' })] }),
      facts({ problems: [problem({ match: 'may affect' })] }),
    ],
  },
});
