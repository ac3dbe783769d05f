/** Features that a package is built with: its default ones, all, none, or one by itself. */
export type FeatureSet = 'default' | 'all' | 'none' | { only: string };

/** Cargo's flags for a feature set. */
export function featureFlags(set: FeatureSet): string[] {
  if (set === 'default') return [];
  if (set === 'all') return ['--all-features'];
  return set === 'none' ? ['--no-default-features'] : ['--no-default-features', '--features', set.only];
}

/** A feature set in words: `default features`, `only feature serde`. */
export function featureSetInWords(set: FeatureSet): string {
  if (typeof set === 'object') return `only feature ${set.only}`;
  return { default: 'default features', all: 'all features', none: 'no features' }[set];
}
