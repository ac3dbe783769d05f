import * as z from 'zod';
import data from '../data/cargo-features.json' with { type: 'json' };

const since = z.string().describe('the first Rust release that knows it');
const provenance = { source: z.string(), confidence: z.enum(['confirmed', 'from memory']) };

/** The form of the data, which a test holds it to: it ships with the code, so it is not checked again at every start. */
export const CargoFeatures = z.strictObject({
  collected: z.iso.date(),
  editions: z.array(z.strictObject({ edition: z.string(), since, ...provenance })),
  lockFormats: z.array(z.strictObject({ version: z.int(), since, ...provenance })),
});

const { editions, lockFormats } = data as z.infer<typeof CargoFeatures>;

/** The first Rust release that knows an edition; `undefined` for an edition that the data does not hold. */
export function editionSince(edition: string): string | undefined {
  return editions.find((row) => row.edition === edition)?.since;
}

/** The format of a Cargo.lock and the first release whose Cargo reads it. */
export interface LockFormat {
  version: number;
  since: string;
}

/** The formats of Cargo.lock that stable releases of Cargo read, oldest first. */
export const knownLockFormats: readonly LockFormat[] = lockFormats;

/** The first Rust release whose Cargo reads a format of Cargo.lock; `undefined` for a format that no stable release reads. */
export function lockFormatSince(version: number): string | undefined {
  return lockFormats.find((row) => row.version === version)?.since;
}
