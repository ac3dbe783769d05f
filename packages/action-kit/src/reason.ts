import { type AppliedDeviation, count, lapsedInWords, type Statement } from '@assay/evidence';

/**
 * The verdict over several statements in a few words: what expired since, else what each says that did not pass (`msrv: fail, 3 findings`), else how
 * many passed. `noun`: of what they speak of, singular.
 */
export function reasonOver(
  statements: readonly Statement[],
  lapsed: readonly Pick<AppliedDeviation, 'id' | 'expires'>[],
  noun: string,
): string {
  if (lapsed.length > 0) return lapsedInWords(lapsed);
  const others = statements.filter(({ predicate }) => predicate.verdict !== 'pass');
  const reasons = others.map(({ predicate: { check, verdict, reason } }) => `${check}: ${verdict}, ${reason}`);
  return reasons.length > 0 ? reasons.join('; ') : `${count(statements.length, noun)} passed`;
}
