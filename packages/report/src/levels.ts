import { checkOf, knownFacts, type MemberLevel } from '@assay/check';
import { byCodeUnit, groupBy } from '@assay/evidence';
import { type Report, split } from './report.js';

/** Members of one level that are named; the others are counted. */
const MEMBERS_NAMED = 5;

/**
 * The project's integrity level, then those that members have instead: `ASIL B`, `motor-control ASIL D`, `a, b QM`. The level of a
 * member is known where a check that left evidence says it.
 */
export function levelsIn(report: Report): string[] {
  const ofProject = new Set(report.statements.map(({ predicate }) => predicate.project.level));
  const others = memberLevels(report).filter(({ level }) => !ofProject.has(level));
  const byLevel = groupBy(others, ({ level }) => level);
  return [...ofProject, ...[...byLevel].map(([level, members]) => `${inShort(members)} ${level}`)];
}

/** Every member once for each level that the evidence says it has, by name. */
function memberLevels({ statements, checks }: Report): MemberLevel[] {
  const said = statements.flatMap(({ predicate }) => {
    const words = checkOf(checks, predicate.check);
    return knownFacts(words, predicate, (facts) => words?.members?.levels?.(facts)) ?? [];
  });
  const distinct = new Map(said.map((each) => [JSON.stringify([each.name, each.level]), each]));
  return [...distinct.values()].sort((a, b) => byCodeUnit(a.name, b.name));
}

/** `a, b, c, d, e and 3 more`. */
function inShort(members: readonly MemberLevel[]): string {
  const { first, rest } = split(members, MEMBERS_NAMED);
  const names = first.map(({ name }) => name).join(', ');
  return rest.length === 0 ? names : `${names} and ${rest.length} more`;
}
