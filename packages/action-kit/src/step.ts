import type { Environment, Files, Host } from '@assay/host';
import type { Runner } from './runner.js';

/** What a step of a workflow runs with. */
export interface Step {
  runner: Runner;
  host: Host;
  environment: Environment;
  files: Files;
  /** Aborted when the run is cancelled. */
  signal: AbortSignal;
}
