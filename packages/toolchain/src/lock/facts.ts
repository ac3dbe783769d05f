import { Place } from '@assay/evidence';
import { Difference, FoundComponent, LockedManifest } from '@assay/sysroot';
import * as z from 'zod';

/** A difference, and where the lock, or what asked for it, says otherwise. */
export const PlacedDifference = Difference.extend({ at: Place });
export type PlacedDifference = z.infer<typeof PlacedDifference>;

/** A component that is installed or asked for, and that the lock does not name; or one that is asked for and not installed. */
export const ComponentTrouble = z.strictObject({
  component: z.string().describe('rust-std-thumbv7em-none-eabihf'),
  trouble: z.enum(['not locked', 'not installed']),
  at: Place.describe('what asks for it; the lock where nothing does'),
  because: z.string(),
});
export type ComponentTrouble = z.infer<typeof ComponentTrouble>;

/** One statement of rustup's records that is not what the lock says. */
export const RecordDifference = z.strictObject({
  record: z.string().describe('the file, below the sysroot'),
  what: z.string().describe('date, rustc-x86_64-unknown-linux-gnu hash'),
  expected: z.string(),
  found: z.string(),
});
export type RecordDifference = z.infer<typeof RecordDifference>;

/** A package of a vendor's, by its signed manifest in the sysroot. */
export const VendorPackage = z.strictObject({
  manifest: z.string().describe('its file, below the sysroot'),
  product: z.string().nullable(),
  package: z.string().nullable(),
  commit: z.string().nullable(),
  files: z.int().nonnegative(),
  signedBy: z.string().nullable().describe('the id of the key whose signature was verified'),
  refused: z.string().nullable().describe('why the manifest is not believed'),
});
export type VendorPackage = z.infer<typeof VendorPackage>;

/** A way in which a file is not what a vendor's signed manifest says. */
export const VendorDifference = z.strictObject({ path: z.string(), what: z.string() });
export type VendorDifference = z.infer<typeof VendorDifference>;

/** The lock, and how the sysroot stands to it. */
export const LockFacts = z.strictObject({
  at: Place,
  release: z.string(),
  commit: z.string().nullable(),
  hosts: z.array(z.string()),
  leftOut: z.array(z.string()).describe('what below the sysroot is not locked'),
  manifest: LockedManifest.nullable(),
  releasePlace: Place,
  commitPlace: Place,
  host: z.string().nullable().describe('of the toolchain that is held against it; null when it could not be learned'),
  components: z.array(FoundComponent),
  differences: z.array(PlacedDifference),
  componentTroubles: z.array(ComponentTrouble),
  recordDifferences: z.array(RecordDifference),
  vendor: z.strictObject({ packages: z.array(VendorPackage), differences: z.array(VendorDifference) }).nullable(),
});
export type LockFacts = z.infer<typeof LockFacts>;

/** What was seen of the toolchain at the end, when the job's build scripts, macros and tests had run. */
export const AtEnd = z.strictObject({
  files: z.int().nonnegative().describe('that were held against what they were at the beginning'),
  rehashed: z
    .boolean()
    .describe('false: files whose size, mode, inode and both times were the same were not read again'),
  changes: z.array(z.strictObject({ subject: z.string(), before: z.string(), after: z.string() })),
});
export type AtEnd = z.infer<typeof AtEnd>;
