import { byCodeUnit } from './order.js';

/** Any value that JSON can hold. Facts, finding data and statements are made of nothing else. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The one byte form of a JSON value: keys sorted by code unit, two spaces of indentation, a newline at the end.
 * Equal values give equal bytes on every machine, so evidence can be compared by digest and reviewed in a diff.
 * Keys whose value is `undefined` are left out. Throws TypeError on a number that JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

/** The same value on one line, for keys and digests that nobody reads. */
export function compactJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : sorted(item)));
  if (value === null || typeof value !== 'object') return value;
  // A null prototype, so that a key named __proto__ is a key like any other.
  const result: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort(byCodeUnit)) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) result[key] = sorted(item);
  }
  return result;
}
