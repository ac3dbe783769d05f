import type { Deviation, Finding } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { policyCollected } from './facts.js';

const deviation: Deviation = {
  ...{ id: 'DEV-1', rule: 'targets/below-level', rationale: 'r', approvedBy: 'safety', expires: '2099-01-01' },
  scope: { target: 'thumbv7em-none-eabihf' },
  at: { path: 'assay.toml', line: 3 },
};

/** A finding of the rule about this target. */
const finding = (name: string) =>
  ({ key: `targets/below-level@${name}`, rule: 'targets/below-level', subject: { kind: 'target', name } }) as Finding;

/** What became of the deviation, and of a request for the same. */
function uses(...concluded: [part: string, findings: Finding[], examined?: boolean][]) {
  const { requestedBy: _, approvedBy: __, ...asked } = { ...deviation, requestedBy: '' };
  const policy = { deviations: [deviation], requests: [{ ...asked, requestedBy: 'drive team' }] };
  const parts = concluded.map(([part, findings, examined = true]) => ({
    check: `targets-${part}`,
    examined,
    findings,
  }));
  const { facts } = policyCollected(policy, [{ check: 'msrv', examined: true, findings: [] }, ...parts], '2026-01-01');
  const [use, request] = [facts?.deviations[0], facts?.requests[0]];
  expect({ examined: request?.examined, matches: request?.matches }).toEqual({
    ...{ examined: use?.examined, matches: use?.matches },
  });
  return { examined: use?.examined, matches: use?.matches.map(({ key }) => key) };
}

describe('a deviation of a check that has parts', () => {
  const own = 'thumbv7em-none-eabihf';

  it('matches what its part found', () => {
    expect(uses([own, [finding(own)]], ['riscv32imc', []])).toEqual({
      examined: true,
      matches: [`targets/below-level@${own}`],
    });
  });

  it('matches nothing where no part found it, which is known', () => {
    expect(uses([own, []], ['riscv32imc', [finding('riscv32imc')]])).toEqual({ examined: true, matches: [] });
  });

  it('is not judged where a part has no facts, or none left evidence', () => {
    expect(uses([own, []], ['riscv32imc', [], false])).toEqual({ examined: false, matches: [] });
    expect(uses()).toEqual({ examined: false, matches: [] });
  });

  it('matches a subject once that several parts find wrong in the same way', () => {
    expect(uses([own, [finding(own)]], ['riscv32imc', [finding(own)]]).matches).toHaveLength(1);
  });
});
