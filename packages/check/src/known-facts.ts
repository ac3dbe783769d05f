import type { Statement } from '@assay/evidence';
import type { Check } from './check.js';

/** What a check's own words make of its facts; `undefined` when the facts are missing or have another version's shape. */
export function knownFacts<T>(
  words: Partial<Pick<Check, 'facts'>> | undefined,
  predicate: Statement['predicate'],
  tell: (facts: unknown) => T | undefined,
): T | undefined {
  if (words?.facts === undefined) return undefined;
  const facts = readFacts({ facts: words.facts }, predicate);
  return facts.success ? tell(facts.data) : undefined;
}

/** The facts as the check's schema reads them, or what it says against them. */
export function readFacts(
  { facts: schema }: Pick<Check, 'facts'>,
  predicate: Statement['predicate'],
): ReturnType<Check['facts']['safeParse']> {
  const known = read.get(predicate);
  const facts = known?.schema === schema ? known.facts : schema.safeParse(predicate.facts);
  read.set(predicate, { schema, facts });
  return facts;
}

/** What was read with a schema is kept: renderers, who brings them the texts, and verification ask for it again and again, and the facts of large workspaces take 0.3 s. */
const read = new WeakMap<
  Statement['predicate'],
  { schema: Check['facts']; facts: ReturnType<Check['facts']['safeParse']> }
>();
