import type { DeviationScope } from '@assay/evidence';

/** A scope in a few words: `package time 0.3.41`. */
export function describeScope(scope: DeviationScope): string {
  const { version, ...kinds } = scope;
  const [kind, name] = Object.entries(kinds).find(([, value]) => value !== undefined) ?? ['', ''];
  return [kind, name, version].filter((part) => part !== undefined && part !== '').join(' ');
}
