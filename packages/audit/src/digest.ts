import type { Problem } from '@assay/bundle';
import { sha256 } from '@assay/evidence';
import { nothing, type OriginJudgement } from './origin-judgement.js';

/** Is what came what GitHub says that it keeps? `stated`: its SHA-256; nothing can be compared where there is none. */
export function digestProblems(where: string, bytes: Uint8Array, stated: string | null | undefined): Problem[] {
  if (stated === null || stated === undefined) return [];
  const actual = sha256(bytes);
  if (actual === stated) return [];
  const what = `is not what GitHub keeps: what came has the SHA-256 ${actual}, and GitHub states ${stated}`;
  return [{ where, what, remedy: 'fetch it again, over a connection that changes nothing on the way' }];
}

/** Of what {@link digestProblems} has nothing against: was it compared? `what`: what GitHub calls it. */
export function sameDigest(what: 'artifact' | 'asset', stated: string | null | undefined): OriginJudgement {
  return typeof stated === 'string'
    ? { ...nothing, compared: ['what came has the SHA-256 that GitHub states'] }
    : { ...nothing, notes: [`not compared: GitHub states no digest of the ${what}`] };
}
