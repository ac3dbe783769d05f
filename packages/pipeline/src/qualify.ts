import { askedChecks, type Check, inParts, notAskedChecks, policyCheck } from '@assay/check';
import { UserError } from '@assay/evidence';
import type { Host } from '@assay/host';
import type { Report } from '@assay/report';
import { type BundleOutcome, bundleStatements, writeReport } from './bundle-evidence.js';
import { checks, withPolicyCheck } from './checks.js';
import { readSourceTexts } from './inputs.js';
import { removeEvidence, removeResults } from './remove-results.js';
import { runChecks } from './run-check.js';
import { type Today, tellToday } from './today.js';
import { openWorkspace, outputPaths, type Request } from './workspace.js';
import { workspaceRoot } from './workspace-root.js';

export interface QualifyRequest extends Request {
  /**
   * Run only these checks, whether or not the policy asks for them, or all that it asks for but these. The result is partial, and no bundle is
   * made of it, unless those that ran are those that the policy asks for.
   */
  only?: readonly string[] | undefined;
  skip?: readonly string[] | undefined;
}

/** What `assay qualify` came to. */
export interface Qualification extends Today {
  report: Report;
  /** The report's page, absolute. */
  reportPath: string;
  /** The checks that did not run because the policy does not ask for them, by name. */
  notAsked: readonly string[];
  /** Absent when partial: a bundle holds the evidence of every check that the policy asks for, or is not made. */
  bundle?: BundleOutcome;
}

/** Every check that the policy asks for, then the bundle and the report. */
export async function qualify(host: Host, request: QualifyRequest): Promise<Qualification> {
  const chosen = choose(request);
  const root = await workspaceRoot(host, request.workspace);
  const paths = outputPaths(root, request.evidenceDir);
  await removeResults(host, paths);
  await removeEvidence(host, paths, [...chosen, policyCheck]);
  const workspace = await openWorkspace(host, request);
  const { policy, checks: present } = workspace;
  const asked = askedChecks(present, policy);
  const wanted = chosen.filter(
    (check) =>
      asked.includes(check) || (request.only?.includes(check.name) === true && inParts([check], policy).length > 0),
  );
  if (wanted.length === 0) throw noneAsked(chosen);
  const left = notAskedChecks(present, policy).filter((check) => !wanted.includes(check));
  const notAsked = left.map(({ name }) => name);
  const reportPath = workspace.paths.report;
  const statements = (await runChecks(host, inParts(wanted, policy), workspace)).map(({ statement }) => statement);
  if (wanted.length === asked.length && wanted.every((check) => asked.includes(check))) {
    const bundle = await bundleStatements(host, workspace, statements);
    const { verdict, lapsed, expiring, report } = bundle;
    return { verdict, lapsed, expiring, report, reportPath, notAsked, bundle };
  }
  const texts = await readSourceTexts(workspace, statements);
  const report: Report = { statements, checks: withPolicyCheck(present), texts, notAsked };
  await writeReport(host, reportPath, report);
  return { ...tellToday(report, workspace.world), reportPath, notAsked };
}

/** The checks that `--only` and `--skip` leave. Throws UserError for names of none, and where none is left. */
function choose({ only, skip, checks: present = checks }: QualifyRequest): Check[] {
  const names = present.map(({ name }) => name);
  for (const name of [...(only ?? []), ...(skip ?? [])]) {
    if (!names.includes(name)) {
      throw new UserError(`there is no check ${JSON.stringify(name)}`, {
        remedy: `the checks are ${names.join(', ')}`,
      });
    }
  }
  const chosen = present.filter(({ name }) => (only?.includes(name) ?? true) && !skip?.includes(name));
  if (chosen.length === 0) throw new UserError('no check is left to run', { remedy: 'name fewer with --skip' });
  return chosen;
}

function noneAsked(chosen: readonly Check[]): UserError {
  const names = chosen.map(({ name }) => name).join(', ');
  return new UserError(`no check is left to run: the policy does not ask for ${names}`, {
    remedy: 'name fewer with --skip, or name the checks to run all the same with --only',
  });
}
