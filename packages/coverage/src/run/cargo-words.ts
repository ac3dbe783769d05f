import { statedFeatureFlags } from '@assay/rust';
import type { CoverageSettings, Run } from '../settings.js';

/** Cargo's arguments after `test` or `nextest run`, the same for building and for running. */
export function selection(run: Run): string[] {
  return ['--workspace', '--locked', '--tests', ...statedFeatureFlags(run)];
}

/** What makes Cargo run tests, and all of them. */
export function runWords(runner: CoverageSettings['runner']): string[] {
  return runner === 'nextest' ? ['nextest', 'run', '--no-fail-fast'] : ['test', '--no-fail-fast'];
}

/** Variables to set, or with `undefined` to remove. */
export type Variables = Readonly<Record<string, string | undefined>>;
