import path from 'node:path';
import {
  type Audit,
  BUNDLE_FILE,
  concludeAudit,
  type Fetched,
  fetchRelease,
  fetchRun,
  judgeOrigin,
  retentionOf,
  SIGNATURE_FILE,
} from '@assay/audit';
import { bundleContents, verifyBundle, withSignature } from '@assay/bundle';
import { type Problem, UserError, utcDay } from '@assay/evidence';
import { connect } from '@assay/github';
import type { Host, World } from '@assay/host';
import { type Report, renderHtml } from '@assay/report';
import { allChecks } from './checks.js';
import { openBundle, reportOf } from './open-bundle.js';
import { termsFor } from './verify-evidence.js';
import { vouchRead } from './vouching.js';

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
  /** The trust file. With it a signature is demanded by somebody whom it names. */
  trust?: string | undefined;
}

/** A bundle that was audited, and what its evidence says. */
export interface AuditedBundle {
  audit: Audit;
  /** Without statements where the evidence is refused: a reader would take what it says for a result. */
  report: Report;
  bytes: Uint8Array;
  /** The signature that was kept beside it, or stands beside the file; `undefined` where there is none. */
  signature: Uint8Array | undefined;
}

/** Fetches the bundle of a run or a release, verifies it, and holds it against the place that it was kept in. Throws UserError. */
export async function auditKept(host: Host, request: AuditRequest): Promise<AuditedBundle> {
  const world = host.world('.');
  const fetched = await fetchFrom(host, world, request);
  const { origin, bytes, signature } = fetched;
  world.progress('verifying the bundle');
  const terms = await termsFor(bytes, world, allChecks);
  const verified = verifyBundle(bytes, terms);
  const verification = withSignature(verified, await vouchRead(world, verified, signature ?? NOT_KEPT, request.trust));
  const about = judgeOrigin(verification, fetched, { asked: request.repository, allowFork: request.allowFork });
  const audit = concludeAudit(verification, about);
  const contents = bundleContents(bytes, verification.statements, terms);
  const retention = retentionOf(origin, contents.policy, utcDay(world.clock.now()));
  return { audit: { ...audit, origin, retention }, report: reportOf(audit, contents), bytes, signature };
}

/** Verifies a bundle that is at hand. `trust`: a trust file, with which a signature beside the file is demanded. Throws UserError when there is no such file. */
export async function auditFile(host: Host, file: string, trust?: string): Promise<AuditedBundle> {
  const { bytes, signature, verification, contents } = await openBundle(host.world('.'), file, trust);
  const audit = concludeAudit(verification);
  return { audit, report: reportOf(audit, contents), bytes, signature };
}

/** Of a bundle that was fetched, and no signature with it. */
const NOT_KEPT: Problem = {
  where: 'signature',
  what: 'the bundle is not signed: no signature is kept beside it',
  remedy: 'have the bundle signed, and keep the signature beside it',
};

/** Where an audited bundle was put. Paths, absolute. */
export interface Kept {
  bundle: string;
  signature: string | undefined;
  report: string;
}

/**
 * Writes the bundle, its signature and the report into a folder. `undefined`, and nothing written, where the evidence is refused. A signature that lies
 * there of another bundle is removed, unless the bundle was at hand: the folder may be its own.
 */
export async function keepAudited(host: Host, folder: string, audited: AuditedBundle): Promise<Kept | undefined> {
  const { audit, report, bytes, signature } = audited;
  if (audit.problems.length > 0) return undefined;
  const at = (file: string) => path.resolve(folder, file);
  await host.writer.writeWhole(at(BUNDLE_FILE), bytes);
  if (signature !== undefined) await host.writer.writeWhole(at(SIGNATURE_FILE), signature);
  else if (audit.origin !== undefined) await host.writer.remove(at(SIGNATURE_FILE));
  await host.writer.writeWhole(at(REPORT_PAGE), renderHtml(report));
  return { bundle: at(BUNDLE_FILE), signature: signature && at(SIGNATURE_FILE), report: at(REPORT_PAGE) };
}

/** The report's page in the folder that `--output` names. */
export const REPORT_PAGE = 'report/index.html';

async function fetchFrom(
  { network }: Host,
  { environment, progress }: World,
  { repository, run = '', release = '', prefix, token, trust }: AuditRequest,
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
    : fetchRun(github, { repository, run, prefix, needsSignature: trust !== undefined }, progress);
}
