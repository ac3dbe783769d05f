import type { Rule } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { ambiguousPin } from './ambiguous-pin.js';
import { compilerReplaced } from './compiler-replaced.js';
import { flagsOverridden } from './flags-overridden.js';
import { knownProblem } from './known-problem.js';
import { knownToolProblem } from './known-tool-problem.js';
import { movingChannel } from './moving-channel.js';
import { needlessAllowance } from './needless-allowance.js';
import { notPinned } from './not-pinned.js';
import { possibleProblem } from './possible-problem.js';
import { releaseDiffers } from './release-differs.js';
import { settingsOverridden } from './settings-overridden.js';
import { unstableFeaturesEnabled } from './unstable-features-enabled.js';

/** Every rule of the check, in the order in which they are explained. */
export const rules: readonly Rule<ToolchainFacts>[] = [
  notPinned,
  movingChannel,
  ambiguousPin,
  releaseDiffers,
  compilerReplaced,
  flagsOverridden,
  settingsOverridden,
  unstableFeaturesEnabled,
  knownProblem,
  knownToolProblem,
  possibleProblem,
  needlessAllowance,
];
