import * as z from 'zod';
import { parseIdentity } from './tools.js';

/** Which rustc or cargo answered, by its own word. */
export const Identity = z.strictObject({
  release: z.string().describe('1.95.0, 1.97.0-nightly'),
  commit: z.string().nullable().describe("the upstream commit; null where a distribution's build names none"),
  commitDate: z.string().nullable(),
  host: z.string().nullable(),
  llvm: z.string().nullable().describe('version of LLVM; null for cargo'),
});
export type Identity = z.infer<typeof Identity>;

/**
 * Reads what `rustc -vV` or `cargo -vV` prints; `undefined` when there is no release in it, or when it does not end with a
 * line's end: an answer that was cut off is none.
 */
export function readIdentity(stdout: string): Identity | undefined {
  if (!stdout.endsWith('\n')) return undefined;
  const identity = parseIdentity(stdout);
  if (identity === undefined) return undefined;
  const value = (key: string) => new RegExp(`^${key}: *(\\S+)`, 'm').exec(stdout)?.[1] ?? null;
  const date = value('commit-date');
  return {
    release: identity.version,
    commit: identity.commit ?? null,
    commitDate: date === 'unknown' ? null : date,
    host: identity.host ?? null,
    llvm: value('LLVM version'),
  };
}
