import type { Verification } from '@assay/bundle';
import { type Compared, merged, nothing } from './compared.js';
import { renamed } from './judge-run.js';
import type { ReleaseOrigin } from './origin.js';

/** Does the evidence speak of the commit that the release's tag stands at? Pure. */
export function judgeRelease(
  verification: Verification,
  { repository, release, asset }: ReleaseOrigin,
  { asked }: { asked: string },
): Compared {
  const digest: Compared =
    typeof asset.digest === 'string'
      ? { ...nothing, compared: ['what came has the SHA-256 that GitHub states'] }
      : { ...nothing, notes: ['not compared: GitHub states no digest of the asset'] };
  const names = { ...nothing, notes: renamed(asked, repository.full_name) };
  return merged([sameCommit(verification, release), digest, names]);
}

function sameCommit({ subject }: Verification, { tag_name, commit }: ReleaseOrigin['release']): Compared {
  if (subject === undefined) return nothing;
  const { digest } = subject;
  if ('gitCommit' in digest && digest.gitCommit === commit) {
    return { ...nothing, compared: [`the commit is the one that the tag ${tag_name} stands at: ${commit}`] };
  }
  const spoken =
    'gitCommit' in digest ? `commit ${digest.gitCommit}` : `a working tree that is no commit (${digest.dirHash1})`;
  const what = `is ${spoken}, and the tag ${tag_name} stands at commit ${commit}`;
  const remedy = 'attach the bundle of the released commit; if the tag was moved, find out by whom and why';
  return { ...nothing, problems: [{ where: 'subject', what, remedy }] };
}
