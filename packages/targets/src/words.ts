import type { Library } from '@assay/readiness';
import type { TargetFacts } from './facts.js';

/** What a question that no source answers is shown as. */
export const NOT_KNOWN = 'not known';

/** What there is of the standard library. */
export const libraryInWords: Readonly<Record<Library, string>> = {
  std: 'std',
  alloc: 'core and alloc',
  core: 'core only',
};

/** Which library there is, and where it comes from: `core and alloc, built from source`. */
export function libraryOfTarget({ record, asked }: TargetFacts): string {
  const { value } = record.library;
  const library = value === null ? NOT_KNOWN : libraryInWords[value];
  return asked.buildStd === null ? library : `${library}, built from source`;
}

/** On what and when the project itself tested last, by the policy. */
export function lastTestedInWords({ asked }: TargetFacts): string {
  const parts = [asked.lastTestedOs?.value, asked.lastTested?.value].filter((part) => part !== undefined);
  return parts.length === 0 ? 'not stated' : parts.join(', ');
}
