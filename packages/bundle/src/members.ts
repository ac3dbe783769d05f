import { type Check, knownFacts, settingsOf } from '@assay/check';
import { byCodeUnit, quote } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { POLICY } from './entry.js';
import { attempt, type Problem } from './problem.js';
import type { Evidence } from './read-statements.js';

/** The members that one statement speaks of, by name and in order. */
interface Spoken {
  evidence: Evidence;
  members: readonly string[];
  /** Those that the policy asks for by name; `undefined` where it asks for all. */
  asked: readonly string[] | undefined;
}

/**
 * Does the evidence speak of one workspace: of the same members, of each that the policy names, and of no other? What no facts
 * say is left out: it is told by gaps. `asked`: the checks that the policy asks for, in parts.
 */
export function checkMembers(evidence: readonly Evidence[], policy: Policy, asked: readonly Check[]): Problem[] {
  const read = attempt(POLICY, 'does not say of which members evidence must speak', () =>
    evidence.flatMap((item) => spokenIn(item, policy, asked)),
  );
  if ('problems' in read) return read.problems;
  const whole = read.value.filter((spoken) => spoken.asked === undefined);
  const [first] = whole;
  const differing =
    first === undefined ? [] : whole.flatMap((other) => differences(other, first.members, asNamed(first)));
  const chosen = read.value.flatMap((spoken) =>
    spoken.asked === undefined ? [] : differences(spoken, ordered(spoken.asked), `${POLICY} asks for`),
  );
  return [...differing, ...chosen, ...(first === undefined ? [] : namedByPolicy(first, policy))];
}

function spokenIn(evidence: Evidence, policy: Policy, asked: readonly Check[]): Spoken[] {
  const check = asked.find(({ name }) => name === evidence.check);
  const members = knownFacts(check, evidence.statement.predicate, (facts) => check?.members?.in(facts));
  if (check === undefined || members === undefined) return [];
  const named = check.members?.asked?.(settingsOf(policy, check), check.part ?? '');
  return [{ evidence, members: ordered(members), asked: named }];
}

function differences({ evidence, members }: Spoken, expected: readonly string[], said: string): Problem[] {
  const where = `${evidence.entry}:predicate.facts`;
  const [spoken, known] = [new Set(members), new Set(expected)];
  const missing = expected.filter((name) => !spoken.has(name));
  const other = members.filter((name) => !known.has(name));
  return [
    ...missing.map((name) => ({ where, what: `do not speak of the member ${quote(name)}, which ${said}` })),
    ...other.map((name) => ({ where, what: `speak of ${quote(name)}, and ${said} no member of that name` })),
  ];
}

function asNamed({ evidence }: Spoken): string {
  return `${evidence.entry} names`;
}

/** A level or a baseline of its own is for a member that is judged by it. */
function namedByPolicy({ evidence, members }: Spoken, { levels, baseline }: Policy): Problem[] {
  const spoken = new Set(members);
  return [...new Set([...levels.keys(), ...baseline.crates.keys()])]
    .filter((name) => !spoken.has(name))
    .map((name) => ({
      where: `${evidence.entry}:predicate.facts`,
      what: `do not speak of the member ${quote(name)}, which ${POLICY} names`,
      remedy: 'run the checks on the workspace that the policy is for, or take the name out of it',
    }));
}

function ordered(names: readonly string[]): string[] {
  return [...new Set(names)].sort(byCodeUnit);
}
