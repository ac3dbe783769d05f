import * as z from 'zod';
import data from '../data/baselines.json' with { type: 'json' };
import { isExactRelease } from './version.js';

/** A toolchain or distribution that a project may take as its baseline, and how its Rust release is known. */
export const Baseline = z.strictObject({
  id: z.string().describe('the name that a policy may give: ferrocene-26.05'),
  family: z.string(),
  name: z.string(),
  rust: z.string().nullable().describe('its Rust release; null or inexact where that is not established'),
  qualifiedTo: z
    .array(z.string())
    .optional()
    .describe(
      'standards that its vendor has it qualified to, empty where none is established; absent where nobody does',
    ),
  moving: z.boolean().describe('whether its release changes under the same name, so that it is no baseline'),
  source: z.string().nullable(),
  confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred', 'from memory']),
  collected: z.iso.date(),
  note: z.string().optional(),
});
export type Baseline = z.infer<typeof Baseline>;

/** Every baseline that was collected, also those that cannot be named yet, with the reason in the row. */
// Held to the form of `Baseline` by a test: it ships with the code, so it is not checked again at every start.
export const baselines = data.baselines as readonly Baseline[];

/**
 * The names that a policy may give its baseline by, and the release that each stands for: those that stay what they are,
 * with an exact release that more than memory vouches for.
 */
export function baselineReleases(): ReadonlyMap<string, string> {
  return new Map(baselines.flatMap((baseline) => (isNameable(baseline) ? [[baseline.id, baseline.rust]] : [])));
}

/** The baseline of this name. */
export function baselineNamed(id: string): Baseline | undefined {
  return baselines.find((baseline) => baseline.id === id);
}

/** A release of a vendor who has it qualified. */
export const VendorRelease = Baseline.pick({
  id: true,
  name: true,
  source: true,
  confidence: true,
  collected: true,
}).extend({ qualifiedTo: z.array(z.string()) });
export type VendorRelease = z.infer<typeof VendorRelease>;

/** The qualified vendor releases that carry exactly this Rust release, in the order of the data. */
export function vendorReleases(release: string): VendorRelease[] {
  return baselines.flatMap(({ id, name, rust, qualifiedTo, source, confidence, collected }) =>
    qualifiedTo === undefined || rust !== release ? [] : [{ id, name, qualifiedTo, source, confidence, collected }],
  );
}

function isNameable(baseline: Baseline): baseline is Baseline & { rust: string } {
  const { rust, moving, confidence } = baseline;
  return !moving && confidence !== 'from memory' && rust !== null && isExactRelease(rust);
}
