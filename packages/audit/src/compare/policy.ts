import { compactJson } from '@assay/evidence';
import type { ValueChange } from '@assay/report';
import { parseToml } from '@assay/toml';
import { valueChanges } from './changes.js';
import type { OpenedBundle, Pair } from './opened.js';

/**
 * The keys of the policies whose values are not the same in both, and the deviations that are requested; those that are approved are told by themselves.
 * What is asked for may have been lowered, and then findings are gone that nobody mended.
 */
export function policyChanges({ earlier, later }: Pair): ValueChange[] {
  const [before, after] = [keysOf(earlier), keysOf(later)];
  return before === undefined || after === undefined ? [] : valueChanges(before, after);
}

/** Values as JSON by key: `coverage.exclude`. `undefined` where the policy cannot be read. */
function keysOf({ contents: { policy } }: OpenedBundle): Map<string, string> | undefined {
  if (policy === undefined) return undefined;
  const { deviation: _, ...tables } = parseToml(policy.text, policy.path).value;
  const requests = policy.requests.map(
    ({ id, requestedBy }) => [`deviation.${id}`, `requested by ${requestedBy}`] as const,
  );
  return new Map([...leaves(tables, ''), ...requests]);
}

function leaves(value: unknown, key: string): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[key, compactJson(value)]];
  return Object.entries(value).flatMap(([name, below]) => leaves(below, key === '' ? name : `${key}.${name}`));
}
