import { auditJson, auditMarkdown, comparisonJson, describeAudit } from '@assay/audit';
import { describeVerification, type Verification } from '@assay/bundle';
import { exitStatus, UserError } from '@assay/evidence';
import {
  type AuditedBundle,
  auditFile,
  auditKept,
  type BundleComparison,
  compareEvidence,
  keepAudited,
  keepComparison,
} from '@assay/pipeline';
import { comparisonMarkdown, describeComparison, inertLine, visible } from '@assay/report';
import { showReport } from '../show.js';
import type { Context } from '../terminal.js';
import { shownPath } from './workspace-folder.js';

export interface AuditOptions {
  run?: string;
  release?: string;
  artifactPrefix: string;
  allowFork?: boolean;
  output?: string;
  trust?: string;
  format: 'human' | 'json' | 'markdown';
}

/** `assay audit`: the evidence of a run, a release or a file, verified and told; or what changed between several files. */
export async function auditCommand(
  context: Context,
  operands: readonly string[],
  options: AuditOptions,
): Promise<number> {
  const [first = '', second, ...rest] = operands;
  if (options.run !== undefined || options.release !== undefined) {
    if (second !== undefined) throw severalRepositories(operands);
    return auditRepository(context, first, options);
  }
  if (second === undefined) {
    await refuseRepository(context, first);
    return showAudit(context, await auditFile(context.host, first, options.trust), options);
  }
  return showComparison(context, await compareEvidence(context.host, [first, second, ...rest], options.trust), options);
}

/** Of a repository something must be said that it kept. */
async function refuseRepository({ host }: Context, operand: string): Promise<void> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(operand) || (await host.world('.').files.kind(operand)) !== undefined) return;
  throw new UserError(`there is no file ${operand}; of a repository the bundle of a run or of a release is audited`, {
    remedy: 'add --run NUMBER or --release TAG, or name a bundle that is there',
  });
}

async function auditRepository(context: Context, repository: string, options: AuditOptions): Promise<number> {
  const { run, release, artifactPrefix: prefix, allowFork = false, trust } = options;
  return showAudit(
    context,
    await auditKept(context.host, { repository, run, release, prefix, allowFork, trust }),
    options,
  );
}

async function showAudit({ host, terminal }: Context, audited: AuditedBundle, options: AuditOptions): Promise<number> {
  const { audit, report } = audited;
  const { format, output } = options;
  if (format === 'json') terminal.print(auditJson(audit, report));
  else {
    terminal.print(format === 'markdown' ? auditMarkdown(audit) : describeAudit(audit, terminal));
    if (report.statements.length > 0) {
      terminal.print('\n');
      showReport(terminal, report, format);
    }
  }
  if (output !== undefined) await keep({ host, terminal }, output, audited);
  return exitStatus[audit.verdict];
}

async function keep({ host, terminal }: Context, folder: string, audited: AuditedBundle): Promise<void> {
  const kept = await keepAudited(host, folder, audited);
  const files = kept === undefined ? [] : [kept.bundle, kept.signature, kept.report];
  for (const file of files) if (file !== undefined) terminal.note(`kept: ${shownPath(file)}`);
  if (kept === undefined) terminal.note('nothing was kept: the evidence is refused');
}

async function showComparison(
  { host, terminal }: Context,
  compared: BundleComparison,
  { format, output }: AuditOptions,
): Promise<number> {
  const { bundles, comparison, refused, verdict } = compared;
  if (format === 'json') terminal.print(comparisonJson(bundles, comparison, compared));
  else if (comparison === undefined)
    for (const { name, verification } of refused) terminal.print(refusal(name, verification));
  else if (format === 'markdown') terminal.print(comparisonMarkdown(comparison, compared));
  else terminal.print(describeComparison(comparison, compared, terminal));
  if (comparison !== undefined && format !== 'json') for (const bundle of bundles) noteVerified(terminal, bundle);
  if (output !== undefined) {
    const page = await keepComparison(host, output, compared);
    terminal.note(page === undefined ? 'nothing was kept: nothing was compared' : `kept: ${shownPath(page)}`);
  }
  return exitStatus[verdict];
}

/** What verifying a bundle left to be known, which a comparison says nothing of: doubts, and deviations that have expired since. */
function noteVerified(
  terminal: Context['terminal'],
  { name, verification }: BundleComparison['bundles'][number],
): void {
  const doubts = verification.doubts.map(({ where, what }) => `doubt: ${where}: ${what}`);
  const notes = verification.notes.map((note) => `note: ${note}`);
  for (const line of [...doubts, ...notes])
    terminal.note(inertLine(visible(`${name}: ${line}`).replaceAll('\n', '\\n')));
}

function refusal(name: string, verification: Verification): string {
  return `${inertLine(visible(name))}\n${describeVerification(verification)}\n`;
}

function severalRepositories(operands: readonly string[]): UserError {
  return new UserError(`a run or a release is of one repository, and ${operands.length} were named`, {
    remedy: 'name one repository, OWNER/REPO; to compare bundles, name their files without --run and --release',
  });
}
