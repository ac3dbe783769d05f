import type { Check } from '@assay/check';
import { type AppliedDeviation, count, judgeAll, type Statement, sha256, type Verdict } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { checkAgreement } from './agree.js';
import { checkClaims } from './claims.js';
import { checkNamedInputs, checkUnexpected, missingEvidence } from './complete.js';
import { inOrder } from './conclude.js';
import { checkFuture, lapsedDeviations } from './dates.js';
import { evidenceEntry, POLICY } from './entry.js';
import { expectedChecks } from './expected.js';
import { judgeAgain } from './judge-again.js';
import { checkMembers } from './members.js';
import { checkNamedProducts } from './products.js';
import { readStatements } from './read-statements.js';
import type { Digests } from './sums.js';
import type { VerificationTerms } from './terms.js';
import type { Found, Verification } from './verification.js';

/** What verifying the evidence of one check came to, before there is a bundle. */
export interface CheckVerification extends Found, Pick<Verification, 'subject' | 'asOf'> {
  /**
   * `fail` when the evidence is not what it claims ({@link problems}), else what it says, but `no-verdict` where some is missing or this
   * version of Assay cannot confirm it.
   */
  verdict: Verdict;
  reason: string;
  /** The evidence that the policy asks for and that is not there, by name: of the check, or of its parts. */
  missing: string[];
  /** Deviations that held when the evidence was made and have expired since. */
  lapsed: AppliedDeviation[];
  /** The statements that can be read, facts included, in the order of their names. */
  statements: Statement[];
}

/**
 * Verifies the evidence of a check, or of all its parts, as {@link verifyBundle} does, against the policy that is there. `files`: contents
 * by name, of every file that calls itself evidence of the check. Pure; never throws for anything in them. The inputs themselves are not looked at.
 */
export function verifyCheck(
  files: ReadonlyMap<string, Uint8Array>,
  policy: Policy,
  check: Check,
  terms: VerificationTerms,
): CheckVerification {
  const entries = new Map([...files].map(([name, content]) => [evidenceEntry(name), content]));
  const listed = new Set(entries.keys());
  const digests: Digests = new Map([
    ...[...entries].map(([name, content]) => [name, sha256(content)] as const),
    [POLICY, sha256(policy.text)],
  ]);
  const { evidence, problems: unreadable, newer } = readStatements(entries, digests);
  const expected = expectedChecks({ value: policy }, [check]);
  const missing = missingEvidence(listed, expected);
  const unexpected = [
    ...checkUnexpected(listed, expected, [check]),
    ...expected.problems,
    ...checkNamedInputs(evidence, [check]),
    ...checkNamedProducts(evidence, [check]),
    ...checkMembers(evidence, policy, expected.asked),
  ];
  const again = judgeAgain(evidence, expected, unexpected, { value: policy }, terms);
  const found: Found = {
    ...again,
    doubts: [...newer, ...again.doubts],
    problems: [
      ...unreadable,
      ...checkAgreement(evidence, policy.project, digests),
      ...checkClaims(evidence, policy.deviations),
      ...checkFuture(evidence, terms.today),
      ...again.problems,
    ],
  };
  const statements = inOrder(evidence, [check]);
  const [first] = statements;
  return {
    ...overall(statements, found, missing),
    ...found,
    missing,
    lapsed: lapsedDeviations(statements, terms.today),
    ...(first === undefined ? {} : { subject: first.subject[0], asOf: first.predicate.asOf }),
    statements,
  };
}

function overall(
  statements: readonly Statement[],
  { problems, doubts }: Found,
  missing: readonly string[],
): Pick<CheckVerification, 'verdict' | 'reason'> {
  if (problems.length > 0) {
    return { verdict: 'fail', reason: `the evidence is not what it claims: ${count(problems.length, 'problem')}` };
  }
  const verdicts = statements.map(({ predicate }) => predicate.verdict);
  const obstacles: Verdict[] = missing.length + doubts.length > 0 ? ['no-verdict'] : [];
  const others = statements.filter(({ predicate }) => predicate.verdict !== 'pass');
  const reasons = [
    ...listed(others.map(({ predicate: { check, verdict, reason } }) => `${check}: ${verdict}, ${reason}`)),
    ...(missing.length > 0 ? [`evidence is missing: ${listed(missing).join(', ')}`] : []),
    ...(doubts.length > 0 ? [`this version of Assay cannot confirm it: ${count(doubts.length, 'doubt')}`] : []),
  ];
  const reason = reasons.length > 0 ? reasons.join('; ') : `${count(statements.length, 'statement')} passed`;
  return { verdict: judgeAll([...verdicts, ...obstacles]), reason };
}

/** The first, and how many more there are: GitHub cuts a message at 4,096 characters. */
function listed(names: readonly string[]): string[] {
  const more = names.length - SHOWN;
  return more > 0 ? [...names.slice(0, SHOWN), `and ${more} more`] : [...names];
}

const SHOWN = 20;
