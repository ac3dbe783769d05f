import path from 'node:path';
import { PLAN, PLANNED_LOCK } from '@assay/bundle';
import { canonicalJson, UserError } from '@assay/evidence';
import type { Host } from '@assay/host';
import { MsrvSettings, type PlanDocument, planInMarkdown, planInWords, planLock } from '@assay/msrv';
import { markdownCode, markdownText } from '@assay/report';
import { openWorkspace, type Request } from './workspace.js';

export interface PlanRequest extends Request {
  /** Use no network. */
  offline: boolean;
  /** Put the planned lock file in the place of Cargo.lock. */
  write: boolean;
}

/** A plan that was made, and where it was left. */
export interface PlanOutcome {
  document: PlanDocument;
  /** The document as a file, absolute. */
  planPath: string;
  /** The planned lock file beside it, absolute; `undefined` where there is none. */
  lockPath: string | undefined;
  /** Was Cargo.lock replaced? */
  written: boolean;
}

/**
 * Plans the way back to the baseline and leaves the plan and its lock file in `plan/`, beside the folder of evidence. Throws UserError when
 * there is nothing to plan from, or when Cargo.lock is not what it was any more; Cargo.lock is untouched then.
 */
export async function planMsrv(host: Host, request: PlanRequest): Promise<PlanOutcome> {
  const workspace = await openWorkspace(host, request);
  const { world, policy, paths } = workspace;
  const beside = (file: string) => path.join(path.dirname(paths.evidence), file);
  const [planPath, lockPath] = [beside(PLAN), beside(PLANNED_LOCK)];
  for (const file of [planPath, lockPath]) await host.writer.remove(file);
  const before = await world.files.readTextIfPresent('Cargo.lock');
  const settings = MsrvSettings.parse(policy.settings.get('msrv'));
  const { document, lockText } = await planLock(world, host, policy, settings, request);
  await host.writer.writeWhole(planPath, canonicalJson(document));
  if (lockText !== undefined) await host.writer.writeWhole(lockPath, lockText);
  const written = request.write && lockText !== undefined && document.outcome === 'planned';
  if (written) {
    if ((await world.files.readTextIfPresent('Cargo.lock')) !== before) {
      throw new UserError('Cargo.lock has changed while the plan was made', { remedy: 'plan again' });
    }
    // Where it is a link, the file that it leads to is the one that is meant.
    await host.writer.writeWhole(await world.files.realPath('Cargo.lock'), lockText);
  }
  return { document, planPath, lockPath: lockText === undefined ? undefined : lockPath, written };
}

/** A plan, and what a log and a step summary say of it. */
export interface PlanSummary extends PlanOutcome {
  words: string[];
  /** Safe Markdown. */
  markdown: string;
}

/** As {@link planMsrv}, leaving Cargo.lock as it is. */
export async function planForSummary(host: Host, request: Request): Promise<PlanSummary> {
  const outcome = await planMsrv(host, { ...request, offline: false, write: false });
  const { document } = outcome;
  return {
    ...outcome,
    words: planInWords(document).split('\n'),
    markdown: planInMarkdown(document, { text: markdownText, code: markdownCode }),
  };
}
