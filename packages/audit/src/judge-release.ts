import type { Verification } from '@assay/bundle';
import { describeDigest } from '@assay/evidence';
import { sameDigest } from './digest.js';
import { heldOn } from './held-on.js';
import { renamed } from './judge-run.js';
import type { ReleaseOrigin } from './origin.js';
import { merged, nothing, type OriginJudgement } from './origin-judgement.js';

/** Does the evidence speak of the commit that the release's tag stands at? Pure. */
export function judgeRelease(
  verification: Verification,
  { repository, release, asset }: ReleaseOrigin,
  { asked }: { asked: string },
): OriginJudgement {
  const names = { ...nothing, notes: renamed(asked, repository.full_name) };
  return merged([
    sameCommit(verification, release),
    heldThen(verification, release),
    sameDigest('asset', asset.digest),
    names,
  ]);
}

function heldThen(verification: Verification, { published_at }: ReleaseOrigin['release']): OriginJudgement {
  if (published_at != null) return heldOn(verification, published_at, 'the release was published');
  const what = 'has no day on which it was published: whether the deviations held then cannot be said';
  return {
    ...nothing,
    doubts: [{ where: 'release', what, remedy: 'see that the release is published, and is no draft' }],
  };
}

function sameCommit({ subject }: Verification, { tag_name, commit }: ReleaseOrigin['release']): OriginJudgement {
  if (subject === undefined) return nothing;
  const { digest } = subject;
  if ('gitCommit' in digest && digest.gitCommit === commit) {
    return { ...nothing, compared: [`the commit is the one that the tag ${tag_name} stands at: ${commit}`] };
  }
  const what = `is ${describeDigest(digest)}, and the tag ${tag_name} stands at commit ${commit}`;
  const remedy = 'attach the bundle of the released commit; if the tag was moved, find out by whom and why';
  return { ...nothing, problems: [{ where: 'subject', what, remedy }] };
}
