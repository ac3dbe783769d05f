import { disposedRulesOf } from '@assay/check';
import { errorMessage, UserError } from '@assay/evidence';
import { type Policy, parsePolicy } from '@assay/policy';
import { policyInput } from './build.js';
import { POLICY } from './entry.js';
import { decode } from './json.js';
import type { Problem } from './problem.js';
import type { Evidence } from './read-statements.js';
import type { VerificationTerms } from './terms.js';

/** The bundled policy, or why there is none. */
export type ReadPolicy = { value: Policy } | { problems: Problem[] };

/** Reads the policy under the path that it had in the workspace, which stands in the places of findings and deviations. */
export function readPolicy(
  entries: ReadonlyMap<string, Uint8Array>,
  evidence: readonly Evidence[],
  { checks, baselines }: VerificationTerms,
): ReadPolicy {
  const content = entries.get(POLICY);
  // An absent entry has been named already.
  if (content === undefined) return { problems: [] };
  const text = decode(content)?.replace(/^\ufeff/, '');
  if (text === undefined) return { problems: [{ where: POLICY, what: 'is not UTF-8 text' }] };
  const path = policyInput(evidence.map(({ statement }) => statement))?.path ?? POLICY;
  const tables = checks
    .filter(({ name }) => name !== 'policy')
    .map(({ name, settings }) => ({ name, schema: settings }));
  const rules = checks.flatMap((check) => check.rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
  try {
    return { value: parsePolicy(text, { path, tables, rules, disposedRules: disposedRulesOf(checks), baselines }) };
  } catch (error) {
    const why = error instanceof UserError ? error.describe() : errorMessage(error);
    return { problems: [{ where: POLICY, what: `is not a policy in order: ${why}` }] };
  }
}
