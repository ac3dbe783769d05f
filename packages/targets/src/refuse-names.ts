import { UserError } from '@assay/evidence';
import { didYouMean, levelNames, type Policy } from '@assay/policy';
import { statedTargets, type TargetsSettings } from './settings.js';

/** Throws UserError for a level in `[targets.levels]` that the project's standard does not know. */
export function refuseUnknownLevels(policy: Policy, settings: TargetsSettings): void {
  const { standard } = policy.project;
  const known = levelNames(standard);
  const unknown = Object.keys(settings.levels).find((level) => !known.includes(level));
  if (unknown === undefined) return;
  throw new UserError(`${standard} knows no level ${JSON.stringify(unknown)}${didYouMean(unknown, known)}`, {
    at: policy.placeOf(['targets', 'levels', unknown]),
    remedy: `its levels are ${known.join(', ')}`,
  });
}

/** Throws UserError for a member in `[targets]` that the workspace does not have: what is asked under its name would be asked of nobody. */
export function refuseUnknownMembers(policy: Policy, settings: TargetsSettings, members: readonly string[]): void {
  const named = [
    ...Object.keys(settings.crates).map((name) => ({ name, path: ['targets', 'crates', name] })),
    ...statedTargets(settings).flatMap(({ key, settings: { members: own = [] } }) =>
      own.map((name, index) => ({ name, path: ['targets', key, 'members', index] })),
    ),
  ];
  const unknown = named.find(({ name }) => !members.includes(name));
  if (unknown === undefined) return;
  const { name, path } = unknown;
  throw new UserError(`no member of the workspace is called ${JSON.stringify(name)}${didYouMean(name, members)}`, {
    at: policy.placeOf(path),
    remedy: `correct the name, or remove what is asked of it; the members are ${members.join(', ')}`,
  });
}
