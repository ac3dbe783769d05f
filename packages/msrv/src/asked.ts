import { UserError } from '@assay/evidence';
import { baselineOf, levelNames, levelOf, type Policy } from '@assay/policy';
import { type FeatureSet, featureSetInWords, type Member } from '@assay/rust';
import type { MsrvSettings } from './settings.js';

/** What the policy asks of the check, member by member. */
export interface Asked {
  /** The feature sets of a member that are built and judged. */
  featuresOf(member: Pick<Member, 'features'>): FeatureSet[];
  /** The same in words, for every member alike. */
  features: string[];
  targets: readonly string[];
  /** Must this member be compiled with its baseline? */
  isProved(member: string): boolean;
  /** The member's baseline, an exact release. */
  baselineOf(member: string): string;
  /** The name by which rustup keeps the compiler of a baseline. */
  toolchainOf(release: string): string;
  mayInstall: boolean;
  /** What a package of this member is that declares nothing and was not proved; `undefined` where the policy does not say. */
  undeclaredFor(member: string): 'error' | 'warning' | 'off' | undefined;
}

/** Reads the policy for the check. Throws UserError for an integrity level that the project's standard does not know. */
export function asked(policy: Policy, settings: MsrvSettings): Asked {
  const { prove, features, targets, toolchains, undeclared } = settings;
  refuseLevels(policy, Object.keys(undeclared));
  const words = [...new Set(features)];
  return {
    featuresOf(member) {
      const sets = words.flatMap<FeatureSet>((word) =>
        word === 'each' ? member.features.map((only) => ({ only })) : [word],
      );
      // A member without features is built all the same.
      return sets.length > 0 ? sets : ['default'];
    },
    features: words.map((word) => (word === 'each' ? 'each feature by itself' : featureSetInWords(word))),
    targets: [...new Set(targets)],
    isProved: (member) => prove ?? levelOf(policy, member).value.rank !== 'none',
    baselineOf: (member) => baselineOf(policy, member).value,
    toolchainOf: (release) => (Object.hasOwn(toolchains, release) ? (toolchains[release] ?? release) : release),
    mayInstall: settings['install-baseline'],
    undeclaredFor: (member) => {
      const level = levelOf(policy, member).value.name;
      return Object.hasOwn(undeclared, level) ? undeclared[level] : undefined;
    },
  };
}

function refuseLevels(policy: Policy, named: readonly string[]): void {
  const known = levelNames(policy.project.standard);
  const unknown = named.find((level) => !known.includes(level));
  if (unknown === undefined) return;
  throw new UserError(`${policy.project.standard} knows no level ${JSON.stringify(unknown)}`, {
    at: policy.placeOf(['msrv', 'undeclared', unknown]),
    remedy: `its levels are ${known.join(', ')}`,
  });
}
