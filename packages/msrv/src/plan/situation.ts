import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';
import type { Policy } from '@assay/policy';
import { type AdvisoryDatabase, appliesTo, openAdvisories, type Platform } from '@assay/registry';
import {
  type CargoLock,
  type DetailedPackage,
  type LocalPackages,
  type Member,
  packageKey,
  parseCargoLock,
  parsePackageId,
  readLocalPackages,
  readPlatform,
} from '@assay/rust';
import { type Asked, asked } from '../asked.js';
import { askBuilt } from '../built.js';
import { cargoRemedies } from '../gaps.js';
import { vendoredDigest } from '../proof/vendored.js';
import type { MsrvSettings } from '../settings.js';
import { openRegistries, type Reach, type Registries } from './registries.js';

/** The workspace as it is: what a plan starts from. */
export interface Situation {
  /** What the policy asks, with every member to be proved. */
  asked: Asked;
  /** Text of Cargo.lock, and what it says. */
  lockText: string;
  lock: CargoLock;
  local: LocalPackages;
  members: Member[];
  /** A digest of what stands in the place of registries; `undefined` where nothing does. */
  vendored: string | undefined;
  /** Keys of the packages that are built as the lock file is now, tests included ({@link packageKey}). */
  built: ReadonlySet<string>;
  /** Is a dependency with this target built for any target of the project or for its host? */
  applies(target: string | undefined): boolean;
  registries: Registries;
  /** `undefined` where the policy names none: then advisories were not consulted. */
  advisories: AdvisoryDatabase | undefined;
  /** What could not be learnt and may cost the plan its completeness. */
  gaps: Gap[];
}

/** Looks at the workspace. Throws UserError when there is nothing to plan from, and WorldError. */
export async function lookAtSituation(
  world: World,
  policy: Policy,
  settings: MsrvSettings,
  reach: Reach,
): Promise<Situation> {
  world.progress('reading Cargo.lock, cargo metadata and the registry index');
  const wanted: Asked = { ...asked(policy, settings), isProved: () => true };
  const [lockText, local, platforms] = await Promise.all([
    readLockText(world),
    readLocalPackages(world),
    readPlatforms(world, wanted.targets),
  ]);
  const lock = parseCargoLock(lockText, 'Cargo.lock');
  if ('failure' in local) {
    const { message, reason, at } = local.failure;
    throw new UserError(message, { remedy: cargoRemedies[reason], ...(at === undefined ? {} : { at }) });
  }
  const members = local.members.map(memberOf);
  const [built, registries, vendored, advisories] = await Promise.all([
    askBuilt(world, members, wanted, { withTests: true }),
    openRegistries(world, lock, reach),
    vendoredDigest(world, local.taken),
    settings.advisories === undefined ? undefined : openAdvisories(world, settings.advisories),
  ]);
  return {
    ...{ asked: wanted, lockText, lock, local, members, vendored, registries, advisories },
    built: new Set([...built.of.values()].flatMap((keys) => [...keys])),
    applies: (target) => platforms.length === 0 || platforms.some((each) => appliesTo(target, each).applies),
    gaps: [...built.gaps, ...registries.gaps],
  };
}

/** A key of {@link Situation.built} for a package that no registry has. */
export function keyOfLocal({ id, name, version, source }: DetailedPackage): string {
  return packageKey(parsePackageId(id) ?? { name, version, source: source ?? undefined, folder: undefined });
}

async function readLockText(world: World): Promise<string> {
  try {
    return await world.files.readText('Cargo.lock');
  } catch (error) {
    if (!isWorldError(error, 'not-found')) throw error;
    throw new UserError('there is no Cargo.lock to plan from', {
      remedy: 'run cargo generate-lockfile, commit Cargo.lock, and plan again',
    });
  }
}

/** The host, and every target. A dependency of a target that the compiler does not know is taken for built: none must be missed. */
async function readPlatforms(world: World, targets: readonly string[]): Promise<Platform[]> {
  const read = await Promise.all([undefined, ...targets].map((target) => readPlatform(world, target)));
  return read.includes(undefined) ? [] : read.filter((each) => each !== undefined);
}

function memberOf({ id, name, version, manifest_path: manifest, features }: DetailedPackage): Member {
  return { id, name, version, manifest, features: Object.keys(features) };
}
