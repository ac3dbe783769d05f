import * as z from 'zod';
import data from '../data/releases.json' with { type: 'json' };

/** Days on which releases of Rust came out, by who says so. */
export const ReleaseDates = z.strictObject({
  collected: z.iso.date(),
  sources: z.array(
    z.strictObject({
      source: z.string(),
      confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred']),
      releases: z.record(z.string(), z.iso.date()),
    }),
  ),
});

/** The day on which a release came out, and who says so. */
export interface ReleaseDate {
  /** `YYYY-MM-DD`. */
  date: string;
  source: string;
  confidence: string;
}

/** When this exact release (`1.85.0`) came out; `undefined` where it is not in the data, which begin with 1.31.0. */
export function releaseDate(release: string): ReleaseDate | undefined {
  for (const { source, confidence, releases } of (data as z.infer<typeof ReleaseDates>).sources) {
    const date = Object.hasOwn(releases, release) ? releases[release] : undefined;
    if (date !== undefined) return { date, source, confidence };
  }
  return undefined;
}
