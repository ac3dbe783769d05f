import type { Policy } from '@assay/policy';
import { profileOf } from './profile.js';
import { type CoverageSettings, thresholdsOf } from './settings.js';

/** Does any integrity level of the project ask for coverage, by itself or by the policy's word? */
export function isAsked(policy: Policy, settings: CoverageSettings): boolean {
  const { standard } = policy.project;
  const levels = new Set([policy.level, ...policy.levels.values()].map(({ value }) => value.name));
  const stated = [...Object.values(settings.levels), ...Object.values(settings.members)];
  return (
    [...levels].some((level) => profileOf(standard, level).length > 0) ||
    stated.some((table) => [...thresholdsOf(table).values()].some(({ percent }) => percent > 0))
  );
}
