import { type Check, policyCollected, settle } from '@assay/check';
import { type Deviation, type Json, type Statement, statement } from '@assay/evidence';
import { allChecks } from '@assay/pipeline';
import type { Report } from '@assay/report';

const asOf = '2026-11-22';

const deviation: Deviation = {
  id: 'DEV-007',
  rule: 'msrv/above-baseline',
  scope: { package: 'time' },
  rationale: 'Only reached from telemetry (QM).',
  approvedBy: 'functional safety, change request 4711',
  expires: '2027-03-31',
  at: { path: 'assay.toml', line: 20, column: 1 },
};

/** A report of every check, each on facts by which one of its rules shows that it spares them: all of them pass. */
export function passingReport(): Report {
  const looking = allChecks.filter(({ name }) => name !== 'policy');
  return reportOf(looking.map((check) => judged(check, factsThat(check, 'spares', 'pass'))));
}

/** A report of every check, each on facts that raise a rule of it: all fail but msrv, whose finding is deviated, and policy. */
export function failingReport(): Report {
  const looking = allChecks.filter(({ name }) => name !== 'policy');
  return reportOf(
    looking.map((check) => judged(check, factsThat(check, 'raises', check.name === 'msrv' ? 'pass' : 'fail'))),
  );
}

function reportOf(statements: readonly Statement[]): Report {
  const concluded = statements.map(({ predicate: { check, findings } }) => ({ check, examined: true, findings }));
  const policy = allChecks.find(({ name }) => name === 'policy');
  if (policy === undefined) throw new Error('there is a check policy');
  // A policy of a later version may ask for more than deviations.
  const stated = { deviations: [deviation], requests: [] };
  const { facts } = policyCollected(stated, concluded, asOf);
  return { statements: [...statements, judged(policy, facts)], checks: allChecks, notAsked: ['interop'] };
}

/** The first facts of these controls on which the check's verdict is this one. */
function factsThat(check: Check, kind: 'raises' | 'spares', verdict: string): unknown {
  const facts = check.rules
    .flatMap(({ controls }) => controls[kind])
    .find((each) => judged(check, each).predicate.verdict === verdict);
  if (facts === undefined) throw new Error(`no control of ${check.name} ends with ${verdict}`);
  return facts;
}

function judged(check: Check, facts: unknown): Statement {
  const settled = settle(check, { facts, examined: 3, gaps: [] }, { rank: 'medium', deviations: [deviation], asOf });
  return statement(
    { name: 'motor-controller', digest: { gitCommit: '1f0c'.repeat(10) } },
    {
      assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) },
      ...{ asOf, check: check.parts === undefined ? check.name : `${check.name}-${check.parts.nameIn(facts)}` },
      ...settled,
      ...{ examined: 3, gaps: [], inputs: [], tools: [] },
      project: { name: 'motor-controller', standard: 'ISO 26262', level: 'ASIL B' },
      facts: facts as Json,
    },
  );
}
