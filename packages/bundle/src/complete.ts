import { type Check, checkOf, commandOf, knownFacts } from '@assay/check';
import { quote } from '@assay/evidence';
import { bundledInputs } from './build.js';
import {
  evidenceEntry,
  GUIDE,
  inputEntry,
  isAssayEntry,
  isFactsEntry,
  isInputEntry,
  isProductEntry,
  POLICY,
  REPORT,
  SUMS,
  statementOf,
} from './entry.js';
import type { Expected } from './expected.js';
import { attempt, type Problem } from './problem.js';
import type { Evidence } from './read-statements.js';
import type { Digests } from './sums.js';

/** What every bundle holds. */
const always = [SUMS, GUIDE, POLICY, REPORT];

/** Does the bundle hold every entry that any bundle holds, and none that none does? Evidence, inputs and products are looked at later. */
export function checkEntries(listed: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  for (const name of always) {
    if (!listed.has(name)) problems.push({ where: name, what: 'is missing' });
  }
  for (const name of listed) {
    const known = always.includes(name) || statementOf(name) !== undefined || mayStandThere.some((may) => may(name));
    if (!known) problems.push({ where: name, what: 'is not an entry that bundles have' });
  }
  return problems;
}

const mayStandThere = [isFactsEntry, isInputEntry, isProductEntry, isAssayEntry];

/** Is there evidence of every check that must have left some, and of no other? `known`: all checks of this Assay. */
export function checkExpected(
  listed: ReadonlySet<string>,
  expected: Expected,
  known: readonly Pick<Check, 'name' | 'parts'>[],
): Problem[] {
  const missing = new Set(missingEvidence(listed, expected));
  return [
    ...expected.asked.filter(({ name }) => missing.has(name)).map(missingProblem),
    ...checkUnexpected(listed, expected, known),
  ];
}

/** The checks that must have left evidence and have not, by name. */
export function missingEvidence(listed: ReadonlySet<string>, { asked }: Expected): string[] {
  return asked.map(({ name }) => name).filter((name) => !listed.has(evidenceEntry(`${name}.json`)));
}

/** Is there evidence of no check that need not have left any? */
export function checkUnexpected(
  listed: ReadonlySet<string>,
  { asked, notAsked }: Expected,
  known: readonly Pick<Check, 'name' | 'parts'>[],
): Problem[] {
  const present = [...listed].map(statementOf).filter((check) => check !== undefined);
  const isAsked = (evidence: string) => asked.some(({ name }) => name === evidence);
  const partly = known.filter(({ name }) => asked.some(({ table }) => table === name));
  const needless = present.filter((name) => !isAsked(name) && checkOf([...notAsked, ...partly], name) !== undefined);
  const unknown = present.filter((name) => checkOf(known, name) === undefined);
  return [
    ...needless.map((name) => problemOf(name, `is evidence of a check that ${POLICY} does not ask for: ${name}`)),
    ...unknown.map((check) => problemOf(check, `is evidence of a check that is not known: ${quote(check)}`)),
  ];
}

function missingProblem(check: Check): Problem {
  const { name } = check;
  const remedy =
    name === 'policy'
      ? 'make the bundle again, with assay bundle'
      : `run ${commandOf(check)} on the same commit and with the same policy, and make the bundle again`;
  return { ...problemOf(name, `is missing: the check ${name} left no evidence`), remedy };
}

function problemOf(check: string, what: string): Problem {
  return { where: evidenceEntry(`${check}.json`), what };
}

/** Could every statement in the bundle be read? What is missing from the others is not known. */
export function isWhole(evidence: readonly Evidence[], listed: ReadonlySet<string>): boolean {
  return evidence.length === [...listed].filter((name) => statementOf(name) !== undefined).length;
}

/** Are the copies of inputs those that the evidence lists, all of them and no others? */
export function checkInputs(evidence: readonly Evidence[], digests: Digests, listed: ReadonlySet<string>): Problem[] {
  const problems = evidence.flatMap(checkListing);
  const wanted = bundledInputs(evidence.map(({ statement }) => statement));
  const readers = readersOf(evidence);
  for (const [index, { path, sha256 }] of wanted.entries()) {
    const name = inputEntry(path);
    const actual = digests.get(name);
    if (wanted[index - 1]?.path === path)
      problems.push({ where: name, what: 'was read with different contents by different checks' });
    else if (!listed.has(name)) problems.push({ where: name, what: `is missing; ${readers(path)} read it` });
    else if (actual !== undefined && actual !== sha256) {
      problems.push({
        where: name,
        what: `is not the file that ${readers(path)} read: its SHA-256 is ${actual}, not ${sha256}`,
      });
    }
  }
  if (!isWhole(evidence, listed)) return problems;
  const names = new Set(wanted.map(({ path }) => inputEntry(path)));
  for (const name of listed) {
    if (isInputEntry(name) && !names.has(name))
      problems.push({ where: name, what: 'is an input that no evidence lists' });
  }
  return problems;
}

/**
 * Does evidence list the files that its facts were read from? Where a gap is told, one of them may not have been readable. `known`: all checks of this Assay.
 */
export function checkNamedInputs(evidence: readonly Evidence[], known: readonly Check[]): Problem[] {
  return evidence.flatMap(({ entry, check: name, statement: { predicate } }) => {
    if (predicate.gaps.length > 0) return [];
    const check = checkOf(known, name);
    const where = `${entry}:predicate.inputs`;
    const told = attempt(where, 'cannot be held against the facts', () =>
      knownFacts(check, predicate, (facts) => check?.inputsIn?.(facts)),
    );
    if ('problems' in told) return told.problems;
    const listed = new Map(predicate.inputs.map((input) => [input.path, input.sha256]));
    return (told.value ?? []).flatMap(({ path, sha256 }) => {
      const digest = listed.get(path);
      if (digest === undefined) return [{ where, what: `lack ${quote(path)}, which the facts were read from` }];
      if (sha256 === undefined || digest === sha256) return [];
      return [{ where, what: `list ${quote(path)} with another digest than the facts have` }];
    });
  });
}

/** Each input once, in order: an input that stands twice could be two files. */
function checkListing({ entry, statement }: Evidence): Problem[] {
  const { inputs } = statement.predicate;
  return inputs.flatMap((input, index) => {
    const before = inputs[index - 1];
    if (before === undefined || before.path < input.path) return [];
    return [{ where: `${entry}:predicate.inputs[${index}]`, what: `lists ${quote(input.path)} twice or out of order` }];
  });
}

/** The checks that read a file, in words. Listed once: a bundle may have as many files as problems. */
function readersOf(evidence: readonly Evidence[]): (path: string) => string {
  const checks = new Map<string, string[]>();
  for (const { check, statement } of evidence) {
    for (const { path } of statement.predicate.inputs) {
      const known = checks.get(path);
      if (known === undefined) checks.set(path, [check]);
      else if (known.at(-1) !== check) known.push(check);
    }
  }
  return (path) => checks.get(path)?.join(' and ') ?? 'no check';
}
