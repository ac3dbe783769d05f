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

/** With `check` a plan that changes something is a failure: the lock file that is committed is not the one that was asked for. */
function statusOf({ document }: PlanOutcome, check: boolean): number {
  switch (document.outcome) {
    case 'kept':
      return exitStatus.pass;
    case 'planned':
      return check ? exitStatus.fail : exitStatus.pass;
    case 'blocked':
      return exitStatus.fail;
    case 'not-established':
      return exitStatus['no-verdict'];
  }
}
