import { byCodeUnit, type Predicate, UserError } from '@assay/evidence';
import { didYouMean, type Policy } from '@assay/policy';
import type { Check } from './check.js';

/** What a check examines one by one, each with evidence of its own: of `targets`, the compilation targets. */
export interface Parts<Facts, Settings> {
  /** What each of them is, singular: `target`. The command's option is called so as well. */
  noun: string;
  /** Their names, each once, as far as the policy names them. They stand in names of files: letters, digits, `.`, `_`, `-`. */
  of(policy: Policy, settings: Settings): readonly string[];
  /** Which of them these facts speak of. */
  nameIn(facts: Facts): string;
  /** A table with a row for each, where a reader wants all of them side by side. */
  board?: Board<Facts>;
}

/** A table over the parts of a check. */
export interface Board<Facts> {
  title: string;
  columns: readonly string[];
  /** Cells in the order of the columns, plain text; the first says which part it is. `facts`: `undefined` where they are not known. Pure. */
  row(part: string, predicate: Predicate, facts: Facts | undefined): readonly string[];
}

/** The checks with each that has parts replaced by a check of each part, by name: what runs, and whose evidence a bundle holds. */
export function inParts(checks: readonly Check[], policy: Policy): Check[] {
  return checks.flatMap((check) => {
    const { parts, part: own } = check;
    if (parts === undefined || own !== undefined) return [check];
    return [...parts.of(policy, settingsOf(policy, check))].sort(byCodeUnit).map((part) => checkOfPart(check, part));
  });
}

/** The check of one part. Throws UserError, naming the parts that there are, where the policy does not name it. */
export function inPart(check: Check, part: string, policy: Policy): Check {
  const { noun = 'part', of } = check.parts ?? { of: () => [] };
  const known = of(policy, settingsOf(policy, check));
  if (known.includes(part)) return checkOfPart(check, part);
  throw new UserError(`the policy names no ${noun} ${JSON.stringify(part)}${didYouMean(part, known)}`, {
    at: policy.placeOf([check.name]),
    remedy: known.length === 0 ? `add [${check.name}."${part}"] to it` : `it names ${known.join(', ')}`,
  });
}

/** The check that left evidence of this name: the one that is called so, or the one whose part is. */
export function checkOf<Words extends Pick<Check, 'name'> & Partial<Pick<Check, 'parts'>>>(
  checks: readonly Words[],
  evidence: string,
): Words | undefined {
  return (
    checks.find(({ name }) => name === evidence) ??
    checks.find(({ name, parts }) => parts !== undefined && isNameOfPart(name, evidence))
  );
}

/** Is evidence of this name of a part of the check, as {@link checkOfPart} names it, where the check has parts? */
export function isNameOfPart(check: string, evidence: string): boolean {
  return evidence.startsWith(`${check}-`);
}

/** What the policy says of the check. */
export function settingsOf({ settings }: Pick<Policy, 'settings'>, { name, table = name }: Check): unknown {
  return settings.get(table);
}

function checkOfPart(check: Check, part: string): Check {
  return { ...check, name: `${check.name}-${part}`, table: check.name, part };
}
