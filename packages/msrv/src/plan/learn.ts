import { byCodeUnit } from '@assay/evidence';
import type { Advisory, AdvisoryDatabase } from '@assay/registry';
import type { Refusal, Solution } from '@assay/resolve';
import { likelyReason } from '@assay/rust';
import { isNewer } from '../demand.js';
import type { Broken } from '../proof/broken.js';
import type { BrokenIn, Proof } from '../proof/prove.js';
import type { PinnedOutcome } from './pinned.js';

/** What was found out about a version. */
export interface Learnt extends Refusal {
  /** The release that likely brought what it needs, so that it does not compile with any older one either. */
  since?: string;
}

/** What a trial of a planned lock file taught. */
export interface Lesson {
  refusals: Learnt[];
  /** Was it concluded, rather than seen, which change is to blame? Then what is left is not all there is. */
  concluded: boolean;
  /** What no other lock file can mend: code of the workspace. */
  beyond: Broken[];
  /** What Cargo refused without naming a package: it may be the lock file, or not. */
  unclear: Broken[];
}

/** What was compiled, and what came of it. */
export interface Trials {
  proof: Proof;
  pinned: PinnedOutcome | undefined;
  /** What does not compile with the pinned compiler in the copy, with the lock file as it is now. */
  asItIs: readonly Broken[];
}

/** Refusals of what does not compile, as the errors say whose it is. */
export function learn(solution: Solution, { proof, pinned, asItIs }: Trials): Lesson {
  const lesson: Lesson = { refusals: [], concluded: false, beyond: [], unclear: [] };
  for (const each of proof.broken) {
    const owner = inLock(solution, each);
    const reason = `does not compile with Rust ${each.run.rust}: ${firstLine(each)}`;
    const unreadable = unreadableIn(solution, each);
    if (unreadable.length > 0) lesson.refusals.push(...unreadable);
    else if (owner === undefined) (isUnclear(each) ? lesson.unclear : lesson.beyond).push(each);
    else lesson.refusals.push({ ...owner, baseline: each.run.rust, reason, ...newestReason(each) });
  }
  for (const each of [...proof.excused, ...(pinned?.broken ?? [])]) {
    // What fails with the present lock file too is no matter of the plan.
    if (!asItIs.some((other) => each.is(other.package))) blame(solution, each, lesson);
  }
  return { ...lesson, refusals: inOrder(lesson.refusals) };
}

/** The planned versions of a package of which the baseline's Cargo takes none: it passes over what is written in a form that it cannot read. */
function unreadableIn({ packages }: Solution, { errors: [first], run }: BrokenIn): Learnt[] {
  const named = packages.filter(({ name, checksum }) => name === first.refusal?.unselectable && checksum !== undefined);
  return named.map(({ name, version, source }) => ({
    ...{ name, version, baseline: undefined, reason: `is not taken by the Cargo of Rust ${run.rust}` },
    ...(source === undefined ? {} : { source }),
  }));
}

/** Did Cargo refuse something that is not the workspace's own manifest? Another lock file might do. */
function isUnclear({ errors: [first] }: Broken): boolean {
  return first.by === 'cargo' && first.refusal?.reason !== 'manifest';
}

/** Each once, by name and version: Cargo tells of packages in the order in which their compilations end. */
function inOrder(refusals: readonly Learnt[]): Learnt[] {
  const told = new Map(
    refusals.map((each) => [JSON.stringify([each.name, each.version, each.baseline, each.reason]), each]),
  );
  return [...told].sort(([a], [b]) => byCodeUnit(a, b)).map(([, each]) => each);
}

/**
 * What fails on the pinned compiler too, beside what a plan gives it, is broken by the change of versions: of the package itself, or of what
 * it depends on, the dependency that the error speaks of if there is one.
 */
function blame(solution: Solution, each: Broken, lesson: Lesson): void {
  const changed = new Map(
    solution.changes.flatMap((change) => (change.to === undefined ? [] : [[keyOf(change.name, change.to), change]])),
  );
  const owner = inLock(solution, each);
  const dependencies = solution.packages
    .find(({ name, version }) => name === each.package.name && version === each.package.version)
    ?.dependencies.flatMap((index) => solution.packages[index] ?? [])
    .flatMap(({ name, version }) => changed.get(keyOf(name, version)) ?? []);
  const spokenOf = dependencies?.filter(({ name }) => isSpokenOf(each, name));
  const own = owner === undefined ? undefined : changed.get(keyOf(owner.name, owner.version));
  const suspects = spokenOf?.length ? spokenOf : own !== undefined ? [own] : (dependencies ?? []);
  if (suspects.length === 0) {
    lesson.beyond.push(each);
    return;
  }
  lesson.concluded = true;
  for (const { name, to, source } of suspects) {
    const reason = `breaks ${each.package.name} ${each.package.version} with the pinned compiler too: ${firstLine(each)}`;
    lesson.refusals.push({
      name,
      version: to ?? '',
      ...(source === undefined ? {} : { source }),
      baseline: undefined,
      reason,
    });
  }
}

/** Advisories that a plan would bring in: those of a planned version that the locked one does not have. */
export async function refusedByAdvisories(database: AdvisoryDatabase, { changes }: Solution): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { name, from, to, source } of changes) {
    if (to === undefined) continue;
    const before = from === undefined ? [] : await database.advisoriesOf(name, from);
    const known = new Set(before.map(({ id }) => id));
    const brought = (await database.advisoriesOf(name, to)).filter((each) => counts(each) && !known.has(each.id));
    if (brought.length === 0) continue;
    const reason = `would bring in ${brought
      .map(({ id }) => id)
      .sort(byCodeUnit)
      .join(', ')}`;
    refusals.push({ name, version: to, ...(source === undefined ? {} : { source }), baseline: undefined, reason });
  }
  return refusals;
}

/** That nobody maintains a package holds for all of its versions alike, and speaks against none of them. */
function counts({ informational }: Advisory): boolean {
  return informational === undefined;
}

/** The package of a registry that did not compile; `undefined` for what is the workspace's own, or git's. */
function inLock(
  { packages }: Solution,
  { package: id }: Broken,
): { name: string; version: string; source: string } | undefined {
  const found = packages.find(
    ({ name, version, checksum }) => name === id.name && version === id.version && checksum !== undefined,
  );
  return found?.source === undefined ? undefined : { name: found.name, version: found.version, source: found.source };
}

/** Every error has a reason of its own: the newest release that one of them asks for. */
function newestReason({ errors }: Broken): { since?: string } {
  const releases = errors.flatMap((error) => likelyReason(error)?.since ?? []);
  const [first, ...others] = releases;
  if (first === undefined) return {};
  return { since: others.reduce((newest, each) => (isNewer(each, newest) ? each : newest), first) };
}

function isSpokenOf({ errors }: Broken, name: string): boolean {
  const inCode = name.replaceAll('-', '_');
  return errors.some(({ message, rendered }) => `${message} ${rendered ?? ''}`.split(/\W+/).includes(inCode));
}

function firstLine({ errors: [first] }: Broken): string {
  return first.message.split('\n')[0] ?? '';
}

function keyOf(name: string, version: string): string {
  return `${name} ${version}`;
}
