import type { Input } from '@assay/evidence';
import type { Host, World } from '@assay/host';
import type { Broken } from '../proof/broken.js';
import type { MsrvSettings } from '../settings.js';
import type { Learnt } from './learn.js';
import type { Situation } from './situation.js';
import type { WorkspaceCopy } from './workspace-copy.js';

/** What a plan is made with, and what grows while it is made. */
export interface Planning {
  world: World;
  host: Host;
  settings: MsrvSettings;
  offline: boolean;
  situation: Situation;
  /** The lock file and the policy that it is made from. */
  inputs: Input[];
  /** What was found out about single versions, in this order. */
  learnt: Learnt[];
  /** How many lock files were compiled. */
  compilations: number;
  /** Was some refusal concluded rather than seen? Then that there is no way is not proved. */
  concluded: boolean;
  /** The copy of the workspace that is compiled, once there is one. */
  copy?: WorkspaceCopy;
  /** What does not compile with the pinned compiler in it, with the lock file as it is now; once that was asked. */
  asItIs?: readonly Broken[];
}
