import { createCatalogue } from '../cargo/catalogue.js';
import type { ManifestDependency, Member, PlanInput } from '../input.js';
import type { ResolvedPackage } from '../lock/resolved.js';
import type { Head } from './attempt.js';
import { doWithout } from './do-without.js';
import { switchOff } from './features-off.js';
import { raiseBaseline } from './raise-baseline.js';
import { relax } from './relax.js';
import type { RelaxedRequirement, WayOut } from './way-out.js';

/**
 * Ways out where `plan` finds no lock file, the cheapest kind first: features of members to switch off, requirements of members
 * to relax, the oldest baseline that will do, dependencies to wrap or replace. Each was found by searching again;
 * dev-dependencies were not held to the baselines.
 */
export function waysOut(input: PlanInput): WayOut[] {
  const catalogue = createCatalogue(input);
  const features = relax(catalogue, (head) => switchOff(catalogue, head));
  const requirements = relax(catalogue, acceptAnyVersion);
  const baseline = raiseBaseline(catalogue);
  const replaced = relax(catalogue, doWithout);
  return [
    features && { kind: 'feature' as const, off: features.steps, changes: features.changes },
    requirements && {
      ...{ kind: 'requirement' as const, changes: requirements.changes },
      relaxed: requirements.steps.map(({ of, step }) => ({ ...step, version: versionIn(requirements.packages, of) })),
    },
    baseline && { kind: 'baseline' as const, ...baseline },
    replaced && { kind: 'replace' as const, replaced: replaced.steps, changes: replaced.changes },
  ].filter((way) => way !== undefined);
}

interface AnyVersion {
  of: { member: Member; dependency: ManifestDependency };
  step: Omit<RelaxedRequirement, 'version'>;
}

function acceptAnyVersion({ member, dependencies }: Head): { altered: Member; step: AnyVersion } | undefined {
  const [dependency] = dependencies;
  if (dependency === undefined || dependency.requirement === '*') return undefined;
  const altered = member.dependencies.map((each) =>
    dependencies.includes(each) ? { ...each, requirement: '*' } : each,
  );
  const { name, requirement } = dependency;
  return {
    altered: { ...member, dependencies: altered },
    step: { of: { member, dependency }, step: { member: member.id, dependency: name, requirement } },
  };
}

/** The version by which a dependency of a member is met. */
function versionIn(packages: readonly ResolvedPackage[], { member, dependency }: AnyVersion['of']): string | undefined {
  const own = packages.find(
    (each) => each.name === member.name && each.version === member.version && each.checksum === undefined,
  );
  const met = own?.dependencies.flatMap((index) => packages[index] ?? []);
  return met?.find(({ name }) => name === dependency.package)?.version;
}
