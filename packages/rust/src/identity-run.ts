import type { AnticipatedRun, ToolSpec } from '@assay/host';
import { cargo, rustc } from './tools.js';

/**
 * Asks a tool who it is. 60 s: both answer in a tenth of one, and one that waits for a lock or an installation must not hold up the rest. With a
 * backtrace rustup's errors would be stacks.
 */
export function identityRun(tool: ToolSpec): AnticipatedRun {
  return { tool, args: ['-vV'], options: { timeout: 60_000, env: { RUST_BACKTRACE: '0' } } };
}

/** The two that are always asked: begun while the process is small, which a new one is quickly forked off. */
export const identityRuns: readonly AnticipatedRun[] = [rustc, cargo].map(identityRun);
