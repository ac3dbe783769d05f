import type { Deviation, DeviationRequest } from '@assay/evidence';
import type { DeviationUse, PolicyFacts, RequestUse } from './facts.js';

/** As of 2026-06-01, no deviation and no request. */
const nothing: PolicyFacts = { asOf: '2026-06-01', deviations: [], requests: [] };

const stated = {
  id: 'DEV-001',
  rule: 'msrv/above-baseline',
  scope: { package: 'time' },
  rationale: 'Only reached from telemetry (QM).',
  expires: '2027-01-01',
  at: { path: 'assay.toml', line: 20, column: 1 },
};

const found: DeviationUse['matches'] = [
  { key: 'msrv/above-baseline@1', subject: { kind: 'package', name: 'time', version: '0.3.41' } },
];

/** Facts with one request, for controls: it would cover one finding, unless told otherwise. */
export function asked(change: Partial<Omit<RequestUse, 'request'>> & Partial<DeviationRequest>): PolicyFacts {
  const { examined = true, matches = found, ...request } = change;
  return {
    ...nothing,
    requests: [{ request: { ...stated, requestedBy: 'drive team', ...request }, examined, matches }],
  };
}

/** Facts with one deviation, for controls: it matches one finding and holds, unless told otherwise. As of 2026-06-01. */
export function use(change: Partial<Omit<DeviationUse, 'deviation'>> & Partial<Deviation>): PolicyFacts {
  const { examined = true, matches = found, ...deviation } = change;
  return {
    ...nothing,
    deviations: [
      {
        deviation: {
          ...stated,
          approvedBy: 'functional safety',
          ...deviation,
        },
        examined,
        matches,
      },
    ],
  };
}
