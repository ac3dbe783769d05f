import type { Json, Statement } from '@assay/evidence';

/**
 * A text or a number in a statement's facts, for an output; the empty text where the check could not tell. Facts are JSON here: an
 * action knows the published schema of a check's facts, not its code.
 */
export function factText({ predicate }: Statement, ...path: readonly string[]): string {
  let value: Json | undefined = predicate.facts;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
