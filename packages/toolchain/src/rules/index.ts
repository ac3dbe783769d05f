import type { Rule } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import { aliasReplacesCommand } from './alias-replaces-command.js';
import { ambiguousPin } from './ambiguous-pin.js';
import { changedDuringJob } from './changed-during-job.js';
import { compilerReplaced } from './compiler-replaced.js';
import { componentMissing } from './component-missing.js';
import { componentNotLocked } from './component-not-locked.js';
import { fileChanged } from './file-changed.js';
import { fileMissing } from './file-missing.js';
import { fileUnexpected } from './file-unexpected.js';
import { flagsOverridden } from './flags-overridden.js';
import { knownProblem } from './known-problem.js';
import { knownToolProblem } from './known-tool-problem.js';
import { linkLeavesSysroot } from './link-leaves-sysroot.js';
import { lockDiffers } from './lock-differs.js';
import { manifestDiffers } from './manifest-differs.js';
import { modeChanged } from './mode-changed.js';
import { movingChannel } from './moving-channel.js';
import { needlessAllowance } from './needless-allowance.js';
import { notLocked } from './not-locked.js';
import { notPinned } from './not-pinned.js';
import { otherSigningKey } from './other-signing-key.js';
import { possibleProblem } from './possible-problem.js';
import { programReplaced } from './program-replaced.js';
import { releaseDiffers } from './release-differs.js';
import { settingsOverridden } from './settings-overridden.js';
import { trustedOnFirstUse } from './trusted-on-first-use.js';
import { unstableFeaturesEnabled } from './unstable-features-enabled.js';
import { vendorManifestDiffers } from './vendor-manifest-differs.js';

/** Every rule of the check, in the order in which they are explained. */
export const rules: readonly Rule<ToolchainFacts>[] = [
  notPinned,
  movingChannel,
  ambiguousPin,
  releaseDiffers,
  compilerReplaced,
  programReplaced,
  aliasReplacesCommand,
  flagsOverridden,
  settingsOverridden,
  unstableFeaturesEnabled,
  notLocked,
  lockDiffers,
  componentNotLocked,
  componentMissing,
  fileChanged,
  fileMissing,
  fileUnexpected,
  modeChanged,
  linkLeavesSysroot,
  manifestDiffers,
  vendorManifestDiffers,
  trustedOnFirstUse,
  otherSigningKey,
  changedDuringJob,
  knownProblem,
  knownToolProblem,
  possibleProblem,
  needlessAllowance,
];
