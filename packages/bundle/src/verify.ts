import { sha256 } from '@assay/evidence';
import { checkAgreement } from './agree.js';
import { checkAssay } from './assay-entries.js';
import { checkClaims } from './claims.js';
import { checkEntries, checkExpected, checkInputs, checkNamedInputs, isWhole } from './complete.js';
import { conclude, inOrder } from './conclude.js';
import { checkFuture } from './dates.js';
import { SUMS } from './entry.js';
import { expectedChecks } from './expected.js';
import { compareGuide } from './guide-entry.js';
import { decode } from './json.js';
import { judgeAgain } from './judge-again.js';
import { checkMembers } from './members.js';
import { readPolicy } from './policy-entry.js';
import type { Problem } from './problem.js';
import { checkNamedProducts, checkProducts } from './products.js';
import { readStatements } from './read-statements.js';
import { compareReport } from './report-entry.js';
import { checkSums, type Digests } from './sums.js';
import type { VerificationTerms } from './terms.js';
import type { Found, Verification } from './verification.js';
import { readZip } from './zip-read.js';

/**
 * Verifies a bundle, trusting nothing in it that can be recomputed. Collects every problem that it can reach; never throws for
 * anything in the bundle. What cannot be recomputed, because it comes from a world that is gone (facts, and gaps that they
 * do not show), is only as good as the signature over the bundle's digest.
 */
export function verifyBundle(bytes: Uint8Array, terms: VerificationTerms): Verification {
  const { entries, listed, problems } = readZip(bytes);
  const digest = sha256(bytes);
  if (entries.size === 0 && problems.length > 0)
    return conclude(digest, [], { problems, doubts: [], notes: [] }, terms.today);

  const digests: Digests = new Map(
    [...entries].filter(([name]) => name !== SUMS).map(([name, content]) => [name, sha256(content)]),
  );
  const { evidence, problems: unreadable, newer } = readStatements(entries, digests);
  const policy = readPolicy(entries, evidence, terms);
  const stated = 'value' in policy ? policy.value : undefined;
  const own = [
    ...problems,
    ...checkEntries(listed),
    ...sumsProblems(entries, digests, listed),
    ...unreadable,
    ...checkAgreement(evidence, stated?.project, digests),
    ...checkInputs(evidence, digests, listed),
    ...checkProducts(entries, evidence, digests, listed),
    ...checkClaims(evidence, stated?.deviations),
    ...checkFuture(evidence, terms.today),
  ];
  const expected = expectedChecks(policy, terms.checks);
  const completeness = [
    ...checkExpected(listed, expected, terms.checks),
    ...expected.problems,
    ...checkNamedInputs(evidence, terms.checks),
    ...checkNamedProducts(evidence, terms.checks),
    ...(stated === undefined ? [] : checkMembers(evidence, stated, expected.asked)),
  ];
  const again = judgeAgain(evidence, expected, completeness, policy, terms);
  const statements = inOrder(evidence, terms.checks);
  const notAsked = expected.notAsked.map(({ name }) => name);
  const derived = isWhole(evidence, listed)
    ? [compareReport, compareGuide].map((compare) => compare(entries, statements, notAsked, terms))
    : [];
  const assay = checkAssay(digests, listed, statements, terms);
  const others = [...derived, assay];
  const uncompared = derived.flatMap((each) => each.uncompared ?? []);
  const found: Found = {
    problems: [...own, ...again.problems, ...others.flatMap((other) => other.problems)],
    doubts: [...newer, ...again.doubts, ...assay.doubts],
    notes: [...again.notes, ...others.flatMap((other) => other.notes)],
    ...(uncompared.length === 0 ? {} : { uncompared }),
  };
  return conclude(digest, statements, found, terms.today);
}

function sumsProblems(
  entries: ReadonlyMap<string, Uint8Array>,
  digests: Digests,
  listed: ReadonlySet<string>,
): Problem[] {
  const content = entries.get(SUMS);
  if (content === undefined) return [];
  const text = decode(content);
  return text === undefined ? [{ where: SUMS, what: 'is not UTF-8 text' }] : checkSums(text, digests, listed);
}
