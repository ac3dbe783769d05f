import { type Check, checkOf } from '@assay/check';
import { byCodeUnit, count, judgeAll, type Statement, type Verdict } from '@assay/evidence';
import { lapsedDeviations } from './dates.js';
import type { Evidence } from './read-statements.js';
import type { Found, Verification } from './verification.js';

/** Sums the steps up. */
export function conclude(digest: string, statements: Statement[], found: Found, today: string): Verification {
  const claimed = judgeAll(statements.map(({ predicate }) => predicate.verdict));
  const lapsed = lapsedDeviations(statements, today);
  const first = statements[0];
  return {
    sha256: digest,
    ...overall(claimed, found),
    claimed,
    ...found,
    notes: [
      ...found.notes,
      ...lapsed.map(({ id, expires }) => `deviation ${id} held when the evidence was made and expired on ${expires}`),
    ],
    lapsed,
    ...(first === undefined
      ? {}
      : {
          subject: first.subject[0],
          project: first.predicate.project,
          asOf: first.predicate.asOf,
          ...(first.predicate.run === undefined ? {} : { run: first.predicate.run }),
          assay: first.predicate.assay,
        }),
    statements,
  };
}

/** A verification with what was found of the signature over the bundle: a problem of it is one of the whole. */
export function withSignature(
  verification: Verification,
  { signature, problems, notes }: Pick<Verification, 'signature' | 'problems' | 'notes'>,
): Verification {
  const found = {
    problems: [...verification.problems, ...problems],
    doubts: verification.doubts,
    notes: [...verification.notes, ...notes],
    ...(verification.uncompared === undefined ? {} : { uncompared: verification.uncompared }),
  };
  const isUnvouched = problems.length > 0 && verification.problems.length === 0;
  const reason = `the bundle is intact, and nobody who is trusted vouches for it: ${count(problems.length, 'problem')}`;
  return {
    ...verification,
    ...found,
    ...(isUnvouched ? { verdict: 'fail', reason } : overall(verification.claimed, found)),
    ...(signature === undefined ? {} : { signature }),
  };
}

function overall(claimed: Verdict, { problems, doubts, uncompared = [] }: Found): { verdict: Verdict; reason: string } {
  if (problems.length > 0)
    return { verdict: 'fail', reason: `the bundle is not what it claims: ${count(problems.length, 'problem')}` };
  if (doubts.length > 0 && claimed !== 'fail') {
    return {
      verdict: 'no-verdict',
      reason: `this version of Assay cannot confirm the evidence: ${count(doubts.length, 'doubt')}`,
    };
  }
  const intact = 'the bundle is intact, and its evidence says so';
  if (uncompared.length === 0) return { verdict: claimed, reason: intact };
  const others = `${uncompared.join(' and ')}, which another version of Assay wrote, could not be compared with it`;
  return { verdict: claimed, reason: `${intact}; ${others}` };
}

/** The statements in the order of the checks, and of the names of their parts, as the report shows them; those of unknown checks last. */
export function inOrder(evidence: readonly Evidence[], checks: readonly Pick<Check, 'name' | 'parts'>[]): Statement[] {
  const rank = ({ check }: Evidence) => {
    const known = checkOf(checks, check);
    return known === undefined ? checks.length : checks.indexOf(known);
  };
  return [...evidence]
    .sort((a, b) => rank(a) - rank(b) || byCodeUnit(a.check, b.check))
    .map(({ statement }) => statement);
}
