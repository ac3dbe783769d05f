import { type Check, disposedRulesOf, policyCheck } from '@assay/check';
import { coverage } from '@assay/coverage';
import { sha256 } from '@assay/evidence';
import { msrv } from '@assay/msrv';
import type { PolicyTable } from '@assay/policy';
import { targets } from '@assay/targets';
import { toolchain } from '@assay/toolchain';

/** Every check that looks at the workspace. Adding one is a line here. */
export const checks: readonly Check[] = [toolchain, msrv, coverage, targets];

/** Those and the built-in check `policy`, which is settled after them: all the evidence that there can be. */
export const allChecks: readonly Check[] = withPolicyCheck(checks);

/** Checks that look at the workspace, and the built-in check `policy` after them. */
export function withPolicyCheck(looking: readonly Check[]): Check[] {
  return [...looking, policyCheck];
}

/** The check of this name. Throws when there is none: names come from Assay's own code. */
export function checkNamed(name: string, among: readonly Check[] = checks): Check {
  const check = among.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check;
}

/** What a policy may name, by the checks that look at the workspace. */
export interface Vocabulary {
  /** The tables of assay.toml that the checks bring. */
  tables: readonly PolicyTable[];
  /** Every rule id and alias. */
  rules: readonly string[];
  /** Rules whose deviations must have a disposition. */
  disposedRules: readonly string[];
}

export function vocabularyOf(looking: readonly Check[]): Vocabulary {
  const all = withPolicyCheck(looking);
  return {
    tables: looking.map(({ name, settings }) => ({ name, schema: settings })),
    rules: all.flatMap(({ rules }) => rules.flatMap(({ id, aliases = [] }) => [id, ...aliases])),
    disposedRules: disposedRulesOf(all),
  };
}

/** What the policies of this Assay may name. */
export const { tables: policyTables, rules: ruleIds } = vocabularyOf(checks);

/**
 * Digest of what the rules say and how severe they are, with their controls: two installations that agree on it judge the
 * same facts by the same rules. Keys stand in the order in which the code has them: sorting them takes as long as digesting 100 MB.
 */
export function rulesSha256(): string {
  digest ??= sha256(JSON.stringify(allChecks.flatMap(rulesOf)));
  return digest;
}

let digest: string | undefined;

function rulesOf({ rules, factsVersion }: Check) {
  return rules.map(({ id, title, why, repair, clauses, severity, controls }) => {
    return { id, title, why, repair, clauses, severity, controls, factsVersion };
  });
}
