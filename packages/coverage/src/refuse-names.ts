import { UserError } from '@assay/evidence';
import { didYouMean, levelNames, type Policy } from '@assay/policy';
import type { CoverageSettings } from './settings.js';

/** Throws UserError for a level in `[coverage]` that the project's standard does not know. */
export function refuseUnknownLevels(policy: Policy, settings: CoverageSettings): void {
  const { standard } = policy.project;
  const known = levelNames(standard);
  const from = settings['count-unmeasured-from'];
  const named = [
    ...Object.keys(settings.levels).map((level) => ({ level, path: ['coverage', 'levels', level] })),
    ...(from === undefined ? [] : [{ level: from, path: ['coverage', 'count-unmeasured-from'] }]),
  ];
  const unknown = named.find(({ level }) => !known.includes(level));
  if (unknown === undefined) return;
  throw new UserError(`${standard} knows no level ${JSON.stringify(unknown.level)}`, {
    at: policy.placeOf(unknown.path),
    remedy: `its levels are ${known.join(', ')}`,
  });
}

/**
 * Throws UserError for a name in `[coverage.members]` that no member has: what is asked under it would be asked of
 * nobody.
 */
export function refuseUnknownMembers(policy: Policy, settings: CoverageSettings, members: readonly string[]): void {
  const unknown = Object.keys(settings.members).find((name) => !members.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    `no member of the workspace is called ${JSON.stringify(unknown)}${didYouMean(unknown, members)}`,
    {
      at: policy.placeOf(['coverage', 'members', unknown]),
      remedy: `correct the name, or remove what is asked of it; the members are ${members.join(', ')}`,
    },
  );
}
