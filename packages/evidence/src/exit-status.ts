import type { Verdict } from './verdict.js';

/** The exit status, of the command and of an action, for each verdict. Wrong usage shares 2 with no-verdict: nothing was established. */
export const exitStatus: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, 'no-verdict': 2 };

/** 128 + SIGINT, as shells have it. */
export const INTERRUPTED = 130;
