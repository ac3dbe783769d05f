import type { Instance } from '@assay/check';
import { isManaged } from '@assay/sysroot';
import type { ToolchainFacts } from '../facts.js';
import type { PlacedDifference } from '../lock/facts.js';

/** What the rules about single files say of one. */
export type DifferenceData = Omit<PlacedDifference, 'at' | 'kind'> & { install: string };

/** A finding for each difference of these kinds. */
export function* aboutDifferences(
  seen: ToolchainFacts,
  ...kinds: readonly PlacedDifference['kind'][]
): Iterable<Instance<DifferenceData>> {
  for (const { at, kind, ...difference } of seen.lock?.differences ?? []) {
    if (!kinds.includes(kind)) continue;
    const { path, component } = difference;
    const note = component === null ? 'the lock does not name it' : `locked as part of ${component}`;
    yield {
      subject: { kind: 'file', name: path },
      at,
      because: [{ at, note }],
      data: { ...difference, install: howToReinstall(seen) },
    };
  }
}

/**
 * How to get the locked toolchain back. rustup repairs nothing that it has installed: only removing it first does. A lock of another release
 * would not be met by installing again.
 */
export function howToReinstall({ lock, sysroot, rustc }: Pick<ToolchainFacts, 'lock' | 'sysroot' | 'rustc'>): string {
  if (lock !== null && rustc !== null && lock.release !== rustc.release) {
    return `take a lock of the release that is meant (assay toolchain lock): this one is of ${lock.release}, and ${rustc.release} runs`;
  }
  const name = sysroot?.toolchain ?? lock?.release ?? '';
  return lock !== null && isManaged(lock) && /^[\w.+-]+$/.test(name)
    ? `rustup toolchain uninstall ${name} && rustup toolchain install ${name} --profile minimal`
    : 'install the toolchain again from where it came from';
}

/** A path for a message: quoted where it holds what a line must not. */
export function shownPath(path: string): string {
  return /[\p{Cc}\p{Cf}"]/u.test(path) ? JSON.stringify(path) : path;
}
