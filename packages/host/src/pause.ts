import { setTimeout as wait } from 'node:timers/promises';
import { WorldError } from './world.js';

/** Lets time pass (milliseconds) before another try. Throws WorldError `interrupted` when `signal` aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new WorldError('interrupted', 'pause', 'waiting for another try was interrupted', { cause });
  }
}
