import type { Check } from '@assay/check';
import { judgeAll, UserError, type Verdict } from '@assay/evidence';
import type { Host } from '@assay/host';
import type { Report } from '@assay/report';
import { type BundleOutcome, bundleWorkspace, writeReport } from './bundle-evidence.js';
import { allChecks, checks } from './checks.js';
import { runChecks } from './run-check.js';
import { openWorkspace, type Request } from './workspace.js';

export interface QualifyRequest extends Request {
  /** Run only these checks, or all but these. The result is partial, and no bundle is made of it. */
  only?: readonly string[] | undefined;
  skip?: readonly string[] | undefined;
}

/** What `assay qualify` came to. */
export interface Qualification {
  verdict: Verdict;
  report: Report;
  /** The report's page, absolute. */
  reportPath: string;
  /** Absent when partial: a bundle holds all that the policy expects, or is not made. */
  bundle?: BundleOutcome;
}

/** Every check that the policy asks for, then the bundle and the report. */
export async function qualify(host: Host, request: QualifyRequest): Promise<Qualification> {
  const chosen = choose(request);
  const workspace = await openWorkspace(host, request);
  const { report: reportPath, bundle: bundlePath } = workspace.paths;
  await Promise.all([host.writer.remove(reportPath), host.writer.remove(bundlePath)]);
  const { statements } = await runChecks(host, chosen, workspace);
  if (chosen.length === checks.length) {
    const bundle = await bundleWorkspace(host, workspace);
    return { verdict: bundle.verdict, report: bundle.report, reportPath, bundle };
  }
  const report: Report = { statements, checks: allChecks };
  await writeReport(host, reportPath, report);
  return { verdict: judgeAll(statements.map(({ predicate }) => predicate.verdict)), report, reportPath };
}

function choose({ only, skip }: QualifyRequest): Check[] {
  const names = checks.map(({ name }) => name);
  for (const name of [...(only ?? []), ...(skip ?? [])]) {
    if (!names.includes(name)) {
      throw new UserError(`there is no check ${JSON.stringify(name)}`, {
        remedy: `the checks are ${names.join(', ')}`,
      });
    }
  }
  const chosen = checks.filter(({ name }) => (only?.includes(name) ?? true) && !skip?.includes(name));
  if (chosen.length === 0) throw new UserError('no check is left to run', { remedy: 'name fewer with --skip' });
  return chosen;
}
