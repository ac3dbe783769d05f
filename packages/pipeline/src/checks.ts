import { type Check, disposedRulesOf, policyCheck } from '@assay/check';
import { sha256 } from '@assay/evidence';
import { msrv } from '@assay/msrv';
import type { PolicyTable } from '@assay/policy';
import { toolchain } from '@assay/toolchain';

/** Every check that looks at the workspace. Adding one is a line here. */
export const checks: readonly Check[] = [toolchain, msrv];

/** Those and the built-in check `policy`, which is settled after them: all the evidence that a bundle must hold. */
export const allChecks: readonly Check[] = [...checks, policyCheck];

/** The check of this name. Throws when there is none: names come from Assay's own code. */
export function checkNamed(name: string): Check {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check;
}

/** The tables of assay.toml that the checks bring. */
export const policyTables: readonly PolicyTable[] = checks.map(({ name, settings }) => ({ name, schema: settings }));

/** Every rule id and alias, for the policy to be checked against. */
export const ruleIds: readonly string[] = allChecks.flatMap(({ rules }) =>
  rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
);

/** Rules whose deviations must have a disposition. */
export const disposedRules: readonly string[] = disposedRulesOf(allChecks);

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
