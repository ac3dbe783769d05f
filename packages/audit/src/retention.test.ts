import type { Policy } from '@assay/policy';
import { describe, expect, it } from 'vitest';
import type { Origin, RunOrigin } from './origin.js';
import { retentionOf } from './retention.js';

const TODAY = '2026-11-28';

const policy = (keepUntil?: string) => ({ keepUntil }) as unknown as Policy;

function artifact(expires: string | null): Origin {
  return { kind: 'run', run: { id: 42 }, artifact: { expires_at: expires } } as RunOrigin;
}

function release(immutable?: boolean): Origin {
  return { kind: 'release', release: { immutable } } as Origin;
}

describe('how long evidence is kept', () => {
  it.each([
    ['before the policy’s day', '2041-12-31', true],
    ['on the policy’s day', '2027-02-18', true],
    ['after the policy’s day', '2027-02-17', false],
    ['on a day that the policy does not ask of', undefined, false],
  ])('is told of an artifact that is deleted %s', (_, keepUntil, isTooShort) => {
    const retention = retentionOf(artifact('2027-02-18T10:30:00Z'), policy(keepUntil), TODAY);
    expect(retention).toMatchObject({ expires: '2027-02-18', keepUntil });
    expect(retention.note).toBe('GitHub deletes the artifact on 2027-02-18, in 82 days');
    const warning = `GitHub deletes the evidence of run 42 on 2027-02-18, and the policy wants it kept until ${keepUntil}: attach the bundle to a release`;
    if (isTooShort) expect(retention.warning).toContain(warning);
    else expect(retention.warning).toBeUndefined();
  });

  it('is not known where GitHub does not say it, and any day where it is past', () => {
    const unknown = retentionOf(artifact(null), policy('2041-12-31'), TODAY);
    expect([unknown.expires, unknown.warning]).toEqual([undefined, undefined]);
    expect(unknown.note).toContain('does not say when');
    expect(retentionOf(artifact('2026-11-27T00:00:00Z'), undefined, TODAY).note).toContain('any time now');
  });

  it('of a release has no day, and is said to be in somebody’s hands', () => {
    expect(retentionOf(release(), policy('2041-12-31'), TODAY)).toMatchObject({
      ...{ expires: undefined, keepUntil: '2041-12-31', warning: undefined },
      note: expect.stringContaining('whoever may write to the repository can replace or delete it'),
    });
    expect(retentionOf(release(true), undefined, TODAY).note).toContain('GitHub keeps it from being changed');
  });
});
