import { type Inputs, outputPath, readSwitch } from '@assay/action-kit';
import { UserError } from '@assay/evidence';
import { auditKept, keepAudited } from '@assay/pipeline';
import { judgeAudit } from './judge-audit.js';
import type { Host, Verifying } from './verifying.js';

type Input =
  | 'trust'
  | 'commit'
  | 'run'
  | 'release'
  | 'repository'
  | 'artifact-prefix'
  | 'allow-fork'
  | 'token'
  | 'audit-dir';

/** Fetches the bundle of a run or a release, verifies it, and puts it into the folder for it unless it is refused. */
export async function verifyKept(inputs: Inputs<Input>, host: Host): Verifying {
  const { commit, run, release, 'artifact-prefix': prefix, token, trust, 'audit-dir': folder } = inputs;
  const repository = inputs.repository || host.world('.').environment.get('GITHUB_REPOSITORY') || noRepository();
  const allowFork = readSwitch(inputs, 'allow-fork');
  const audited = await auditKept(host, {
    repository,
    run,
    release,
    prefix,
    allowFork,
    token,
    trust: trust || undefined,
  });
  const judged = judgeAudit(audited, commit);
  const kept = judged.report.statements.length > 0 ? await keepAudited(host, folder, audited) : undefined;
  const bundle = kept === undefined ? '' : outputPath(kept.bundle);
  const { verification, retention } = audited.audit;
  return {
    ...judged,
    directory: '.',
    outputs: { evidence: bundle, bundle, digest: verification.sha256, expires: retention?.expires ?? '' },
  };
}

function noRepository(): never {
  throw new UserError('no repository is named, and GITHUB_REPOSITORY is not set', {
    remedy: 'give repository: OWNER/REPO',
  });
}
