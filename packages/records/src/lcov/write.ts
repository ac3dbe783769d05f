import { quote, UserError } from '@assay/evidence';
import type { FunctionCount } from '../function-counts.js';
import { compareLineBranches, compareLineConditions, type LineBranch, type LineCondition } from '../line-file.js';
import { functionsInOrder, inOrder, linesInOrder, type OutputFile } from '../output-file.js';

/**
 * Writes files as LCOV, in the order of their paths, with sums worked out from what is written. A file without branches gets no BRF and
 * BRH, and one without decisions no MCF and MCH: `BRF:0` would look as if branches had been measured. Yields one line at a time,
 * with its newline. Throws UserError for a path, name or expression that LCOV cannot hold. The form is that of {@link records}.
 */
export function* writeLcov(files: Iterable<OutputFile>): Generator<string, void, undefined> {
  for (const file of inOrder(files)) {
    yield `SF:${plain(file.path)}\n`;
    yield* writeFunctions(functionsInOrder(file));
    yield* writeBranches([...file.branches].sort(compareLineBranches));
    yield* writeConditions([...file.mcdc].sort(compareLineConditions));
    yield* writeLines(linesInOrder(file));
    yield 'end_of_record\n';
  }
}

function* writeFunctions(functions: readonly FunctionCount[]): Generator<string> {
  for (const { name, line } of functions) yield `FN:${line},${functionName(name)}\n`;
  // In the same order: functions of one name are told apart by it.
  for (const { name, count } of functions) yield `FNDA:${count},${name}\n`;
  yield* writeSums('FN', functions.length, functions.filter(({ count }) => count > 0).length);
}

function* writeBranches(branches: readonly LineBranch[]): Generator<string> {
  for (const { line, block, branch, taken } of branches) {
    yield `BRDA:${line},${block},${plain(branch)},${taken ?? '-'}\n`;
  }
  yield* writeSums('BR', branches.length, branches.filter(({ taken }) => taken !== null && taken > 0).length);
}

function* writeConditions(conditions: readonly LineCondition[]): Generator<string> {
  for (const { line, groupSize, sense, taken, index, expression } of conditions) {
    yield `MCDC:${line},${groupSize},${sense ? 't' : 'f'},${taken},${index},${plain(expression)}\n`;
  }
  yield* writeSums('MC', conditions.length, conditions.filter(({ taken }) => taken > 0).length);
}

function* writeLines(lines: readonly (readonly [line: number, count: number])[]): Generator<string> {
  for (const [line, count] of lines) yield `DA:${line},${count}\n`;
  yield `LF:${lines.length}\nLH:${lines.filter(([, count]) => count > 0).length}\n`;
}

function* writeSums(kind: string, found: number, hit: number): Generator<string> {
  if (found > 0) yield `${kind}F:${found}\n${kind}H:${hit}\n`;
}

/** A name that begins with a number and a comma would be read as the end of the function before it. */
function functionName(name: string): string {
  if (/^\d+,/.test(name)) throw unwritable(name);
  return plain(name);
}

/** A text that stays on its line. */
function plain(text: string): string {
  if (/[\r\n\0]/.test(text)) throw unwritable(text);
  return text;
}

function unwritable(text: string): UserError {
  return new UserError(`${quote(text)} cannot be written in LCOV, which has no way to escape a character`, {
    remedy: 'give the file or function another name, or leave it out of the measurement',
  });
}
