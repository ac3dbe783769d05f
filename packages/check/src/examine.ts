import { byCodeUnit, type Finding, findingKey, type RuleStatus } from '@assay/evidence';
import type { Rank } from '@assay/policy';
import type { Check } from './check.js';
import type { Instance, Rule } from './rule.js';

/** What the rules say of the facts: pure, so that `assay verify` says the same years later. */
export interface Examined {
  findings: Finding[];
  rules: RuleStatus[];
}

/**
 * Runs every rule of the check over the facts. `rank` is the project's. Rules that are off at every rank concerned are
 * listed as not applied. Findings come in a fixed order (rule, then subject), each key once.
 */
export function examine(check: Pick<Check, 'rules'>, facts: unknown, rank: Rank): Examined {
  const findings = new Map<string, Finding>();
  for (const rule of check.rules as readonly Rule<unknown>[]) {
    for (const instance of rule.find(facts)) {
      const finding = word(rule, instance, rank);
      if (finding !== undefined && !findings.has(finding.key)) findings.set(finding.key, finding);
    }
  }
  return {
    findings: [...findings.values()].sort(inOrder),
    rules: check.rules.map((rule) => status(rule, rank)),
  };
}

/** By rule, then by subject as people read a list; the key decides between what has one name. */
function inOrder(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.rule, b.rule) ||
    byCodeUnit(a.subject.name, b.subject.name) ||
    byCodeUnit(a.subject.version ?? '', b.subject.version ?? '') ||
    byCodeUnit(a.key, b.key)
  );
}

/** Every rule as not applied, for a check whose facts could not be collected. */
export function notApplied(check: Pick<Check, 'rules'>, because: string): RuleStatus[] {
  return check.rules.map(({ id }) => ({ id, applied: false, because }));
}

function word(rule: Rule<unknown>, instance: Instance, projectRank: Rank): Finding | undefined {
  const severity = instance.severity ?? rule.severity[instance.rank ?? projectRank];
  if (severity === 'off') return undefined;
  const { subject, at, because, data } = instance;
  const [message, remedy] = [rule.message(data), rule.remedy(data)];
  const key = findingKey(rule.id, subject);
  return { key, rule: rule.id, severity, subject, at, because, message, remedy, data, deviation: null };
}

function status(rule: Pick<Rule, 'id' | 'severity'>, rank: Rank): RuleStatus {
  const everywhereOff = Object.values(rule.severity).every((severity) => severity === 'off');
  if (everywhereOff) return { id: rule.id, applied: false, because: 'switched off' };
  return rule.severity[rank] === 'off'
    ? {
        id: rule.id,
        applied: false,
        because: `not asked for at the project's integrity level; members above it are held to it`,
      }
    : { id: rule.id, applied: true };
}
