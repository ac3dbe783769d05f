import type { Check } from '@assay/check';
import { count, describeDigest } from '@assay/evidence';
import type { ComparedBundle, Comparison, EarlierBundle } from '@assay/report';
import { coverageChanges } from './coverage.js';
import { dependencyChanges } from './dependencies.js';
import { deviationChanges } from './deviations.js';
import { findingChanges } from './findings.js';
import type { OpenedBundle, Pair, Unknown } from './opened.js';
import { policyChanges } from './policy.js';
import { toolchainChanges } from './toolchain.js';
import { ruleChanges, verdictChanges } from './verdicts.js';

/** What changed from one bundle to a later one. Both must be what they claim. Pure: the same bundles give the same comparison. */
export function compareBundles(earlier: OpenedBundle, later: OpenedBundle, checks: readonly Check[]): Comparison {
  const pair: Pair = { earlier, later, checks };
  const [coverage, dependencies, deviations] = [coverageChanges(pair), dependencyChanges(pair), deviationChanges(pair)];
  return {
    earlier: identify(earlier),
    later: identify(later),
    checks: verdictChanges(pair),
    findings: findingChanges(pair),
    coverage: coverage.changes,
    toolchain: toolchainChanges(pair),
    dependencies: dependencies.changes,
    deviations: deviations.changes,
    policy: policyChanges(pair),
    rules: ruleChanges(pair),
    unknown: [
      ...oddities(pair),
      ...[earlier, later].flatMap(unconfirmed),
      ...coverage.unknown,
      ...dependencies.unknown,
      ...deviations.unknown,
    ],
  };
}

/** A bundle as the plot over time has it; `undefined` where its policy cannot be read. */
export function earlierBundle({ name, verification, contents }: OpenedBundle): EarlierBundle | undefined {
  const { asOf, claimed } = verification;
  if (contents.policy === undefined || asOf === undefined) return undefined;
  return { name, asOf, verdict: claimed, deviations: contents.policy.deviations.length };
}

function identify({ name, verification }: OpenedBundle): ComparedBundle {
  const { subject, asOf = '', verdict, assay } = verification;
  return {
    name,
    subject: subject === undefined ? '' : describeDigest(subject.digest),
    asOf,
    verdict,
    assay: assay?.version ?? '',
  };
}

/** What makes a reader doubt that the two are worth comparing. */
function oddities({ earlier, later }: Pair): Unknown[] {
  const [before, after] = [earlier.verification, later.verification];
  const projects = [before, after].map(({ project }) => project?.name ?? '');
  const odd: Unknown[] = [];
  if (projects[0] !== projects[1]) {
    const why = `${earlier.name} speaks of ${projects[0]}, and ${later.name} of ${projects[1]}: what differs may be the project`;
    odd.push({ what: 'one project with itself', why });
  }
  if ((before.asOf ?? '') > (after.asOf ?? '')) {
    const why = `${earlier.name} is dated ${before.asOf}, after ${later.name} with ${after.asOf}: were they named the other way round?`;
    odd.push({ what: 'earlier with later', why });
  }
  return odd;
}

function unconfirmed({ name, verification: { doubts } }: OpenedBundle): Unknown[] {
  if (doubts.length === 0) return [];
  const why = `another version of Assay made it, and this one cannot confirm it: ${count(doubts.length, 'doubt')}`;
  return [{ what: `the findings of ${name}`, why }];
}
