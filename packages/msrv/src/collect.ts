import path from 'node:path';
import type { Collected } from '@assay/check';
import { type Gap, UserError } from '@assay/evidence';
import { isWorldError, portablePath, type World } from '@assay/host';
import type { Policy } from '@assay/policy';
import {
  type CargoFailure,
  type CargoLock,
  editionSince,
  type FailureReason,
  locateWorkspace,
  parseCargoLock,
  parseRustVersion,
  readCargoMetadata,
} from '@assay/rust';
import type { MsrvFacts } from './facts.js';
import { cargoGap, demandGap, foreignLockGap, lockGap } from './gaps.js';
import { factsWithoutGraph, joinGraph, lockFact } from './graph.js';

const LOCK = 'Cargo.lock';

/** The lock file, or `undefined` when there is none, or why it cannot be read. */
type LockOutcome = { lock: CargoLock | undefined } | { gap: Gap };

/**
 * Reads Cargo's graph and, while Cargo is at work, the lock file. `examined` counts the locked packages that a member
 * reaches. Throws UserError when the folder is a member of a workspace above it; WorldError when interrupted.
 */
export async function collect(world: World, policy: Policy): Promise<Collected<MsrvFacts>> {
  world.progress('reading Cargo.lock and cargo metadata');
  const [outcome, locked] = await Promise.all([readCargoMetadata(world), readLock(world)]);
  if ('gap' in locked) return unknown(locked.gap);
  if ('failure' in outcome) return withoutGraph(world, outcome.failure, locked.lock, policy);
  await requireRoot(world, outcome.metadata.workspace_root);
  // Cargo resolved a locked graph, so a lock file there is, only not where Cargo keeps it unless told otherwise.
  if (locked.lock === undefined) return unknown(foreignLockGap(LOCK, ['a locked graph']));
  const joined = joinGraph(outcome.metadata, locked.lock, policy, world.anchors);
  if ('absent' in joined) return unknown(foreignLockGap(LOCK, joined.absent));
  const { facts } = joined;
  return { facts, examined: facts.packages.length, gaps: facts.packages.flatMap((each) => unreadable(facts, each)) };
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
  policy: Policy,
): Promise<Collected<MsrvFacts>> {
  const root = await locateWorkspace(world);
  if (root === undefined) return unknown(cargoGap(failure));
  await requireRoot(world, root);
  if (lock === undefined) {
    const missing = { path: LOCK, state: 'missing', format: null, at: { path: LOCK } } as const;
    const gaps = followsFromMissingLock.includes(failure.reason) ? [] : [cargoGap(failure)];
    return { facts: factsWithoutGraph(missing, policy), examined: 0, gaps };
  }
  if (failure.reason !== 'lock-update') return unknown(cargoGap(failure));
  return { facts: factsWithoutGraph(lockFact(lock, 'stale'), policy), examined: 0, gaps: [] };
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
