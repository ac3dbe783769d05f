import { type Check, policyCheck } from '@assay/check';
import { UserError } from '@assay/evidence';
import type { Host } from '@assay/host';
import type { Report } from '@assay/report';
import { type BundleOutcome, bundleStatements, writeReport } from './bundle-evidence.js';
import { allChecks, checks } from './checks.js';
import { removeEvidence, removeResults } from './remove-results.js';
import { runChecks } from './run-check.js';
import { judgeToday, type Today } from './today.js';
import { openWorkspace, outputPaths, type Request } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

export interface QualifyRequest extends Request {
  /** Run only these checks, or all but these. The result is partial, and no bundle is made of it. */
  only?: readonly string[] | undefined;
  skip?: readonly string[] | undefined;
}

/** What `assay qualify` came to. */
export interface Qualification extends Today {
  report: Report;
  /** The report's page, absolute. */
  reportPath: string;
  /** Absent when partial: a bundle holds the evidence of every check, or is not made. */
  bundle?: BundleOutcome;
}

/** Every check, then the bundle and the report. */
export async function qualify(host: Host, request: QualifyRequest): Promise<Qualification> {
  const chosen = choose(request);
  const root = await workspaceRoot(host, request.workspace);
  const paths = outputPaths(root, request.evidenceDir);
  await removeResults(host, paths);
  await removeEvidence(host, paths.evidence, [...chosen.map(({ name }) => name), policyCheck.name]);
  const workspace = await openWorkspace(host, request);
  const reportPath = workspace.paths.report;
  const statements = (await runChecks(host, chosen, workspace)).map(({ statement }) => statement);
  if (chosen.length === checks.length) {
    const bundle = await bundleStatements(host, workspace, statements);
    const { verdict, report, verification } = bundle;
    return { verdict, lapsed: verification.lapsed, report, reportPath, bundle };
  }
  const report: Report = { statements, checks: allChecks };
  await writeReport(host, reportPath, report);
  return { ...judgeToday(statements, workspace.world), report, reportPath };
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
