import type { Deviation } from '@assay/evidence';
import type { DeviationUse, PolicyFacts } from './facts.js';

/** Facts with one deviation, for controls: it matches one finding and holds, unless told otherwise. As of 2026-06-01. */
export function use(change: Partial<Omit<DeviationUse, 'deviation'>> & Partial<Deviation>): PolicyFacts {
  const { examined = true, matches, ...deviation } = change;
  const subject = { kind: 'package', name: 'time', version: '0.3.41' } as const;
  return {
    asOf: '2026-06-01',
    deviations: [
      {
        deviation: {
          id: 'DEV-001',
          rule: 'msrv/above-baseline',
          scope: { package: 'time' },
          rationale: 'Only reached from telemetry (QM).',
          approvedBy: 'functional safety',
          expires: '2027-01-01',
          at: { path: 'assay.toml', line: 20, column: 1 },
          ...deviation,
        },
        examined,
        matches: matches ?? [{ key: 'msrv/above-baseline@1', subject }],
      },
    ],
  };
}
