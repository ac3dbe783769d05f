import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import type { Identity, PinFiles } from '@assay/rust';
import type { Look } from '../look.js';
import type { ToolchainSettings } from '../settings.js';
import type { LockFacts } from './facts.js';
import { holdAgainstLock } from './hold-against-lock.js';
import type { TakenIn } from './take-in.js';
import { remember, type Watched } from './watch.js';

/** What became of the lock. */
export interface LockLook {
  facts: { lockPresent: boolean; lock: LockFacts | null };
  gaps: Gap[];
  /** Whether the toolchain was held against a lock, whole. */
  examined: boolean;
  memory: Watched | undefined;
}

/** What is looked at beside it and needed here: each is on its way already. */
interface Beside {
  taken: Promise<TakenIn>;
  pin: Promise<Look<PinFiles>>;
  rustc: Promise<Look<Identity>>;
}

/** Holds the toolchain that a build uses against the workspace's lock, where it has one. */
export async function lookAtLock(world: World, settings: ToolchainSettings, beside: Beside): Promise<LockLook> {
  const [{ present, toolchain, gaps: before }, pin, rustc] = await Promise.all([
    beside.taken,
    beside.pin,
    beside.rustc,
  ]);
  if (toolchain === undefined) {
    return { facts: { lockPresent: present, lock: null }, gaps: before, examined: false, memory: undefined };
  }
  const { facts, gaps } = await holdAgainstLock(world, toolchain, {
    ...{ pin: pin.found?.pin ?? null, host: rustc.found?.host ?? undefined },
    ...{ trustRoot: settings['criticalup-trust-root'], keysFile: settings['criticalup-keys'] },
  });
  if (rustc.found?.host === null) gaps.push(NO_HOST);
  const memory = await remember(world, { ...toolchain, leftOut: toolchain.lock.lock.leftOut });
  return { facts: { lockPresent: true, lock: facts }, gaps, examined: gaps.length === 0, memory };
}

const NO_HOST: Gap = {
  what: 'whether the toolchain has what the project needs',
  why: 'rustc -vV does not say for which host it is',
  remedy: 'install the pinned toolchain again: every rustc of a release says it',
};
