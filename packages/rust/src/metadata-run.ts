import type { AnticipatedRun } from '@assay/host';
import { cargo } from './tools.js';

/** Cargo's messages in the form that is read here. */
export const plainWords = {
  CARGO_TERM_COLOR: 'never',
  CARGO_TERM_QUIET: undefined,
  CARGO_TERM_VERBOSE: undefined,
  RUST_BACKTRACE: '0',
};

/**
 * Asks Cargo for the whole locked graph, all features on. It takes longer than all else, so the command begins it before it loads the
 * checks; a module of its own, so that nothing else is loaded for that.
 */
export const metadataRun: AnticipatedRun = {
  tool: cargo,
  args: ['metadata', '--format-version', '1', '--locked', '--all-features'],
  options: { env: plainWords },
};

/** Asks Cargo for the members alone: needs neither lock file nor network, and answers in a tenth of the time of the whole graph. */
export const membersRun: AnticipatedRun = {
  tool: cargo,
  args: ['metadata', '--format-version', '1', '--no-deps'],
  options: { env: plainWords },
};
