import { byCodeUnit } from '@assay/evidence';
import type { FunctionCount } from '../function-counts.js';
import { functionsInOrder, inOrder, type OutputFile } from '../output-file.js';
import { type OutputLine, outputLines } from './output-lines.js';
import { type Covered, ratesOf, sumOf } from './rates.js';
import { attributes, escapeXml } from './xml.js';

/** What a report states besides its files. */
export interface CoberturaOptions {
  /** The folder that the files’ paths are relative to. */
  sourceRoot: string;
  /** When it was measured, as it is to be written: Cobertura itself writes milliseconds since 1970. */
  timestamp: number;
}

interface Class {
  file: OutputFile;
  lines: readonly OutputLine[];
  covered: Covered;
}

/**
 * Writes files as a Cobertura report that is valid against coverage-04.dtd, in the order of their paths, one package for each folder, one
 * class for each file, all rates worked out from the lines. MC/DC has no place in this form, nor has a function on a line
 * that is not counted. Yields a piece at a time. Throws UserError for a path or name that XML cannot hold.
 */
export function* writeCobertura(
  files: Iterable<OutputFile>,
  { sourceRoot, timestamp }: CoberturaOptions,
): Generator<string, void, undefined> {
  const packages = [...packagesOf(files)].sort(([a], [b]) => byCodeUnit(a, b));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">\n';
  yield `<coverage${attributes(
    rootAttributes(
      packages.flatMap(([, classes]) => classes),
      timestamp,
    ),
  )}>\n`;
  yield `  <sources>\n    <source>${escapeXml(sourceRoot)}</source>\n  </sources>\n  <packages>\n`;
  for (const [name, classes] of packages) yield* writePackage(name, classes);
  yield '  </packages>\n</coverage>\n';
}

function packagesOf(files: Iterable<OutputFile>): Map<string, Class[]> {
  const packages = new Map<string, Class[]>();
  for (const file of inOrder(files)) {
    const folder = folderOf(file.path);
    const classes = packages.get(folder) ?? [];
    classes.push(toClass(file));
    packages.set(folder, classes);
  }
  return packages;
}

/** `src/io/read.rs` → `src/io`; `.` where there is no folder. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, Math.max(slash, 1));
}

function toClass(file: OutputFile): Class {
  const lines = outputLines(file);
  const covered = sumOf(lines.map((line) => coveredOf(line)));
  return { file, lines, covered };
}

function coveredOf({ hits, covered, total }: OutputLine): Covered {
  return { lines: 1, coveredLines: hits > 0 ? 1 : 0, branches: total, coveredBranches: covered };
}

function rootAttributes(classes: readonly Class[], timestamp: number): Record<string, string | number> {
  const covered = sumOf(classes.map((one) => one.covered));
  return {
    ...ratesOf(covered),
    'lines-covered': covered.coveredLines,
    'lines-valid': covered.lines,
    'branches-covered': covered.coveredBranches,
    'branches-valid': covered.branches,
    version: 'assay',
    timestamp,
  };
}

function* writePackage(name: string, classes: readonly Class[]): Generator<string> {
  yield `    <package${attributes({ name, ...ratesOf(sumOf(classes.map(({ covered }) => covered))) })}>\n`;
  yield '      <classes>\n';
  for (const one of classes) yield* writeClass(one);
  yield '      </classes>\n    </package>\n';
}

function* writeClass({ file, lines, covered }: Class): Generator<string> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const counted = new Set(lines.map(({ line }) => line));
  yield `        <class${attributes({ name, filename: file.path, ...ratesOf(covered) })}>\n`;
  yield '          <methods>\n';
  for (const one of functionsInOrder(file)) yield writeMethod(one, counted.has(one.line));
  yield '          </methods>\n          <lines>\n';
  for (const line of lines) yield writeLine(line);
  yield '          </lines>\n        </class>\n';
}

/** A function that does not begin on a line with a count gets no line: it would become one when the report is read. */
function writeMethod({ name, line, count }: FunctionCount, isCounted: boolean): string {
  const covered = { lines: 1, coveredLines: count > 0 ? 1 : 0, branches: 0, coveredBranches: 0 };
  const lines = isCounted ? `<lines><line${attributes({ number: line, hits: count })}/></lines>` : '<lines/>';
  return `            <method${attributes({ name, signature: '', ...ratesOf(covered) })}>${lines}</method>\n`;
}

function writeLine({ line, hits, covered, total }: OutputLine): string {
  const percent = total === 0 ? 0 : Math.floor((100 * covered) / total);
  const branches =
    total === 0 ? 'branch="false"' : `branch="true" condition-coverage="${percent}% (${covered}/${total})"`;
  return `            <line number="${line}" hits="${hits}" ${branches}/>\n`;
}
