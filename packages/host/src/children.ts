import { type ChildProcess, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';

/**
 * How to start a child so that {@link endGroup} reaches what it starts in turn: as leader of a process group of its own.
 * On Windows that would open a console window, and `taskkill /T` follows parents instead.
 */
export const ownGroup = { detached: !windows, windowsHide: true } as const;

/** Sends the signal to the child and everything it started that stayed in its group. Nothing happens when all have ended. */
export function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (windows) {
    // A console program has no other signal there; /F is needed for any without a window.
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is empty. EPERM: macOS's word for a group of which only ended processes are left.
  }
}

/**
 * What a step of a CI job is given that no tool has any business with: the runner's own tokens, with which artifacts of the run can be
 * written and identities asked for, the step's inputs and state, the files through which it speaks to the runner, and the passphrase of a
 * signing key. Build scripts, macros and tests of a pull request are children too.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
const ofTheStep =
  /^(ACTIONS_\w*|INPUT_.*|STATE_.*|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY|ARTIFACTS)|ASSAY_SIGNING_PASSPHRASE)$/i;

/**
 * The environment of a child: the process's own without what is {@link ofTheStep}, with variables set, or removed where the value is
 * `undefined`. Names are compared as the platform does, so that `PATH` replaces Windows' `Path`.
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  overrides: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const key = (name: string) => (windows ? name.toUpperCase() : name);
  const overridden = new Set(Object.keys(overrides).map(key));
  const kept = Object.entries(base).filter(([name]) => !overridden.has(key(name)) && !ofTheStep.test(name));
  const set = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...set]);
}
