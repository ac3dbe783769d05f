import type { Json, Statement } from '@assay/evidence';

/**
 * A word, a number, `true` or `false` in a statement's facts, for an output; the empty text where the check could not tell. Facts
 * come out of the workspace's files, and outputs are often pasted into scripts: what is more than a word is left out. Facts are
 * JSON here: an action knows the published schema of a check's facts, not its code.
 */
export function factWord({ predicate }: Statement, ...path: readonly string[]): string {
  let value: Json | undefined = predicate.facts;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
  return /^[\w.+-]+$/.test(text) ? text : '';
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
