import type { CoverageSettings, Run } from '../settings.js';

/** Cargo's arguments after `test` or `nextest run`, the same for building and for running. */
export function selection({ features, 'default-features': defaults }: Run): string[] {
  const flags =
    typeof features === 'string'
      ? { default: [], all: ['--all-features'], none: ['--no-default-features'] }[features]
      : [...(defaults ? [] : ['--no-default-features']), '--features', features.join(',')];
  return ['--workspace', '--locked', '--tests', ...flags];
}

/** A run's features in words. */
export function featuresInWords({ features, 'default-features': defaults }: Run): string {
  if (typeof features === 'string')
    return { default: 'default features', all: 'all features', none: 'no features' }[features];
  return `${defaults ? 'default features and ' : ''}${features.join(', ')}`;
}

/** What makes Cargo run tests, and all of them. */
export function runWords(runner: CoverageSettings['runner']): string[] {
  return runner === 'nextest' ? ['nextest', 'run', '--no-fail-fast'] : ['test', '--no-fail-fast'];
}

/** Variables to set, or with `undefined` to remove. */
export type Variables = Readonly<Record<string, string | undefined>>;
