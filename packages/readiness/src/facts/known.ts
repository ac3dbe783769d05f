import type { Known, Source } from '../record.js';

/** What one source says. */
export type Claim<T> = Known<T>['claims'][number];

/** A source's claim in a list: none where it does not say anything. */
export function claim<T>(source: Source, date: string | null, value: T | null | undefined): Claim<T>[] {
  return value === null || value === undefined ? [] : [{ source, date, value }];
}

/** A fact with what its sources say. `value`: what is believed, by default the first source's word. */
export function known<T>(
  claims: Claim<T>[],
  note: string | null = null,
  value: T | null = claims[0]?.value ?? null,
): Known<T> {
  return { value, claims, note };
}

/** A fact that nobody states, and why. */
export function notKnown<T>(note: string): Known<T> {
  return { value: null, claims: [], note };
}

/** Do the sources say the same? */
export function agree(claims: readonly Claim<unknown>[]): boolean {
  return claims.every(({ value }) => value === claims[0]?.value);
}
