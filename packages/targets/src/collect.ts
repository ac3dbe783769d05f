import type { Collected } from '@assay/check';
import { type Gap, groupBy, UserError, utcDay } from '@assay/evidence';
import type { World } from '@assay/host';
import type { Policy } from '@assay/policy';
import { coverage, type Library, type ReadinessRecord, targetName } from '@assay/readiness';
import {
  askCompiler,
  findSysroot,
  type KnownCompiler,
  type MemberWithTargets,
  membersGap,
  readMemberTargets,
} from '@assay/rust';
import { askClosureGround, closureOfTarget } from './closure-of-target.js';
import type { TargetFacts } from './facts.js';
import { gapsOf } from './gaps.js';
import { tryTarget } from './gate/index.js';
import { emulatorsFor, isProvable, readRecords } from './records.js';
import { refuseUnknownMembers } from './refuse-names.js';
import { askedOf, levelOfTarget } from './requirements.js';
import { type StatedTarget, statedTargets, type TargetsSettings } from './settings.js';

/**
 * What is known of one target, what is built for it and what its tests come to. `part`: its name. Throws UserError for names in
 * `[targets]` that nothing has, and WorldError.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: TargetsSettings,
  part = '',
): Promise<Collected<TargetFacts>> {
  const stated = statedTargets(settings).find(({ key }) => targetName(key) === part);
  if (stated === undefined) throw new Error(`the policy names no target ${part}`);
  const [asked, members, sysroot] = await Promise.all([
    askCompiler(world, `what is known of ${part}`),
    readMemberTargets(world),
    findSysroot(world),
  ]);
  if ('gap' in asked) return nothing([asked.gap]);
  if ('failure' in members) return nothing([membersGap(members.failure)]);
  const chosen = chooseMembers(policy, settings, stated, members.members);
  return examine(world, { policy, settings, stated, compiler: asked.compiler, sysroot: sysroot.folder, ...chosen });
}

interface Subject {
  policy: Policy;
  settings: TargetsSettings;
  stated: StatedTarget;
  compiler: KnownCompiler;
  sysroot: string;
  /** The members that are built for the target. */
  members: readonly MemberWithTargets[];
}

async function examine(world: World, subject: Subject): Promise<Collected<TargetFacts>> {
  const { policy, settings, stated, compiler, members } = subject;
  const { key, settings: own } = stated;
  const name = targetName(key);
  const names = members.map(({ name: member }) => member);
  const release = compiler.release;
  // Cargo is asked while the compiler is, and before it builds: two of it at a time would wait for each other.
  const [records, ground] = await Promise.all([readRecords(world, subject, stated), askClosureGround(world, key)]);
  const { record } = records;
  const known = record.kind !== 'unknown';
  const tried = known
    ? await tryTarget(world, {
        ...{ key, name, compiler, settings: own, builds: own.builds ?? settings.builds, members, record },
        emulators: emulatorsFor(record),
      })
    : { builds: [], tests: [], built: [], products: [], gaps: [] };
  const promises = Object.entries(settings.crates).filter(([member]) => names.includes(member));
  const closure = known
    ? await closureOfTarget(world, {
        ...{ key, ground, built: tried.built, failures: tried.builds.flatMap(({ failures }) => failures) },
        library: libraryOf(record, own['build-std']),
        isFromSource: own['build-std'] !== undefined || record.kind === 'custom',
        promises: promises.map(([member, promised]) => {
          return { member, promised, at: policy.placeOf(['targets', 'crates', member]) };
        }),
      })
    : { closure: null, promises: [], gaps: [] };
  const asked = askedOf(policy, settings, stated, { members: names, release, today: utcDay(world.clock.now()) });
  const facts: TargetFacts = {
    ...{ target: name, stated: key, at: policy.placeOf(['targets', key]), compiler, asked, members: names, record },
    level: levelOfTarget(policy, settings, names),
    ...{ closure: closure.closure, builds: tried.builds, tests: tried.tests, promises: closure.promises },
    vendorUnknown: asked.vendor === null ? null : unknownVendor(name, asked.vendor.value),
    provable:
      promises.length === 0 ||
      (await isProvable(
        world,
        subject,
        records,
        promises.map(([member]) => member),
      )),
  };
  const gaps = distinct([...records.gaps, ...tried.gaps, ...closure.gaps, ...gapsOf(facts)]);
  return { facts, examined: examinedIn(facts), gaps, products: tried.products };
}

/** How many artifacts the builds left. Pure. */
export function examinedIn({ builds }: Pick<TargetFacts, 'builds'>): number {
  return builds.reduce((sum, { artifacts }) => sum + artifacts.length, 0);
}

/** Throws UserError for a member that the workspace does not have. */
function chooseMembers(
  policy: Policy,
  settings: TargetsSettings,
  { key, settings: { members: wanted } }: StatedTarget,
  all: readonly MemberWithTargets[],
): { members: readonly MemberWithTargets[] } {
  refuseUnknownMembers(
    policy,
    settings,
    all.map(({ name }) => name),
  );
  const members = wanted === undefined ? all : all.filter(({ name }) => wanted.includes(name));
  if (members.length > 0) return { members };
  throw new UserError(`there is no member to build for ${key}`, {
    at: policy.placeOf(['targets', key]),
    remedy: 'name members that the workspace has',
  });
}

/** The most of the standard library that the builds have: what is built from source, where the policy says so. */
export function libraryOf(record: ReadinessRecord, buildStd: readonly string[] | undefined): Library | undefined {
  if (buildStd === undefined) return record.library.value ?? undefined;
  return (['std', 'alloc', 'core'] as const).find((library) => buildStd.includes(library));
}

/** Why it is not known whether the toolchain covers the target; `null` where it is. A release may be named without its last number. */
function unknownVendor(target: string, vendor: string): string | null {
  const answers = [vendor, `${vendor}.0`].map((name) => coverage(target, name));
  if (answers.some(({ state }) => state !== 'not known')) return null;
  const [first] = answers;
  if (first?.state !== 'not known') return null;
  const near = first.nearest.length === 0 ? '' : `; known are ${first.nearest.join(', ')}`;
  return `${first.why}${near}`;
}

function nothing(gaps: Gap[]): Collected<TargetFacts> {
  return { facts: undefined, examined: 0, gaps };
}

/** Each question once, in the words of who met it first; what the facts leave open comes last, and knows the line of the policy. */
function distinct(gaps: readonly Gap[]): Gap[] {
  const byWhat = groupBy(gaps, ({ what }) => what);
  return [...byWhat.values()].map(([first, ...others]) => {
    const at = first?.at ?? others.find((gap) => gap.at !== undefined)?.at;
    return { ...(first as Gap), ...(at === undefined ? {} : { at }) };
  });
}
