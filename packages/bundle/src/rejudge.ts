import { type Check, type Collected, policyCollected, readFacts, type Settlement, settle } from '@assay/check';
import { count, type Finding, judge, type Predicate, quote } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { schemaProblems } from './json.js';
import { attempt, isEqual, type Problem } from './problem.js';
import type { Evidence } from './read-statements.js';

/** What this Assay makes of a statement's facts. */
export interface Rejudgement {
  evidence: Evidence;
  /** Absent when the facts cannot be judged; `differences` says why. */
  settlement?: Settlement;
  /** Where the statement says something else. */
  differences: Problem[];
}

/**
 * Runs every check's rules over its facts again, applies the policy's deviations and judges; `policy` last, because its facts are
 * the findings of the others, and only when all of them are there. `checks`: those that the policy asks for; statements of others are
 * left out.
 */
export function rejudge(evidence: readonly Evidence[], policy: Policy, checks: readonly Check[]): Rejudgement[] {
  const found = (check: Check) => evidence.find((item) => item.check === check.name);
  const others = checks.filter(({ name }) => name !== 'policy');
  const results = others.flatMap((check) => {
    const statement = found(check);
    return statement === undefined ? [] : [rejudgeCheck(check, statement, policy)];
  });
  const last = checks.find(({ name }) => name === 'policy');
  const settled = last === undefined ? undefined : found(last);
  if (last === undefined || settled === undefined || results.length < others.length) return results;
  return [...results, rejudgePolicy(last, settled, policy, results)];
}

function rejudgeCheck(check: Check, evidence: Evidence, policy: Policy): Rejudgement {
  const { predicate } = evidence.statement;
  const { gaps, examined } = predicate;
  if (predicate.facts === null) return compare(check, evidence, { facts: undefined, gaps, examined }, policy);
  const facts = readFacts(check, predicate);
  if (!facts.success) {
    return { evidence, differences: schemaProblems(evidence.entry, 'predicate.facts', facts.error) };
  }
  return compare(check, evidence, { facts: facts.data, gaps, examined }, policy, [
    ...otherPart(check, evidence, facts.data),
    ...untoldGaps(check, evidence, facts.data),
    ...unestablished(check, evidence, facts.data),
    ...otherCount(check, evidence, facts.data),
  ]);
}

/** What the facts leave open must be among the gaps that are told: without them it would pass. */
function untoldGaps({ gapsIn }: Check, { entry, statement }: Evidence, facts: unknown): Problem[] {
  const told = new Set(statement.predicate.gaps.map(({ what }) => what));
  const left = attempt(`${entry}:predicate.facts`, 'cannot be judged', () => gapsIn?.(facts) ?? []);
  if ('problems' in left) return left.problems;
  return left.value
    .filter(({ what }) => !told.has(what))
    .map(({ what, why }) => {
      return { where: `${entry}:predicate.gaps`, what: `lack a gap that follows from the facts: ${what}, ${why}` };
    });
}

/** What was not established leaves a gap, whatever it is called: evidence that tells none says more than was seen. */
function unestablished({ unestablishedIn }: Check, { entry, statement }: Evidence, facts: unknown): Problem[] {
  if (statement.predicate.gaps.length > 0) return [];
  const open = attempt(`${entry}:predicate.facts`, 'cannot be judged', () => unestablishedIn?.(facts) ?? []);
  if ('problems' in open) return open.problems;
  return open.value.map((what) => ({
    where: `${entry}:predicate.gaps`,
    what: `are none, and the facts do not establish ${what}`,
  }));
}

/** How much was examined follows from the facts; where a gap is told, less may have been. */
function otherCount({ examinedIn, unit }: Check, { entry, statement }: Evidence, facts: unknown): Problem[] {
  const { examined, gaps } = statement.predicate;
  const counted = attempt(`${entry}:predicate.facts`, 'cannot be judged', () => examinedIn?.(facts));
  if ('problems' in counted) return counted.problems;
  const expected = counted.value;
  if (expected === undefined || examined === expected || (gaps.length > 0 && examined < expected)) return [];
  const what = `is ${examined}, and the facts hold ${count(expected, unit)}`;
  return [{ where: `${entry}:predicate.examined`, what }];
}

/** Evidence of one part that stands under the name of another. */
function otherPart({ parts, part }: Check, { entry }: Evidence, facts: unknown): Problem[] {
  const spoken = parts?.nameIn(facts);
  if (spoken === part) return [];
  const what = `speak of the ${parts?.noun} ${quote(spoken ?? '')}; the entry's name says ${quote(part ?? '')}`;
  return [{ where: `${entry}:predicate.facts`, what }];
}

function rejudgePolicy(check: Check, evidence: Evidence, policy: Policy, others: readonly Rejudgement[]): Rejudgement {
  const { predicate } = evidence.statement;
  const concluded = others.map((other) => ({
    check: other.evidence.check,
    examined: other.evidence.statement.predicate.facts !== null,
    findings: (other.settlement ?? other.evidence.statement.predicate).findings,
  }));
  const collected = policyCollected(policy, concluded, predicate.asOf);
  const result = compare(check, evidence, collected, policy);
  const { facts, examined, gaps } = collected;
  for (const [part, value] of Object.entries({ facts, examined, gaps })) {
    if (isEqual(predicate[part as keyof Predicate], value)) continue;
    const what = 'does not follow from the policy and the findings of the other checks';
    result.differences.push({ where: `${evidence.entry}:predicate.${part}`, what });
  }
  return result;
}

function compare(
  check: Check,
  evidence: Evidence,
  collected: Collected<unknown>,
  policy: Policy,
  other: Problem[] = [],
): Rejudgement {
  const { entry, statement } = evidence;
  const terms = { rank: policy.level.value.rank, deviations: policy.deviations, asOf: statement.predicate.asOf };
  const settled = attempt(`${entry}:predicate.facts`, 'cannot be judged', () => settle(check, collected, terms));
  if ('problems' in settled) return { evidence, differences: settled.problems };
  return {
    evidence,
    settlement: settled.value,
    differences: [...other, ...differences(entry, statement.predicate, settled.value)],
  };
}

function differences(entry: string, claimed: Predicate, settled: Settlement): Problem[] {
  const problems = findingDifferences(entry, claimed.findings, settled.findings);
  if (!isEqual(claimed.rules, settled.rules)) {
    problems.push({
      where: `${entry}:predicate.rules`,
      what: 'are not the rules of this check, or not as they apply at this level',
    });
  }
  // A verdict that contradicts its own findings has been named already; here, the one that contradicts its facts.
  const consistent = judge(claimed).verdict === claimed.verdict;
  if (consistent && claimed.verdict !== settled.verdict) {
    const what = `is ${claimed.verdict}; from its facts follows ${settled.verdict} (${settled.reason})`;
    problems.push({ where: `${entry}:predicate.verdict`, what });
  }
  if (claimed.reason !== settled.reason) {
    const what = `is ${JSON.stringify(claimed.reason)}; from its facts follows ${JSON.stringify(settled.reason)}`;
    problems.push({ where: `${entry}:predicate.reason`, what });
  }
  return problems;
}

function findingDifferences(entry: string, claimed: readonly Finding[], settled: readonly Finding[]): Problem[] {
  const problems: Problem[] = [];
  const [byKey, settledByKey] = [claimed, settled].map((all) => new Map(all.map((finding) => [finding.key, finding])));
  for (const [index, finding] of claimed.entries()) {
    const where = `${entry}:predicate.findings[${index}]`;
    const truth = settledByKey?.get(finding.key);
    if (truth === undefined) problems.push({ where, what: `does not follow from the facts: ${finding.key}` });
    else if (!isEqual(finding, truth)) {
      const parts = Object.keys(truth).filter(
        (key) => !isEqual(finding[key as keyof Finding], truth[key as keyof Finding]),
      );
      problems.push({ where, what: `differs from what the facts give, in ${parts.join(', ')}: ${finding.key}` });
    }
  }
  for (const { key, message } of settled) {
    if (byKey?.has(key)) continue;
    problems.push({
      where: `${entry}:predicate.findings`,
      what: `lack a finding that follows from the facts: ${key}, ${message}`,
    });
  }
  if (problems.length === 0 && !isEqual(claimed, settled)) {
    problems.push({ where: `${entry}:predicate.findings`, what: 'are not in order, or stand there more than once' });
  }
  return problems;
}
