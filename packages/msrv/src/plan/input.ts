import path from 'node:path';
import {
  declaredFit,
  type FitQuestion,
  type FixedPackage,
  type ManifestDependency,
  type Member,
  type PlanInput,
} from '@assay/resolve';
import { type DetailedPackage, packageKey } from '@assay/rust';
import { isNewer } from '../demand.js';
import type { MsrvSettings } from '../settings.js';
import type { Learnt } from './learn.js';
import { keyOfLocal, type Situation } from './situation.js';

/** What the search starts from: the workspace, and what was learnt of single versions. */
export function planInput(situation: Situation, settings: MsrvSettings, learnt: readonly Learnt[]): PlanInput {
  const { asked, lock, local, built, registries } = situation;
  const fixed = [...local.members, ...local.others];
  const keys = new Map(fixed.map((each) => [`${each.name} ${each.version} ${each.source ?? ''}`, keyOfLocal(each)]));
  return {
    members: local.members.map((each): Member => {
      return {
        ...fixedPackage(each, fixed),
        // What a member declares of itself, no lock file can mend: the plan says it, and goes on.
        rustVersion: undefined,
        baseline: asked.baselineOf(each.name),
        judgedFeatures: judgedFeatures(each, settings),
      };
    }),
    fixed: local.others.map((each) => fixedPackage(each, fixed)),
    locked: lock.packages,
    versionsOf: registries.versionsOf,
    builds: ({ target }) => situation.applies(target),
    isBuilt: ({ name, version, source }) =>
      built.has(
        keys.get(`${name} ${version} ${source ?? ''}`) ?? packageKey({ name, version, source, folder: undefined }),
      ),
    refused: learnt,
    fits: (version, baseline) =>
      isLearntTooNew(version, baseline, learnt) ? 'too-new' : declaredFit(version, baseline),
  };
}

/** What did not compile with one release, for want of what a later one brought, does not compile with those in between either. */
function isLearntTooNew({ name, version }: FitQuestion, baseline: string, learnt: readonly Learnt[]): boolean {
  return learnt.some(
    (each) =>
      each.name === name && each.version === version && each.since !== undefined && isNewer(each.since, baseline),
  );
}

/** A package that has one version; dependencies on others of its kind are known by their folder or their git source. */
function fixedPackage(each: DetailedPackage, all: readonly DetailedPackage[]): FixedPackage {
  const { id, name, version, source, rust_version, links, features, dependencies } = each;
  return {
    ...{ id, name, version, features },
    source: source ?? undefined,
    rustVersion: rust_version ?? undefined,
    links: links ?? undefined,
    dependencies: dependencies.map((dependency): ManifestDependency => {
      return {
        name: dependency.rename ?? dependency.name,
        package: dependency.name,
        requirement: dependency.req,
        kind: dependency.kind ?? 'normal',
        optional: dependency.optional,
        defaultFeatures: dependency.uses_default_features,
        features: dependency.features,
        target: dependency.target ?? undefined,
        registry: dependency.registry ?? undefined,
        fixed: fixedId(dependency, all),
      };
    }),
  };
}

function fixedId(
  { name, path: folder, source }: DetailedPackage['dependencies'][number],
  all: readonly DetailedPackage[],
): string | undefined {
  const isIt = (other: DetailedPackage) => {
    if (other.name !== name) return false;
    if (folder != null) return path.dirname(other.manifest_path) === folder;
    return source?.startsWith('git+') === true && other.source?.split('#')[0] === source.split('#')[0];
  };
  return all.find(isIt)?.id;
}

/** The features that some build of the member has on: every one of them is judged. */
function judgedFeatures({ features }: DetailedPackage, settings: MsrvSettings): string[] {
  if (settings.features.some((word) => word === 'all' || word === 'each')) return Object.keys(features);
  return settings.features.includes('default') && Object.hasOwn(features, 'default') ? ['default'] : [];
}
