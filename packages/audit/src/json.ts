import { type Verification, verificationJson } from '@assay/bundle';
import { canonicalJson } from '@assay/evidence';
import type { Comparison, Report } from '@assay/report';
import type { Audit } from './audit.js';
import type { Origin } from './origin.js';
import type { Retention } from './retention.js';

/** An audit as one JSON document, with every finding of the evidence where it is not refused. Its keys stay; further ones may come. */
export function auditJson({ verification, origin, retention, ...rest }: Audit, { statements }: Report): string {
  return canonicalJson({
    ...rest,
    findings: statements.flatMap(({ predicate }) => predicate.findings),
    origin: origin === undefined ? null : originOf(origin),
    retention: retention === undefined ? null : nullsIn(retention),
    bundle: bundleOf(verification),
  });
}

/** A comparison as one JSON document: the verdict of the last bundle, every bundle as it was verified, and what changed from the first to the last. */
export function comparisonJson(
  bundles: readonly { name: string; verification: Verification }[],
  comparison: Comparison | undefined,
  overall: Pick<Verification, 'verdict' | 'reason'>,
): string {
  const { verdict, reason } = overall;
  return canonicalJson({
    ...{ verdict, reason },
    bundles: bundles.map(({ name, verification }) => ({ name, bundle: bundleOf(verification) })),
    comparison: comparison ?? null,
  });
}

/** What is not known is told as null, so that every key is there. */
function nullsIn({ note, expires, keepUntil, warning }: Retention) {
  return { note, expires: expires ?? null, keepUntil: keepUntil ?? null, warning: warning ?? null };
}

/** As `assay verify --format json` prints it. */
function bundleOf(verification: Verification): unknown {
  return JSON.parse(verificationJson(verification));
}

function originOf(origin: Origin) {
  const repository = { id: origin.repository.id, name: origin.repository.full_name };
  if (origin.kind === 'release') {
    const { release, asset } = origin;
    const { id, name, size, digest = null } = asset;
    return {
      ...{ kind: 'release', repository },
      release: {
        tag: release.tag_name,
        commit: release.commit,
        url: release.html_url,
        immutable: release.immutable ?? null,
      },
      asset: { id, name, size, sha256: digest },
    };
  }
  const { run, artifact } = origin;
  return {
    ...{ kind: 'run', repository },
    run: {
      ...{ id: run.id, attempt: run.run_attempt, event: run.event, conclusion: run.conclusion, url: run.html_url },
      ...{
        headCommit: run.head_sha,
        headRepository: run.head_repository?.full_name ?? null,
        createdAt: run.created_at,
      },
    },
    artifact: {
      ...{ id: artifact.id, name: artifact.name, size: artifact.size_in_bytes, sha256: artifact.digest ?? null },
      ...{ createdAt: artifact.created_at, expiresAt: artifact.expires_at },
    },
  };
}
