import type { Statement } from '@assay/evidence';
import type { Check } from './check.js';

/** What a check's own words make of its facts; `undefined` when the facts are missing or have another version's shape. */
export function knownFacts<T>(
  words: Partial<Pick<Check, 'facts'>> | undefined,
  predicate: Statement['predicate'],
  tell: (facts: unknown) => T | undefined,
): T | undefined {
  if (words?.facts === undefined) return undefined;
  const known = readFacts.get(predicate);
  const facts = known?.schema === words.facts ? known.facts : words.facts.safeParse(predicate.facts);
  readFacts.set(predicate, { schema: words.facts, facts });
  return facts.success ? tell(facts.data) : undefined;
}

/** What was read with a schema is kept: renderers, and who brings them the texts, ask for it again and again, and the facts of large workspaces take 0.3 s. */
const readFacts = new WeakMap<
  Statement['predicate'],
  { schema: Check['facts']; facts: ReturnType<Check['facts']['safeParse']> }
>();
