import { canonicalJson, exitStatus } from '@assay/evidence';
import { planInWords } from '@assay/msrv';
import { type PlanOutcome, planMsrv } from '@assay/pipeline';
import type { CommonOptions } from '../program.js';
import type { Context } from '../terminal.js';
import { requestFrom, shownPath } from './workspace-folder.js';

export interface PlanOptions extends Omit<CommonOptions, 'format'> {
  format: 'human' | 'json';
  write?: boolean;
  check?: boolean;
  offline?: boolean;
}

/** `assay msrv plan`: the lock file with which every member compiles on its baseline, proved; or why there is none. */
export async function planCommand({ host, terminal }: Context, options: PlanOptions): Promise<number> {
  const { format, write = false, check = false, offline = false } = options;
  const outcome = await planMsrv(host, { ...requestFrom({ ...options, format: 'human' }), write, offline });
  const { document, planPath, lockPath, written } = outcome;
  terminal.print(format === 'json' ? canonicalJson(document) : planInWords(document));
  terminal.note(`plan: ${shownPath(planPath)}`);
  if (lockPath !== undefined) terminal.note(`planned lock file: ${shownPath(lockPath)}`);
  if (written) terminal.note('Cargo.lock was replaced by it');
  if (check && document.outcome === 'planned') {
    terminal.note('Cargo.lock is not what the plan gives: run assay msrv plan --write, and commit it');
  }
  return statusOf(outcome, check);
}

/**
 * Pass means that the lock file which is there, or with --write now is, will do. A plan that is not applied passes without `check`, as
 * the answer to a question; one that needs a manifest changed besides does not.
 */
function statusOf({ document }: PlanOutcome, check: boolean): number {
  const { outcome, manifests } = document;
  if (outcome === 'not-established') return exitStatus['no-verdict'];
  if (outcome === 'blocked' || manifests.length > 0) return exitStatus.fail;
  return outcome === 'planned' && check ? exitStatus.fail : exitStatus.pass;
}
