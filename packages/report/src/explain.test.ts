import { policyCheck, type Rule } from '@assay/check';
import { describe, expect, it } from 'vitest';
import { explainRule } from './explain.js';

const rule = policyCheck.rules.find(({ id }) => id === 'policy/expired-deviation') as Rule<unknown>;

describe('explainRule', () => {
  it('says everything that there is to say of a rule, with an example from its controls', () => {
    const page = explainRule({
      ...rule,
      aliases: ['policy/old'],
      clauses: [{ standard: 'ISO 26262', clause: '2-6.4', confidence: 'inferred' }],
    });
    expect(page).toContain('# `policy/expired-deviation`\n\n**Deviation has expired.** Formerly `policy/old`.');
    expect(page).toContain(`## Why\n\n${rule.why}\n\n## Repair\n\n${rule.repair}`);
    expect(page).toContain(
      '    deviation DEV-001 expired on 2026-01-01; the evidence is as of 2026-06-01\n    repair the',
    );
    expect(page).toContain('| ISO 26262 | 2-6.4 | inferred |');
  });

  it('names the levels that each rank stands for', () => {
    const standards = {
      'ISO 26262': [{ name: 'QM', rank: 'none' }],
      'IEC 61508': [{ name: 'SIL 4', rank: 'highest' }],
    };
    const page = explainRule(rule, standards);
    expect(page).toContain(
      '| rank | severity | ISO 26262 | IEC 61508 |\n| --- | --- | --- | --- |\n| none | error | QM | – |',
    );
    expect(page).toContain('| highest | error | – | SIL 4 |');
  });

  it('claims no clause where there is none', () => {
    expect(explainRule({ ...rule, clauses: [] })).toContain('No clause of a standard is claimed');
  });

  it('refuses a rule whose control does not raise it', () => {
    const broken = { ...rule, controls: { ...rule.controls, raises: rule.controls.spares } };
    expect(() => explainRule(broken)).toThrow(/policy\/expired-deviation: the first control/);
  });
});
