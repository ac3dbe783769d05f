import { byCodeUnit, type Gap, sha256 } from '@assay/evidence';
import { portablePath } from '@assay/host';
import { type Blocked, type Plan, type Solution, waysOut } from '@assay/resolve';
import { formatVersion, type Member, parseRustVersion } from '@assay/rust';
import { isNewer } from '../demand.js';
import type { Broken } from '../proof/broken.js';
import { excusedGap } from '../proof/control.js';
import { failureFacts, runFacts } from '../proof/facts.js';
import type { Proof } from '../proof/prove.js';
import { updateCommands } from './commands.js';
import type { Learnt, PlanDocument } from './document.js';
import { blocksInWords, changesInWords, waysOutInWords } from './explain.js';
import type { Planning } from './planning.js';
import type { Searched } from './search-plan.js';
import type { Trial } from './try-lock.js';

/** A plan, and the text of the lock file that it proved. */
export interface PlannedLock {
  document: PlanDocument;
  /** `undefined` where none is proved. What stands there, where it is right as it is. */
  lockText: string | undefined;
}

/** A lock file was compiled, and nothing more is to be learnt: it is proved, or what fails is beyond any lock file. */
export async function tried(planning: Planning, solution: Solution, trial: Trial): Promise<PlannedLock> {
  const { situation, world } = planning;
  const { lockText, format, proof, pinned, lesson } = trial;
  const gaps = gapsOf(planning, trial);
  const common = {
    ...documentOf(planning, solution),
    changes: changesOf(planning, solution),
    proof: {
      runs: runFacts(proof.runs, ({ member }) => member.name),
      pinned: pinned?.compiled ?? [],
      failures: failureFacts(proof.broken, world.anchors),
      compilations: planning.compilations,
    },
    gaps,
  };
  if (lesson.beyond.length > 0 && proof.broken.length > 0) {
    return { document: { ...common, outcome: 'blocked' }, lockText: undefined };
  }
  if (gaps.length > 0) return { document: { ...common, outcome: 'not-established' }, lockText: undefined };
  const kept = lockText === situation.lockText;
  const lock = { format, before: situation.lock.version, sha256: sha256(lockText) };
  const commands = kept ? [] : await commandsFor(planning, solution, lockText);
  return { document: { ...common, commands, lock, outcome: kept ? 'kept' : 'planned' }, lockText };
}

async function commandsFor(planning: Planning, solution: Solution, to: string): Promise<string[]> {
  const { world, host, copy, situation } = planning;
  if (copy === undefined) return [];
  return updateCommands(world, host.writer, copy, solution, { from: situation.lockText, to });
}

/** What a search found could not be compiled at all. */
export function notTried(planning: Planning, solution: Solution, gap: Gap): PlannedLock {
  const document: PlanDocument = {
    ...documentOf(planning, solution),
    outcome: 'not-established',
    changes: changesOf(planning, solution),
    gaps: [...planning.situation.gaps, gap],
  };
  return { document, lockText: undefined };
}

/** There is no such lock file, or none was found in what is at hand. */
export function blocked(planning: Planning, { input }: Searched, plan: Blocked): PlannedLock {
  const { situation } = planning;
  const document = documentOf(planning, plan);
  const unknown = document.tried.complete ? [] : [incomplete(plan)];
  const gaps = [...situation.gaps, ...unknown];
  return {
    document: {
      ...document,
      outcome: gaps.length === 0 ? 'blocked' : 'not-established',
      blocks: blocksInWords(plan.chain, situation.members),
      waysOut: waysOutInWords(waysOut(input), situation.members),
      gaps,
    },
    lockText: undefined,
  };
}

/** What every outcome says. */
function documentOf(planning: Planning, plan: Plan): PlanDocument {
  const { situation, inputs, learnt, compilations } = planning;
  const { asked, members } = situation;
  const isComplete = plan.kind === 'solution' ? plan.missing.length === 0 : plan.complete && !planning.concluded;
  return {
    ...{ kind: 'assay-msrv-plan', version: 1, inputs, outcome: 'not-established' },
    members: members
      .map(({ name }) => ({ name, baseline: asked.baselineOf(name) }))
      .sort((a, b) => byCodeUnit(a.name, b.name)),
    manifests: manifestsOf(planning),
    ...{ changes: [], commands: [], lock: null },
    proof: { runs: [], pinned: [], failures: [], compilations },
    learnt: learnt.map(learntFact),
    testsHeld: plan.kind === 'solution' ? plan.devHeld : true,
    advisories: situation.advisories === undefined ? 'not-consulted' : 'consulted',
    yanked: plan.kind === 'solution' ? yankedIn(planning, plan) : [],
    ...{ blocks: [], waysOut: [] },
    tried: {
      ...plan.tried,
      complete: isComplete && situation.registries.gaps.length === 0,
      unknown: plan.missing.map(({ name }) => name).sort(byCodeUnit),
    },
    gaps: [],
  };
}

/** Members that say themselves that they are not made for their baseline. */
function manifestsOf({ situation, world }: Planning): PlanDocument['manifests'] {
  const { local, asked } = situation;
  return local.members.flatMap(({ name, rust_version: declares, manifest_path }) => {
    const baseline = asked.baselineOf(name);
    const declared = declares === null ? undefined : parseRustVersion(declares);
    if (declares === null || declared === undefined || !isNewer(formatVersion(declared), baseline)) return [];
    return [{ path: portablePath(manifest_path, world.anchors), declares, baseline }];
  });
}

function learntFact({ name, version, baseline, reason }: Planning['learnt'][number]): Learnt {
  return { name, version, baseline: baseline ?? null, reason };
}

function changesOf(planning: Planning, solution: Solution) {
  return changesInWords(solution, ({ name, source, to }) => detailsOf(planning, name, to, source)?.rustVersion);
}

/** Packages that keep a version which was yanked since: a lock file may, and no plan moves to one. */
function yankedIn(planning: Planning, { packages }: Solution): string[] {
  const yanked = packages.filter(({ name, version, source }) => detailsOf(planning, name, version, source)?.yanked);
  return yanked.map(({ name, version }) => `${name} ${version}`);
}

/** What a registry says of a version; `undefined` for what none has, or what is not at hand. */
function detailsOf({ situation }: Planning, name: string, version: string | undefined, source = '') {
  const listed = situation.registries.versionsOf(source, name)?.find((each) => each.version.raw === version);
  const entry = listed?.read();
  return entry?.state === 'known' ? entry.details : undefined;
}

/** What keeps a compiled lock file from being proved. */
function gapsOf({ situation }: Planning, { proof, pinned, lesson }: Trial): Gap[] {
  return [
    ...situation.gaps,
    ...proof.gaps,
    ...proof.excused.map((each) => excusedGap(each, each.run, each.why)),
    ...pinnedGaps(pinned),
    ...lesson.unclear.map(refusedByCargo),
    ...(isProved(proof, situation.members) ? [] : [nothingCompiled]),
  ];
}

function pinnedGaps(pinned: Trial['pinned']): Gap[] {
  const failed = [
    ...(pinned?.broken ?? []).map(({ member, package: { name, version }, errors: [first] }) => ({
      member,
      why: `${name} ${version}: ${first.message}`,
    })),
    ...(pinned?.untried ?? []),
  ];
  return failed.map(({ member, why }) => ({
    what: `whether ${member.name} compiles with the pinned compiler and the planned lock file`,
    why,
    remedy: 'see that cargo check succeeds with the lock file as it is now, and plan again',
  }));
}

function refusedByCargo({ package: { name }, errors: [first] }: Broken): Gap {
  return {
    what: `whether ${name} compiles with the planned lock file`,
    why: `the Cargo of the baseline refuses it: ${first.message}`,
    remedy:
      'take the version that it names out of the way, in the manifest or with cargo update --precise, and plan again',
  };
}

/** Did every member compile, or is something known to be in the way? */
function isProved({ runs, broken }: Proof, members: readonly Member[]): boolean {
  const compiled = ({ id }: Member) => runs.some((run) => run.member.id === id && run.outcome === 'compiled');
  return broken.length > 0 || members.every(compiled);
}

const nothingCompiled: Gap = {
  what: 'whether the members compile with their baselines',
  why: 'not every member was compiled',
  remedy: 'see the other gaps',
};

function incomplete({ missing }: Blocked): Gap {
  const names = missing.map(({ name }) => name).sort(byCodeUnit);
  return {
    what: 'whether there is another way',
    why:
      names.length === 0
        ? 'the search could not be brought to its end, or rests on what was concluded from an error'
        : `nothing is at hand of ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`,
    remedy: 'plan where the registries can be reached, without --offline',
  };
}
