import path from 'node:path';
import { buildBundle, markedInputs, renderGuide, sourceTexts, type Verification, verifyBundle } from '@assay/bundle';
import { askedChecks, inParts, notAskedChecks, type Product, policyCheck, policyCollected } from '@assay/check';
import { count, evidenceFiles, type Statement, sha256, signatureFileOf, UserError } from '@assay/evidence';
import { type Host, shippedFiles } from '@assay/host';
import { type Report, renderHtml, renderJUnit, renderMarkdown, renderNeeds, renderSarif } from '@assay/report';
import { withPolicyCheck } from './checks.js';
import { readInputs } from './inputs.js';
import { readPlan, readProducts } from './products.js';
import { readEvidence } from './read-evidence.js';
import { refuseOther } from './refuse-other.js';
import { removeResults } from './remove-results.js';
import { openSigner, type Signature, type Signer, type SigningRequest } from './signing.js';
import { identifySource } from './source.js';
import { stateResult, writeEvidence } from './state-result.js';
import { type Today, tellToday } from './today.js';
import { verificationTerms } from './verify-evidence.js';
import { leftBehind, openWorkspace, type Request, type Workspace } from './workspace.js';

export interface BundleRequest extends Request {
  /** Where the bundle goes. Default: `bundle.zip` beside the folder of evidence. */
  output?: string | undefined;
  /** Put the files of this Assay into it, so that it can be verified with Node alone. */
  includeAssay?: boolean | undefined;
  /** Sign it. The signature goes beside it. */
  signing?: SigningRequest | undefined;
}

/** A bundle that was built, and what its evidence says. */
export interface BundleOutcome extends Today {
  report: Report;
  /** The checks whose evidence is not in it because the policy does not ask for them, by name. */
  notAsked: readonly string[];
  /** What else is to be told of it: what was left out, and why. */
  notes: readonly string[];
  /** Of the bundle: its path, absolute, and the SHA-256 of its bytes. */
  path: string;
  sha256: string;
  /** The bundle, as `assay verify` sees it today. */
  verification: Verification;
  /** The signature that was written beside it, where one was asked for, with its path, absolute. */
  signature?: Omit<Signature, 'content'> & { path: string };
}

/** Step summaries may hold 1 MiB; a file may as well. */
const MARKDOWN_LIMIT = 1024 * 1024;

/**
 * Settles the deviations, then makes one bundle and the report of all evidence. Throws UserError when
 * evidence is missing or does not belong together, and writes no bundle then.
 */
export async function bundleEvidence(host: Host, request: BundleRequest): Promise<BundleOutcome> {
  const workspace = await openWorkspace(host, request);
  const { world, paths, policy, checks } = workspace;
  const signer = request.signing === undefined ? undefined : await openSigner(host, request.signing);
  const file = request.output === undefined ? paths.bundle : path.resolve(request.output);
  await removeResults(host, { ...paths, bundle: file });
  const examined = await readEvidence(world, paths.evidence, inParts(askedChecks(checks, policy), policy));
  refuseOther(examined, await identifySource(world, leftBehind(workspace)), policy);
  return bundleStatements(host, workspace, examined, { file, includeAssay: request.includeAssay, signer });
}

/** How {@link bundleStatements} makes a bundle. */
interface Making extends Pick<BundleRequest, 'includeAssay'> {
  /** Where it goes, absolute. Default: beside the folder of evidence. */
  file?: string;
  signer?: Signer | undefined;
}

/**
 * As {@link bundleEvidence}, of evidence of every check that the policy asks for, which has just been made and is at hand. What an earlier run left has
 * been removed by {@link removeResults}.
 */
export async function bundleStatements(
  host: Host,
  workspace: Workspace,
  examined: readonly Statement[],
  { file = workspace.paths.bundle, includeAssay = false, signer }: Making = {},
): Promise<BundleOutcome> {
  const { world, paths, policy } = workspace;
  const assay = includeAssay ? await ownFiles() : undefined;
  const checks = withPolicyCheck(workspace.checks);
  const { files: plan, notes } = await readPlan(workspace, examined);
  const settled = await settlePolicy(host, workspace, examined, plan);
  const statements = [...examined, settled];
  const [inputs, products] = await Promise.all([
    readInputs(workspace, statements),
    readProducts(workspace, statements),
  ]);
  const contents = new Map(inputs.map((input) => [input.path, input.content]));
  const texts = sourceTexts(markedInputs(statements, checks), (input) => contents.get(input));
  const notAsked = notAskedChecks(workspace.checks, policy).map(({ name }) => name);
  const report: Report = { statements, checks, texts, notAsked };
  const html = renderHtml(report);
  const evidence = statements.flatMap(evidenceFiles);
  const guide = renderGuide({ statements, notAsked, checks, holdsAssay: includeAssay });
  const parts = { policy: policy.text, evidence, inputs, products, report: html, guide };
  const bundle = buildBundle({ ...parts, ...(assay === undefined ? {} : { assay }) });
  const verification = verifyBundle(bundle.bytes, verificationTerms(world, checks));
  refuseBroken(verification);
  const signed = await signer?.sign(verification);
  await host.writer.writeWhole(file, bundle.bytes);
  const signature = signed && (await writeSignature(host, signatureFileOf(file), signed));
  await writeReport(host, paths.report, report, html);
  return {
    ...tellToday(report, world),
    ...{ notAsked, notes, path: file, sha256: bundle.sha256, verification },
    ...(signature === undefined ? {} : { signature }),
  };
}

async function writeSignature(host: Host, file: string, { content, ...signature }: Signature) {
  await host.writer.writeWhole(file, content);
  return { ...signature, path: file };
}

/** Writes the report in every format that other programs read, the page first. */
export async function writeReport(host: Host, page: string, report: Report, html = renderHtml(report)): Promise<void> {
  const folder = path.dirname(page);
  await host.writer.writeWhole(page, html);
  await host.writer.writeWhole(path.join(folder, 'assay.sarif'), renderSarif(report));
  await host.writer.writeWhole(path.join(folder, 'junit.xml'), renderJUnit(report));
  await host.writer.writeWhole(path.join(folder, 'needs.json'), renderNeeds(report));
  await host.writer.writeWhole(path.join(folder, 'summary.md'), renderMarkdown(report, { maxBytes: MARKDOWN_LIMIT }));
}

/** The evidence of the check `policy`: its facts are the findings of all others. `products`: what else lies beside the evidence. */
async function settlePolicy(
  host: Host,
  workspace: Workspace,
  examined: readonly Statement[],
  products: readonly Product[],
): Promise<Statement> {
  const { policy, paths } = workspace;
  const first = examined[0];
  if (first === undefined) throw new Error('there is no evidence to settle');
  const concluded = examined.map(({ predicate }) => ({
    check: predicate.check,
    examined: predicate.facts !== null,
    findings: predicate.findings,
  }));
  const { asOf, run } = first.predicate;
  const settled = stateResult(
    policyCheck,
    workspace,
    { digest: first.subject[0].digest, asOf, ...(run === undefined ? {} : { run }) },
    {
      collected: { ...policyCollected(policy, concluded, asOf), products },
      recorded: { inputs: [{ path: policy.path, sha256: sha256(policy.text) }], tools: [] },
    },
  );
  await writeEvidence(host, paths.evidence, settled);
  return settled;
}

/** The files of this Assay as they ship. Throws UserError where it runs from its sources. */
async function ownFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = await shippedFiles();
  if (files !== undefined) return files;
  throw new UserError('this Assay runs from its sources, and has no files to put into a bundle', {
    remedy: 'bundle with the built command, dist/assay.js',
  });
}

function refuseBroken({ problems }: Verification): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ where, what }) => `  ${where}: ${what}`);
  throw new UserError(
    `the evidence does not make a bundle: ${count(problems.length, 'problem')}\n${lines.join('\n')}`,
    {
      remedy: 'run every check again on one commit, with one policy and one version of Assay',
    },
  );
}
