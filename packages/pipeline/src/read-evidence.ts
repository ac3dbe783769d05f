import path from 'node:path';
import { type Check, commandOf } from '@assay/check';
import { FactsFile, newerVersion, Statement, sha256, UserError } from '@assay/evidence';
import { isWorldError, type World } from '@assay/host';

/** Reads the evidence of each check, facts included. Throws UserError, naming all that is missing or unreadable. */
export async function readEvidence(world: World, folder: string, expected: readonly Check[]): Promise<Statement[]> {
  const read = await Promise.all(expected.map((check) => readStatement(world, folder, check.name)));
  const missing = expected.filter((_, index) => read[index] === undefined);
  if (missing.length > 0) {
    throw new UserError(`evidence is missing: ${missing.map(({ name }) => name).join(', ')}`, {
      remedy: remedyOf(missing),
    });
  }
  return read.filter((statement) => statement !== undefined);
}

/** One command for all where several are missing, because nobody types many. */
function remedyOf(missing: readonly Check[]): string {
  const each = `${missing.map(commandOf).join(' and ')} first, with the same --evidence-dir`;
  return missing.length === 1 ? `run ${each}` : `run assay qualify, which runs them all; or ${each}`;
}

/** The evidence of a check, facts included; `undefined` where there is none. Throws UserError for a file that is damaged. */
export async function readStatement(world: World, folder: string, name: string): Promise<Statement | undefined> {
  const file = path.join(folder, `${name}.json`);
  const text = await world.files.readTextIfPresent(file);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  const newer = newerVersion(value);
  if (newer !== undefined) {
    throw new UserError(`${name}.json has version ${newer} of the schema of evidence, which is newer than this Assay`, {
      remedy: 'bundle the evidence with the Assay that made it',
    });
  }
  const statement = Statement.safeParse(value);
  if (!statement.success) throw damaged(`${name}.json is not evidence of this version of Assay`);
  const facts = FactsFile.safeParse(statement.data.predicate.facts);
  const evidence = statement.data as Statement;
  if (!facts.success) return evidence;
  return { ...evidence, predicate: { ...evidence.predicate, facts: await readFacts(world, folder, facts.data) } };
}

async function readFacts(world: World, folder: string, { file, sha256: expected }: FactsFile) {
  try {
    // The name comes from a file: only its last part is followed.
    const content = await world.files.read(path.join(folder, path.basename(file)));
    if (sha256(content) !== expected) throw damaged(`${file} is not the file that its statement names`);
    return parseJson(new TextDecoder().decode(content)) as Statement['predicate']['facts'];
  } catch (error) {
    if (isWorldError(error, 'not-found')) throw damaged(`${file} is missing`);
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged('a file of evidence is not JSON');
  }
}

function damaged(what: string): UserError {
  return new UserError(what, { remedy: 'run the check again to write its evidence anew' });
}
