import path from 'node:path';
import type { Collected } from '@assay/check';
import { type Gap, UserError, utcDay } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import type { Policy } from '@assay/policy';
import {
  type CargoFailure,
  type CargoLock,
  type CargoMetadata,
  editionSince,
  type FailureReason,
  locateWorkspace,
  type Member,
  type MetadataOutcome,
  parseCargoLock,
  parseRustVersion,
  readCargoMetadata,
  readMembers,
} from '@assay/rust';
import { type Asked, asked } from './asked.js';
import { baselinesOf } from './baselines.js';
import { askBuilt, type Built } from './built.js';
import { examinedIn } from './evident.js';
import type { MsrvFacts } from './facts.js';
import { cargoGap, demandGap, foreignLockGap, lockGap } from './gaps.js';
import { factsWithoutGraph, joinGraph, lockFact } from './graph.js';
import { keyOf } from './identity.js';
import { type Manifests, readManifests } from './manifests.js';
import { excusedGap } from './proof/control.js';
import { excusedIds } from './proof/facts.js';
import { ownPlace, type Place } from './proof/place.js';
import { type Proof, prove } from './proof/prove.js';
import { untold } from './proof/untold.js';
import { vendoredDigest } from './proof/vendored.js';
import { lookAtPublished } from './published/collect.js';
import type { CommandedSettings } from './settings.js';
import { inWords } from './words.js';

const LOCK = 'Cargo.lock';

/** The lock file, or `undefined` when there is none, or why it cannot be read. */
type LockOutcome = { lock: CargoLock | undefined } | { gap: Gap };

/**
 * Reads Cargo's graph, its plan of every build that is judged and the lock file, and compiles what must be proved, all side by side.
 * `examined` counts the packages that are built. Throws UserError when the folder is a member of a workspace above it, or the policy
 * names a level that its standard does not know; WorldError when interrupted.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: CommandedSettings,
): Promise<Collected<MsrvFacts>> {
  world.progress('reading Cargo.lock and cargo metadata');
  const wanted = asked(policy, settings);
  const baselines = baselinesOf(policy, { day: utcDay(world.clock.now()), notice: settings['support-notice'] });
  const [asking, reading] = [readCargoMetadata(world), readLock(world)];
  const [outcome, locked, { built, proof, manifests }] = await Promise.all([
    asking,
    reading,
    lookAtBuilds(world, wanted, settings.skipProof === true ? undefined : () => placeFor(world, asking, reading)),
  ]);
  if ('gap' in locked) return unknown(locked.gap);
  if ('failure' in outcome) {
    return withoutGraph(world, outcome.failure, locked.lock, (lock) => factsWithoutGraph(lock, baselines, wanted));
  }
  const { metadata } = outcome;
  await requireRoot(world, metadata.workspace_root);
  // Cargo resolved a locked graph, so a lock file there is, only not where Cargo keeps it unless told otherwise.
  if (locked.lock === undefined) return unknown(foreignLockGap(LOCK, ['a locked graph']));
  const context = { policy, asked: wanted, baselines, anchors: world.anchors };
  const seen = { metadata, lock: locked.lock, built: built.of, manifests: manifests.of, proof, ...context };
  const joined = joinGraph(seen);
  if ('absent' in joined) return unknown(foreignLockGap(LOCK, joined.absent));
  const { facts } = joined;
  const published = settings.published ? await lookAtPublished(world, seen, settings) : { facts: undefined, gaps: [] };
  return {
    facts: published.facts === undefined ? facts : { ...facts, published: published.facts },
    examined: examinedIn(facts),
    gaps: [
      ...[...built.gaps, ...manifests.gaps, ...proof.gaps],
      ...proof.excused.map((each) => excusedGap(each, each.run, each.why)),
      ...untold(facts, excusedIds(seen)),
      ...unplanned(metadata, built),
      ...facts.packages.flatMap((each) => unreadable(facts, each)),
      ...published.gaps,
    ],
  };
}

interface Builds {
  built: Built;
  manifests: Manifests;
  proof: Proof;
}

/** The plan of every build, and compiling what must be proved: both need only the members, which Cargo names at once. */
async function lookAtBuilds(world: World, wanted: Asked, place: (() => Promise<Place>) | undefined): Promise<Builds> {
  const outcome = await readMembers(world);
  if ('failure' in outcome) {
    const built = { of: new Map(), gaps: [cargoGap(outcome.failure)] };
    return { built, manifests: { of: new Map(), gaps: [] }, proof: notProved([]) };
  }
  const [built, manifests, proof] = await Promise.all([
    askBuilt(world, outcome.members, wanted),
    readManifests(world, outcome.members),
    proveIn(world, outcome.members, wanted, place),
  ]);
  return { built, manifests, proof };
}

/** Compiles where something must be compiled, and the command does not leave it out. */
async function proveIn(
  world: World,
  members: readonly Member[],
  wanted: Asked,
  place: (() => Promise<Place>) | undefined,
): Promise<Proof> {
  if (place === undefined) return notProved(skipped(members, wanted));
  const isAsked = members.some(({ name }) => wanted.isProved(name));
  return isAsked ? prove(world, members, wanted, await place()) : notProved([]);
}

/** The workspace as a place to compile in: what stands in a registry's place is known when Cargo has told its graph. */
async function placeFor(world: World, asking: Promise<MetadataOutcome>, reading: Promise<LockOutcome>): Promise<Place> {
  const [outcome, locked] = await Promise.all([asking, reading]);
  const vendored = 'metadata' in outcome ? await vendoredDigest(world, outcome.metadata.packages) : undefined;
  return ownPlace(world, { lock: 'lock' in locked ? locked.lock : undefined, vendored });
}

async function readLock(world: World): Promise<LockOutcome> {
  try {
    const text = await world.files.readTextIfPresent(LOCK);
    return { lock: text === undefined ? undefined : parseCargoLock(text, LOCK) };
  } catch (error) {
    if (error instanceof UserError) return { gap: lockGap(error) };
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    const remedy = `make ${LOCK} a readable text file: restore it from version control`;
    return { gap: { what: 'which packages are locked', why: error.message, remedy, at: { path: LOCK } } };
  }
}

/**
 * Cargo refused. That the lock file is missing or stale is said only of a folder that is known to be the workspace's root,
 * and stale only where Cargo says so in as many words; whatever else it says is a gap.
 */
async function withoutGraph(
  world: World,
  failure: CargoFailure,
  lock: CargoLock | undefined,
  facts: (lock: MsrvFacts['lock']) => MsrvFacts,
): Promise<Collected<MsrvFacts>> {
  const root = await locateWorkspace(world);
  if (root === undefined) return unknown(cargoGap(failure));
  await requireRoot(world, root);
  if (lock === undefined) {
    const missing = { path: LOCK, state: 'missing', format: null, at: { path: LOCK } } as const;
    const gaps = followsFromMissingLock.includes(failure.reason) ? [] : [cargoGap(failure)];
    return { facts: facts(missing), examined: 0, gaps };
  }
  if (failure.reason !== 'lock-update') return unknown(cargoGap(failure));
  return { facts: facts(lockFact(lock, 'stale')), examined: 0, gaps: [] };
}

/** Without a lock file Cargo has to choose versions first: that it reaches no registry for it is no trouble of its own. */
const followsFromMissingLock: readonly FailureReason[] = ['lock-create', 'lock-update', 'unreachable', 'unresolvable'];

/** Cargo looks for a workspace in the folders above, too; the policy and the lock file are the root's. */
async function requireRoot(world: World, found: string): Promise<void> {
  const root = await world.files.realPath('.');
  if ([root, world.root].some((folder) => path.relative(folder, found) === '')) return;
  throw new UserError('this folder is a member of a workspace whose root stands elsewhere', {
    at: { path: portablePath(path.join(found, 'Cargo.toml'), world.anchors) },
    remedy: 'run in the root of the workspace, or name it with --manifest-path',
  });
}

function notProved(gaps: Gap[]): Proof {
  return { runs: [], proved: new Map(), broken: [], excused: [], gaps };
}

/** What the policy asks for and the command leaves out is not known. */
function skipped(members: readonly Member[], { isProved }: Asked): Gap[] {
  const names = members.map(({ name }) => name).filter(isProved);
  if (names.length === 0) return [];
  return [
    {
      what: `whether ${inWords(names)} ${names.length === 1 ? 'compiles' : 'compile'} with the baseline`,
      why: '--no-prove leaves out what the policy asks for',
      remedy: 'run without --no-prove, or say prove = false in [msrv] where the project can do without',
    },
  ];
}

/** Packages that Cargo's plan of the build has and its graph has not: the two are of one workspace, or neither says anything. */
function unplanned({ packages }: CargoMetadata, { of }: Built): Gap[] {
  const known = new Set(packages.map(keyOf));
  const foreign = [...new Set([...of.values()].flatMap((keys) => [...keys].filter((key) => !known.has(key))))];
  if (foreign.length === 0) return [];
  return [
    {
      what: 'what is built',
      why: `cargo's plan of the build names ${foreign.slice(0, 3).join(', ')}, which cargo metadata does not know`,
      remedy: 'see that nothing changes the workspace while it is examined, and run again',
    },
  ];
}

/** What a package declares in a form that the data does not know must not pass for nothing declared. */
function unreadable({ lock }: MsrvFacts, { id, line, rustVersion, edition }: MsrvFacts['packages'][number]): Gap[] {
  const at = { path: lock.path, line };
  const declared = rustVersion !== null && parseRustVersion(rustVersion) === undefined;
  return [
    ...(declared ? [demandGap(id, `its rust-version ${rustVersion} is not a Rust release`, at)] : []),
    ...(editionSince(edition) === undefined ? [demandGap(id, `its edition ${edition} is not known here`, at)] : []),
  ];
}

function unknown(gap: Gap): Collected<MsrvFacts> {
  return { facts: undefined, examined: 0, gaps: [gap] };
}
