type Whole = 'default' | 'all' | 'none';
const wholeInWords = { default: 'default features', all: 'all features', none: 'no features' };

/** Features that a package is built with: its default ones, all, none, or one by itself. */
export type FeatureSet = Whole | { only: string };

/** Features as a policy states them. The keys are those of a dependency in Cargo.toml. */
export interface StatedFeatures {
  readonly features: Whole | readonly string[];
  /** With a list of features: are the default ones on too? */
  readonly 'default-features': boolean;
}

/** Cargo's flags for a feature set. */
export function featureFlags(set: FeatureSet): string[] {
  return statedFeatureFlags(
    typeof set === 'object'
      ? { features: [set.only], 'default-features': false }
      : { features: set, 'default-features': true },
  );
}

/** Cargo's flags for stated features. */
export function statedFeatureFlags({ features, 'default-features': defaults }: StatedFeatures): string[] {
  if (typeof features === 'string') {
    return { default: [], all: ['--all-features'], none: ['--no-default-features'] }[features];
  }
  return [...(defaults ? [] : ['--no-default-features']), '--features', features.join(',')];
}

/** A feature set in words: `default features`, `only feature serde`. */
export function featureSetInWords(set: FeatureSet): string {
  return typeof set === 'object' ? `only feature ${set.only}` : wholeInWords[set];
}

/** Stated features in words: `default features`, `default features and serde, std`. */
export function statedFeaturesInWords({ features, 'default-features': defaults }: StatedFeatures): string {
  if (typeof features === 'string') return wholeInWords[features];
  return `${defaults ? 'default features and ' : ''}${features.join(', ')}`;
}
