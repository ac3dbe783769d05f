import { daysBetween } from '@assay/evidence';
import { baselineOf, compareRanks, levelOf, type Policy, type Rank } from '@assay/policy';
import { compareVersions, parseVersion } from '@assay/rust';
import { compareDegrees } from './degree.js';
import type { TargetFacts, TestAge } from './facts.js';
import { refuseUnknownLevels } from './refuse-names.js';
import type { Degree, StatedTarget, TargetsSettings } from './settings.js';

type Asked = TargetFacts['asked'];
type Level = TargetFacts['level'];

/**
 * What a rank asks for where the policy says nothing of its level. Assay’s own choice, inferred; no standard names tiers or emulators.
 * Tier 2 is the least that the Rust project builds before every release, and no bare-metal target has tier 1
 * (https://doc.rust-lang.org/rustc/platform-support.html). From the medium rank on the tests run on something like the target: ISO 26262-6, 9.4.5
 * (from memory) wants the test environment to correspond to it as closely as it can. Hardware is asked for only where the policy does.
 */
const askedByRank: Readonly<Record<Rank, { tier: number; run: Degree }>> = {
  none: { tier: 3, run: 'none' },
  low: { tier: 2, run: 'none' },
  medium: { tier: 2, run: 'emulator' },
  high: { tier: 2, run: 'emulator' },
  highest: { tier: 2, run: 'emulator' },
};

/**
 * The highest level of these members, and the most that any of their levels asks for: what is built for a target has to satisfy all of them.
 * Without members it is the project’s level. Throws UserError for a level in `[targets.levels]`
 * that the project’s standard does not know.
 */
export function levelOfTarget(policy: Policy, settings: TargetsSettings, members: readonly string[]): Level {
  refuseUnknownLevels(policy, settings);
  const owners = members.length === 0 ? [null] : [...members];
  const all = owners.map((member) => ofMember(policy, settings, member));
  const [first, ...others] = all as [Level, ...Level[]];
  return others.reduce(stricter, first);
}

function ofMember(policy: Policy, settings: TargetsSettings, member: string | null): Level {
  const { name, rank } = (member === null ? policy.level : levelOf(policy, member)).value;
  const { 'minimum-tier': tier, run } = tableOfLevel(settings, name);
  const at = (key: string) => policy.placeOf(['targets', 'levels', name, key]);
  return {
    ...{ name, rank, member: member !== null && policy.levels.has(member) ? member : null },
    ...(tier === undefined ? { tier: askedByRank[rank].tier, tierAt: null } : { tier, tierAt: at('minimum-tier') }),
    ...(run === undefined ? { run: askedByRank[rank].run, runAt: null } : { run, runAt: at('run') }),
  };
}

function stricter(a: Level, b: Level): Level {
  const higher = compareRanks(b.rank, a.rank) > 0 ? b : a;
  const lower = higher === a ? b : a;
  // Where both ask for the same, the higher level is the one to name.
  const { tier, tierAt } = lower.tier < higher.tier ? lower : higher;
  const { run, runAt } = compareDegrees(lower.run, higher.run) > 0 ? lower : higher;
  return { ...higher, tier, tierAt, run, runAt };
}

/** What else is to be known to say what is asked of a target. */
export interface Circumstances {
  /** The members that are built for it. */
  members: readonly string[];
  /** The pinned compiler’s release. */
  release: string;
  /** The day on which ages are worked out, `YYYY-MM-DD`. */
  today: string;
}

/** What the policy asks of a target, with the lines that say so. */
export function askedOf(
  policy: Policy,
  settings: TargetsSettings,
  { key, settings: own }: StatedTarget,
  { members, release, today }: Circumstances,
): Asked {
  const at = (...path: string[]) => policy.placeOf(['targets', ...path]);
  const stated = <T>(value: T | undefined, ...path: string[]) =>
    value === undefined ? null : { value, at: at(...path) };
  return {
    minimumTier: stated(own['minimum-tier'], key, 'minimum-tier'),
    owner: stated(own.owner, key, 'owner'),
    lastTestedOs: stated(own['last-tested-os'], key, 'last-tested-os'),
    lastTested: stated(own['last-tested'], key, 'last-tested'),
    maxAge: settings['max-age'],
    age: ageOf(own['last-tested'], settings['max-age'], today),
    run: { value: own.run, at: at(key, 'run') },
    vendor: stated(own.vendor, key, 'vendor') ?? stated(settings.vendor, 'vendor'),
    range: { from: lowestBaseline(policy, members), to: newer(settings.until ?? release, release) },
    buildStd: stated(own['build-std'], key, 'build-std'),
    forbidPanic: forbidPanic(policy, settings, { key, settings: own }, members),
  };
}

function ageOf(tested: string | undefined, maxAge: number, today: string): TestAge | null {
  if (tested === undefined) return null;
  const days = daysBetween(tested, today);
  if (days < 0) return 'in the future';
  return days > maxAge ? 'too old' : 'recent';
}

/** That panics are forbidden may be said of the target or of a level of its members; whoever forbids them is heard. */
function forbidPanic(
  policy: Policy,
  settings: TargetsSettings,
  { key, settings: own }: StatedTarget,
  members: readonly string[],
): Asked['forbidPanic'] {
  const levels = members.length === 0 ? [policy.level] : members.map((member) => levelOf(policy, member));
  const said = [
    { value: own['forbid-panic'], path: ['targets', key, 'forbid-panic'] },
    ...levels.map(({ value: { name } }) => ({
      value: tableOfLevel(settings, name)['forbid-panic'],
      path: ['targets', 'levels', name, 'forbid-panic'],
    })),
  ];
  const found = said.find(({ value }) => value === true) ?? said.find(({ value }) => value === false);
  return found?.value === undefined ? null : { value: found.value, at: policy.placeOf(found.path) };
}

function tableOfLevel({ levels }: TargetsSettings, name: string): TargetsSettings['levels'][string] {
  return Object.hasOwn(levels, name) ? (levels[name] ?? {}) : {};
}

function lowestBaseline(policy: Policy, members: readonly string[]): string {
  const baselines =
    members.length === 0 ? [policy.baseline.rust.value] : members.map((member) => baselineOf(policy, member).value);
  return baselines.reduce((lowest, each) => (newer(each, lowest) === each ? lowest : each));
}

/** The newer of two releases; the first where one of them is none. */
function newer(a: string, b: string): string {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x !== undefined && y !== undefined && compareVersions(x, y) < 0 ? b : a;
}
