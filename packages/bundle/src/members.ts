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
  const read = attempt(POLICY, 'does not say of which members evidence must speak', () => ({
    spoken: evidence.flatMap((item) => spokenIn(item, policy, asked)),
    named: membersNamed(policy, asked),
  }));
  if ('problems' in read) return read.problems;
  const { spoken: all, named } = read.value;
  const whole = all.filter((spoken) => spoken.asked === undefined);
  const [first] = whole;
  const differing =
    first === undefined ? [] : whole.flatMap((other) => differences(other, first.members, asNamed(first)));
  const chosen = all.flatMap((spoken) =>
    spoken.asked === undefined ? [] : differences(spoken, ordered(spoken.asked), `${POLICY} asks for`),
  );
  return [...differing, ...chosen, ...(first === undefined ? [] : lackingOf(first, named))];
}

function spokenIn(evidence: Evidence, policy: Policy, asked: readonly Check[]): Spoken[] {
  const check = asked.find(({ name }) => name === evidence.check);
  const members = knownFacts(check, evidence.statement.predicate, (facts) => check?.members?.in(facts));
  if (check === undefined || members === undefined) return [];
  return [{ evidence, members: ordered(members), asked: chosenBy(policy, check) }];
}

/** The members that the policy asks for by name, of a check or one part of it. */
function chosenBy(policy: Policy, check: Check): readonly string[] | undefined {
  return check.members?.asked?.(settingsOf(policy, check), check.part ?? '');
}

/** A level, a baseline of its own, or a check of a few members is for members that there are. */
function membersNamed(policy: Policy, asked: readonly Check[]): string[] {
  const chosen = asked.flatMap((check) => chosenBy(policy, check) ?? []);
  return ordered([...policy.levels.keys(), ...policy.baseline.crates.keys(), ...chosen]);
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

/** Those of the members that the policy names of which a statement on all members does not speak. */
function lackingOf({ evidence, members }: Spoken, named: readonly string[]): Problem[] {
  const spoken = new Set(members);
  return named
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
