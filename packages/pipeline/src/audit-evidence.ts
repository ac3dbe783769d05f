import path from 'node:path';
import {
  type Audit,
  BUNDLE_FILE,
  BUNDLE_LIMIT,
  conclude,
  type Fetched,
  fetchRelease,
  fetchRun,
  judgeOrigin,
  nothing,
  retentionOf,
  SIGNATURE_FILE,
} from '@assay/audit';
import { bundleContents, unwrapArtifact, verifyBundle } from '@assay/bundle';
import { notAskedChecks } from '@assay/check';
import { UserError, utcDay } from '@assay/evidence';
import { connect } from '@assay/github';
import type { Host, World } from '@assay/host';
import { type Report, renderHtml } from '@assay/report';
import { allChecks, checks } from './checks.js';
import { readBundle, verificationTerms } from './verify-evidence.js';

/** Which bundle is to be fetched from GitHub and audited. */
export interface AuditRequest {
  /** `OWNER/REPO`. */
  repository: string;
  /** The number of a run, or the tag of a release: exactly one of them. */
  run?: string | undefined;
  release?: string | undefined;
  /** First part of the artifacts' names. */
  prefix: string;
  /** Does the evidence of a fork's pull request count? */
  allowFork: boolean;
  /** Default: that of `GITHUB_TOKEN`, else `GH_TOKEN`. */
  token?: string | undefined;
}

/** A bundle that was audited, and what its evidence says. */
export interface AuditedBundle {
  audit: Audit;
  /** Without statements where the evidence is refused: a reader would take what it says for a result. */
  report: Report;
  bytes: Uint8Array;
  /** The signature that was kept beside it. */
  signature: Uint8Array | undefined;
}

/** Fetches the bundle of a run or a release, verifies it, and holds it against the place that it was kept in. Throws UserError. */
export async function auditKept(host: Host, request: AuditRequest): Promise<AuditedBundle> {
  const world = host.world('.');
  const fetched = await fetchFrom(host, world, request);
  const { origin, bytes, signature } = fetched;
  world.progress('verifying the bundle');
  const terms = verificationTerms(world, allChecks);
  const verification = verifyBundle(bytes, terms);
  const about = judgeOrigin(verification, fetched, { asked: request.repository, allowFork: request.allowFork });
  const audit = conclude(verification, about);
  const contents = bundleContents(bytes, verification.statements, terms);
  const retention = retentionOf(origin, contents.policy, utcDay(world.clock.now()));
  return { audit: { ...audit, origin, retention }, report: reportOf(audit, contents), bytes, signature };
}

/** Verifies a bundle that is at hand, by itself or in the artifact that GitHub handed out. Throws UserError when there is no such file. */
export async function auditFile(host: Host, file: string): Promise<AuditedBundle> {
  const world = host.world('.');
  const terms = verificationTerms(world, allChecks);
  const bytes = unwrapped(await readBundle(world, path.resolve(file), file));
  const verification = verifyBundle(bytes, terms);
  const audit = conclude(verification, nothing);
  const contents = bundleContents(bytes, verification.statements, terms);
  return { audit, report: reportOf(audit, contents), bytes, signature: undefined };
}

/** The bundle in an artifact; what is none is handed back, and verification says what it is. */
export function unwrapped(bytes: Uint8Array): Uint8Array {
  const found = unwrapArtifact(bytes, BUNDLE_FILE, BUNDLE_LIMIT);
  return 'content' in found ? found.content : bytes;
}

/** What the evidence of a bundle says, for the renderers. */
export function reportOf(
  { problems, verification }: Pick<Audit, 'problems' | 'verification'>,
  { policy, texts }: Pick<ReturnType<typeof bundleContents>, 'policy' | 'texts'>,
): Report {
  if (problems.length > 0) return { statements: [], checks: allChecks };
  const notAsked = policy === undefined ? [] : notAskedChecks(checks, policy).map(({ name }) => name);
  return { statements: verification.statements, checks: allChecks, texts, notAsked };
}

/** Where an audited bundle was put. Paths, absolute. */
export interface Kept {
  bundle: string;
  signature: string | undefined;
  report: string;
}

/** Writes the bundle, its signature and the report into a folder. `undefined`, and nothing written, where the evidence is refused. */
export async function keepAudited(host: Host, folder: string, audited: AuditedBundle): Promise<Kept | undefined> {
  const { audit, report, bytes, signature } = audited;
  if (audit.problems.length > 0) return undefined;
  const at = (file: string) => path.resolve(folder, file);
  await host.writer.writeWhole(at(BUNDLE_FILE), bytes);
  if (signature === undefined) await host.writer.remove(at(SIGNATURE_FILE));
  else await host.writer.writeWhole(at(SIGNATURE_FILE), signature);
  await host.writer.writeWhole(at(REPORT_PAGE), renderHtml(report));
  return { bundle: at(BUNDLE_FILE), signature: signature && at(SIGNATURE_FILE), report: at(REPORT_PAGE) };
}

/** The report's page in the folder that `--output` names. */
export const REPORT_PAGE = 'report/index.html';

async function fetchFrom(
  { network }: Host,
  { environment, progress }: World,
  { repository, run = '', release = '', prefix, token }: AuditRequest,
): Promise<Fetched> {
  if ((run === '') === (release === '')) {
    throw new UserError(
      `${run === '' ? 'neither a run nor a release' : 'both a run and a release'} of ${repository} is named`,
      {
        remedy: 'name one of them: the number of the run, or the tag of the release',
      },
    );
  }
  const github = connect({ network, environment }, token);
  return run === ''
    ? fetchRelease(github, { repository, release, prefix }, progress)
    : fetchRun(github, { repository, run, prefix }, progress);
}
