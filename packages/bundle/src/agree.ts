import { compactJson, type Project, quote, type Statement } from '@assay/evidence';
import { POLICY } from './entry.js';
import type { Problem } from './problem.js';
import type { Evidence } from './read-statements.js';
import type { Digests } from './sums.js';

/**
 * Do the statements speak of one thing: the same commit, day, project, Assay and run, under the policy that they are held against?
 * `project`: the policy's, when the policy can be read.
 */
export function checkAgreement(
  evidence: readonly Evidence[],
  project: Project | undefined,
  digests: Digests,
): Problem[] {
  const first = evidence[0];
  if (first === undefined) return [];
  const problems = evidence.flatMap((other) => differences(first, other));
  for (const { entry, statement } of evidence) {
    problems.push(...checkProject(entry, statement, project), ...checkPolicy(entry, statement, digests));
  }
  return [...problems, ...checkPolicyPath(evidence)];
}

/** The parts that all statements of a bundle share, by JSON path. */
const shared: readonly [path: string, part: (statement: Statement) => unknown][] = [
  ['subject', ({ subject }) => subject],
  ['predicate.project', ({ predicate }) => predicate.project],
  ['predicate.asOf', ({ predicate }) => predicate.asOf],
  ['predicate.assay', ({ predicate }) => predicate.assay],
  ['predicate.run', ({ predicate }) => predicate.run ?? null],
];

function differences(first: Evidence, other: Evidence): Problem[] {
  return shared.flatMap(([path, part]) => {
    const [expected, actual] = [compactJson(part(first.statement)), compactJson(part(other.statement))];
    if (expected === actual) return [];
    return [{ where: `${other.entry}:${path}`, what: `is ${actual}, and ${first.entry} says ${expected}` }];
  });
}

function checkProject(entry: string, { subject, predicate }: Statement, project: Project | undefined): Problem[] {
  const problems: Problem[] = [];
  if (subject[0].name !== predicate.project.name) {
    const what = `is ${quote(subject[0].name)}, and the project is ${quote(predicate.project.name)}`;
    problems.push({ where: `${entry}:subject[0].name`, what });
  }
  if (project !== undefined && compactJson(project) !== compactJson(predicate.project)) {
    const what = `is ${compactJson(predicate.project)}, and ${POLICY} says ${compactJson(project)}`;
    problems.push({ where: `${entry}:predicate.project`, what });
  }
  return problems;
}

/** Was the check made under this policy? Then the policy is among its inputs, by digest. */
function checkPolicy(entry: string, { predicate }: Statement, digests: Digests): Problem[] {
  const digest = digests.get(POLICY);
  if (digest === undefined || predicate.inputs.some((input) => input.sha256 === digest)) return [];
  return [
    {
      where: `${entry}:predicate.inputs`,
      what: `does not list the policy that it is held against (${POLICY}, SHA-256 ${digest})`,
    },
  ];
}

/** The path of the policy stands in places and facts; the statement of the check `policy`, whose only input it is, says it. */
function checkPolicyPath(evidence: readonly Evidence[]): Problem[] {
  const policy = evidence.find(({ check }) => check === 'policy');
  if (policy === undefined) return [];
  const { inputs } = policy.statement.predicate;
  const where = `${policy.entry}:predicate.inputs`;
  const stated = inputs[0];
  if (stated === undefined || inputs.length !== 1)
    return [{ where, what: 'does not list the policy and nothing else' }];
  return evidence.flatMap(({ entry, statement }) => {
    const same = statement.predicate.inputs.find(({ path }) => path === stated.path);
    if (same?.sha256 === stated.sha256) return [];
    return [
      {
        where: `${entry}:predicate.inputs`,
        what: `does not list ${quote(stated.path)}, the policy, as ${policy.entry} does`,
      },
    ];
  });
}
