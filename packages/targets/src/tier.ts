import type { Because } from '@assay/evidence';
import type { Known, ReadinessRecord, Source } from '@assay/readiness';

/**
 * Stands for the tier of a target that the Rust project does not know: one that a file of the project's own describes. Nobody
 * builds or tests the compiler for it, so it is worse than tier 3.
 */
export const NO_TIER = 4;

/** The tier that is believed; {@link NO_TIER} of a custom target; `undefined` where it is not known. */
export function tierOf({ kind, tier }: ReadinessRecord): number | undefined {
  if (kind === 'custom') return NO_TIER;
  return tier.value ?? undefined;
}

/** `tier 2`, `no tier`. */
export function tierInWords(tier: number): string {
  return tier >= NO_TIER ? 'no tier' : `tier ${tier}`;
}

/** `tier 1`, `tier 2 or better`. */
export function acceptedInWords(tier: number): string {
  return tier === 1 ? 'tier 1' : `tier ${tier} or better`;
}

/** What each source says of a question, with its date. */
export function becauseOfClaims<T>({ claims }: Known<T>, inWords: (value: T) => string): Because[] {
  return claims.map((claim) => ({ note: claimInWords(claim, inWords) }));
}

/** `the compiler (2026-04-14): tier 1`. */
export function claimInWords<T>(
  { source, date, value }: Known<T>['claims'][number],
  inWords: (value: T) => string,
): string {
  return `${sourceInWords[source]}${date === null ? '' : ` (${date})`}: ${inWords(value)}`;
}

/** Who says so. */
const sourceInWords: Readonly<Record<Source, string>> = {
  compiler: 'the compiler',
  documentation: 'its documentation',
  manifest: 'the channel manifest',
  sysroot: 'the toolchain’s folder',
  assay: 'data of Assay’s',
  policy: 'the policy',
  machine: 'this machine',
};
