import { daysBetween } from '@assay/evidence';
import * as z from 'zod';
import data from '../data/baselines.json' with { type: 'json' };
import { compareVersions, isExactRelease, parseVersion } from './version.js';

/** Until when a baseline is looked after. What only memory vouches for is not held: a baseline whose end is not known has none. */
export const EndOfSupport = z.strictObject({
  date: z.iso.date().describe('the last day of support'),
  what: z.string().describe('the support that ends then: LTS, standard security maintenance'),
  source: z.string(),
  confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred']),
});
export type EndOfSupport = z.infer<typeof EndOfSupport>;

/** A toolchain or distribution that a project may take as its baseline, and how its Rust release is known. */
export const Baseline = z.strictObject({
  id: z.string().describe('the name that a policy may give: ferrocene-26.05'),
  family: z.string(),
  name: z.string(),
  rust: z.string().nullable().describe('its Rust release; null or inexact where that is not established'),
  cargo: z.string().optional().describe('the release of its Cargo, where it is not that of the compiler'),
  qualifiedTo: z
    .array(z.string())
    .optional()
    .describe(
      'standards that its vendor has it qualified to, empty where none is established; absent where nobody does',
    ),
  moving: z.boolean().describe('whether its release changes under the same name, so that it is no baseline'),
  released: z.iso.date().optional().describe('the day on which it came out, or by which it had been announced'),
  source: z.string().nullable().describe('who says what its Rust release is'),
  confidence: z.enum(['confirmed', 'confirmed second-hand', 'inferred', 'from memory']),
  collected: z.iso.date(),
  endOfSupport: EndOfSupport.nullable().describe('null where no source was found'),
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

/** Why a policy cannot give its baseline by a name. */
export type NamingObstacle = 'moving' | 'no exact release' | 'from memory';

/** What keeps a policy from naming this baseline; `undefined` when it may. */
export function namingObstacle({ rust, moving, confidence }: Baseline): NamingObstacle | undefined {
  if (moving) return 'moving';
  if (rust === null || !isExactRelease(rust)) return 'no exact release';
  return confidence === 'from memory' ? 'from memory' : undefined;
}

function isNameable(baseline: Baseline): baseline is Baseline & { rust: string } {
  return namingObstacle(baseline) === undefined;
}

/** How a baseline is looked after on a day; `unknown` where no source for the end of its support was found. */
export type Support = 'supported' | 'ending' | 'ended' | 'unknown';

/** Days before the end of support from which on it is `ending`: half a year, in which another baseline can be planned. */
export const ENDING_WITHIN_DAYS = 180;

/**
 * How a baseline is looked after on a day (`YYYY-MM-DD`): `ending` in the last `within` days, and on the very last; `ended` after
 * that. Throws RangeError for a text that is no day.
 */
export function supportOf(
  { endOfSupport }: Pick<Baseline, 'endOfSupport'>,
  day: string,
  within: number = ENDING_WITHIN_DAYS,
): Support {
  if (endOfSupport === null) return 'unknown';
  const left = daysBetween(day, endOfSupport.date);
  if (left < 0) return 'ended';
  return left <= within ? 'ending' : 'supported';
}

/** The newest release that several baselines have in common, and those of them that have no newer one. */
export interface CommonRelease {
  rust: string;
  /** Names, in the order in which they were asked for. */
  heldBy: string[];
}

/**
 * The newest release that all of these have: what compiles with it compiles with each of them, since a newer compiler takes what
 * an older one took. `undefined` when none is asked for. Throws TypeError for a name that stands for no exact release
 * ({@link baselineReleases} has those that do).
 */
export function newestCommonRelease(ids: readonly string[]): CommonRelease | undefined {
  const known = baselineReleases();
  const asked = ids.map((id) => ({ id, ...releaseOf(known.get(id), id) }));
  const [oldest] = [...asked].sort((a, b) => compareVersions(a.version, b.version));
  if (oldest === undefined) return undefined;
  return { rust: oldest.rust, heldBy: asked.filter(({ rust }) => rust === oldest.rust).map(({ id }) => id) };
}

function releaseOf(rust: string | undefined, id: string) {
  const version = rust === undefined ? undefined : parseVersion(rust);
  if (rust === undefined || version === undefined) throw new TypeError(`${id} stands for no exact release`);
  return { rust, version };
}
