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
 * The environment of a child: the process's own, with variables set, or removed where the value is `undefined`. Names are
 * compared as the platform does, so that `PATH` replaces Windows' `Path`.
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  overrides: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const key = (name: string) => (windows ? name.toUpperCase() : name);
  const overridden = new Set(Object.keys(overrides).map(key));
  const kept = Object.entries(base).filter(([name]) => !overridden.has(key(name)));
  const set = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...set]);
}
