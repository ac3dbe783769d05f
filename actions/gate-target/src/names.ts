import path from 'node:path';
import { evidenceFiles, type Statement, UserError } from '@assay/evidence';

/** The names in an input, with spaces between them, each once. Throws UserError where there is none. */
export function namesIn(input: string): [string, ...string[]] {
  const [first, ...others] = new Set(input.split(/\s+/).filter((name) => name !== ''));
  if (first === undefined) throw new UserError('the input target is empty', { remedy: 'give it the name of a target' });
  return [first, ...others];
}

/** The files of a check's evidence: the statement, and its facts where they stand beside it. */
export function filesOf({ statement, evidencePath }: { statement: Statement; evidencePath: string }): string[] {
  return evidenceFiles(statement).map(({ name }) => path.join(path.dirname(evidencePath), name));
}
