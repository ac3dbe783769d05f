import {
  evidenceFiles,
  FACTS_INLINE_LIMIT,
  FactsFile,
  type Json,
  newerVersion,
  quote,
  Statement,
} from '@assay/evidence';
import { evidenceEntry, isFactsEntry, statementOf } from './entry.js';
import { decode, type Parsed, parseUntrusted, schemaProblems } from './json.js';
import { firstDifference, type Problem } from './problem.js';
import type { Digests } from './sums.js';

/** A statement and the entry that it came from. */
export interface Evidence {
  entry: string;
  check: string;
  /** With its facts in it, wherever they stood. */
  statement: Statement;
}

/**
 * The statements that can be read, in the order of their entries, and what is wrong with the others. `newer`: those of a schema that this Assay
 * does not know yet, of which nothing can be said.
 */
export function readStatements(
  entries: ReadonlyMap<string, Uint8Array>,
  digests: Digests,
): { evidence: Evidence[]; problems: Problem[]; newer: Problem[] } {
  const evidence: Evidence[] = [];
  const [problems, newer]: [Problem[], Problem[]] = [[], []];
  const used = new Set<string>();
  for (const [entry, content] of entries) {
    const check = statementOf(entry);
    if (check === undefined) continue;
    const read = readStatement(entry, content, entries, digests);
    used.add(evidenceEntry(`${check}.facts.json`));
    if ('newer' in read) newer.push(read.newer);
    if ('problems' in read) problems.push(...read.problems);
    if (!('statement' in read)) continue;
    evidence.push({ entry, check, statement: read.statement });
    problems.push(...checkFiles(entry, check, read, entries));
  }
  for (const name of entries.keys()) {
    if (isFactsEntry(name) && !used.has(name)) problems.push({ where: name, what: 'holds facts of no statement' });
  }
  return { evidence, problems, newer };
}

/** `besides`: the facts stand in the file that is theirs, and are as large as those that do. */
type Read = { statement: Statement; besides: boolean } | { problems: Problem[] } | { newer: Problem };

function readStatement(
  entry: string,
  content: Uint8Array,
  entries: ReadonlyMap<string, Uint8Array>,
  digests: Digests,
): Read {
  const parsed = parseUntrusted(entry, content, 'pretty');
  if ('problems' in parsed) return parsed;
  const version = newerVersion(parsed.value);
  if (version !== undefined) {
    const what = `has version ${version} of the schema of evidence, which is newer than this Assay`;
    return {
      newer: {
        where: `${entry}:predicateType`,
        what,
        remedy: 'verify the bundle with the Assay that made it, or a newer one',
      },
    };
  }
  const checked = Statement.safeParse(parsed.value);
  if (!checked.success) return { problems: schemaProblems(entry, '', checked.error) };
  const statement = checked.data as Statement;
  const reference = FactsFile.safeParse(statement.predicate.facts);
  if (!reference.success) return { statement, besides: false };
  const facts = readFacts(entry, reference.data, entries, digests);
  if ('problems' in facts) return facts;
  const besides =
    reference.data.file === `${statement.predicate.check}.facts.json` && facts.length > FACTS_INLINE_LIMIT;
  return {
    statement: { ...statement, predicate: { ...statement.predicate, facts: facts.value as Json } },
    besides,
  };
}

function readFacts(
  entry: string,
  { file, sha256 }: FactsFile,
  entries: ReadonlyMap<string, Uint8Array>,
  digests: Digests,
): Parsed {
  const name = evidenceEntry(file);
  const where = `${entry}:predicate.facts`;
  const content = isFactsEntry(name) ? entries.get(name) : undefined;
  if (content === undefined)
    return { problems: [{ where, what: `names facts in ${quote(file)}, which the bundle does not hold` }] };
  if (digests.get(name) !== sha256) {
    return { problems: [{ where, what: `names facts in ${quote(file)} by a digest that the file does not have` }] };
  }
  return parseUntrusted(name, content, 'compact');
}

/** The statement, written again, must give exactly its files: under its check's name, facts where their size puts them. */
function checkFiles(
  entry: string,
  check: string,
  { statement, besides }: { statement: Statement; besides: boolean },
  entries: ReadonlyMap<string, Uint8Array>,
): Problem[] {
  if (statement.predicate.check !== check) {
    const what = `is ${quote(statement.predicate.check)}; the entry's name says ${quote(check)}`;
    return [{ where: `${entry}:predicate.check`, what }];
  }
  // Both files have been compared with what Assay writes of their values, and large facts are not written twice for nothing.
  if (besides) return [];
  const problems: Problem[] = [];
  const files = evidenceFiles(statement);
  for (const { name, content } of files) {
    const where = evidenceEntry(name);
    const line = firstDifference(content, decode(entries.get(where) ?? new Uint8Array()) ?? '');
    if (line !== undefined) problems.push({ where, what: `is not as Assay writes this evidence (line ${line})` });
  }
  const beside = evidenceEntry(`${check}.facts.json`);
  if (files.length === 1 && entries.has(beside))
    problems.push({ where: beside, what: 'holds facts that its statement does not name' });
  return problems;
}
