import { always, anomalyList, defineRule } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { allowed, facts, problem } from './controls.js';

export const needlessAllowance = defineRule<ToolchainFacts, { id: string; release: string }>({
  id: 'toolchain/needless-allowance',
  title: 'An allowed problem does not affect the release',
  why: 'An allowance that matches nothing is a mistyped id, so that the problem that was meant is not allowed, or a left-over of an earlier release, which would silently allow the problem should it come back.',
  repair: 'Correct the id, or remove it from `allow-known-problems`.',
  clauses: [{ ...anomalyList, confidence: 'inferred' }],
  severity: always('warning'),
  *find({ allowed: allowances, problems, release }) {
    if (release === null) return;
    const matched = new Set(problems.map(({ problem }) => problem.id));
    for (const { id, at } of allowances) {
      if (!matched.has(id)) yield { subject: { kind: 'item', name: id }, at, because: [], data: { id, release } };
    }
  },
  message: ({ id, release }) => `allow-known-problems names ${id}, which is not a known problem of Rust ${release}`,
  remedy: ({ id }) => `correct the id or remove "${id}"`,
  controls: {
    raises: [
      facts({ allowed: allowed('rust#159035') }),
      facts({ rank: 'low', allowed: allowed('rust#159035', 'rust#159053'), problems: [problem()] }),
    ],
    spares: [
      facts(),
      facts({ allowed: allowed('rust#159035'), problems: [problem()] }),
      facts({ allowed: allowed('rust#159035'), problems: [problem({ match: 'may affect' })] }),
      facts({ allowed: allowed('rust#159035'), release: null }),
    ],
  },
});
