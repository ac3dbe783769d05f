import * as z from 'zod';

const day = z.iso.date();

/** A day as evidence writes it, `2026-04-16`; `null` for what is none. */
export function dateOf(value: unknown): string | null {
  const { data } = day.safeParse(value);
  return data ?? null;
}
