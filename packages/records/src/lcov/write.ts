import { quote, UserError } from '@assay/evidence';
import type { FunctionCount } from '../function-counts.js';
import { compareLineBranches, compareLineConditions, type LineBranch, type LineCondition } from '../line-file.js';
import { functionsInOrder, inOrder, linesInOrder, type OutputFile } from '../output-file.js';

/**
 * Writes files as LCOV, in the order of their paths, with sums worked out from what is written. A file without branches gets no BRF and
 * BRH, and one without decisions no MCF and MCH: `BRF:0` would look as if branches had been measured. Yields one file at a time.
 * Throws UserError for a path, name or expression that LCOV cannot hold. The form is that of {@link records}.
 */
export function* writeLcov(files: Iterable<OutputFile>): Generator<string, void, undefined> {
  for (const file of inOrder(files)) {
    const functions = functionRecords(functionsInOrder(file));
    const branches = branchRecords([...file.branches].sort(compareLineBranches));
    const conditions = conditionRecords([...file.mcdc].sort(compareLineConditions));
    const lines = lineRecords(linesInOrder(file));
    yield `SF:${plain(file.path)}\n${functions}${branches}${conditions}${lines}end_of_record\n`;
  }
}

function functionRecords(functions: readonly FunctionCount[]): string {
  let names = '';
  let counts = '';
  let hit = 0;
  // Both in the same order: functions of one name are told apart by it.
  for (const { name, line, count } of functions) {
    names += `FN:${line},${functionName(name)}\n`;
    counts += `FNDA:${count},${name}\n`;
    if (count > 0) hit += 1;
  }
  return names + counts + sums('FN', functions.length, hit);
}

function branchRecords(branches: readonly LineBranch[]): string {
  let records = '';
  let hit = 0;
  for (const { line, block, branch, taken } of branches) {
    records += `BRDA:${line},${block},${plain(branch)},${taken ?? '-'}\n`;
    if (taken !== null && taken > 0) hit += 1;
  }
  return records + sums('BR', branches.length, hit);
}

function conditionRecords(conditions: readonly LineCondition[]): string {
  let records = '';
  let hit = 0;
  for (const { line, groupSize, sense, taken, index, expression } of conditions) {
    records += `MCDC:${line},${groupSize},${sense ? 't' : 'f'},${taken},${index},${plain(expression)}\n`;
    if (taken > 0) hit += 1;
  }
  return records + sums('MC', conditions.length, hit);
}

function lineRecords(lines: OutputFile['lines']): string {
  let records = '';
  let found = 0;
  let hit = 0;
  for (const [line, count] of lines) {
    records += `DA:${line},${count}\n`;
    found += 1;
    if (count > 0) hit += 1;
  }
  return `${records}LF:${found}\nLH:${hit}\n`;
}

function sums(kind: string, found: number, hit: number): string {
  return found === 0 ? '' : `${kind}F:${found}\n${kind}H:${hit}\n`;
}

/** A name that begins with a number and a comma would be read as the end of the function before it. */
function functionName(name: string): string {
  if (/^\d+,|[\r\n\0]/.test(name)) throw unwritable(name);
  return name;
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
