import type { Branches, Instance, Lines } from './llvm-records.js';

/** The rules by which Assay's records differ from llvm-cov's, in the words of docs/coverage.md. */
export const rules = [
  'begins inside',
  'shares its line',
  'by its arms',
  'panicking tests',
  'no record of its own',
  'compile time',
  'not compiled',
  'single assertion',
  'test code',
] as const;
export type Rule = (typeof rules)[number];

/** `agrees`, the rule that explains why not, or `left`: nothing does. */
export type Explanation = Rule | 'agrees' | 'left';

type At = readonly [line: number, column: number];

/** An obligation in the facts of the check. */
export interface Obligation {
  from: At;
  to: At;
  state: string;
  why?: string;
}

/** What is known of the file that obligations stand in. */
export interface Around {
  /** The source by lines. */
  source: readonly string[];
  /** What LLVM counted by lines. */
  lines: ReadonlyMap<number, number>;
  /** The instances of the file's functions. */
  instances: readonly Instance[];
}

const PANICKING = /^only tests that panic/;

/** A statement beside LLVM's count of the line on which it begins. */
export function explainStatement(statement: Obligation, around: Around): Explanation {
  const { from, to, state, why = '' } = statement;
  const count = around.lines.get(from[0]);
  const onLines = Array.from({ length: to[0] - from[0] + 1 }, (_, index) => around.lines.get(from[0] + index));
  const someRan = onLines.some((each) => each !== undefined && each > 0);
  if (state === 'covered' && count !== undefined) {
    if (count > 0) return 'agrees';
    return startsWith(statement, around, 'match') && ranInside(statement, around) ? 'by its arms' : 'left';
  }
  if (state === 'missed' && count !== undefined) {
    if (count === 0) return 'agrees';
    return isBehindCode(statement, around) && !ranInside(statement, around) ? 'shares its line' : 'left';
  }
  if (state === 'covered' || state === 'missed') {
    return someRan === (state === 'covered') && to[0] > from[0] ? 'begins inside' : 'left';
  }
  return explainUnknown({ state, why }, { isKnown: beginningIn(statement, around).length > 0, hasRun: someRan });
}

/** Is what is said of a statement by regions, which know the column, not against what LLVM's say? Wherever it stands on its line. */
export function fitsRegions(statement: Obligation, around: Around): boolean {
  if (statement.state === 'covered')
    return regions(around).some((region) => region.count > 0 && overlaps(region, statement));
  return statement.state !== 'missed' || !ranInside(statement, around);
}

/** A value of a condition beside LLVM's row for it; `undefined` where there is none. `isSingle`: it is an assertion's only one. */
export function explainValue(
  { state, why = '' }: Pick<Obligation, 'state' | 'why'>,
  count: number | undefined,
  isSingle: boolean,
): Explanation {
  if (state !== 'covered' && state !== 'missed') {
    return explainUnknown({ state, why }, { isKnown: count !== undefined, hasRun: count !== undefined && count > 0 });
  }
  if (count === undefined) return isSingle ? 'single assertion' : 'left';
  return (state === 'covered') === count > 0 ? 'agrees' : 'left';
}

/** What was not established. `isKnown`: LLVM has a record of it by itself; `hasRun`: what it has counted, perhaps for the code around. */
function explainUnknown(
  { state, why }: { state: string; why: string },
  { isKnown, hasRun }: { isKnown: boolean; hasRun: boolean },
): Explanation {
  if (state === 'not-compiled') return isKnown ? 'left' : 'not compiled';
  if (state === 'compile-time') return hasRun ? 'left' : 'compile time';
  // What LLVM has no count for, as a single assertion, may have been read elsewhere.
  if (PANICKING.test(why)) return hasRun || !isKnown ? 'panicking tests' : 'left';
  return why === '' ? 'left' : 'no record of its own';
}

/** LLVM's rows that belong to no condition, with the lines that the check left out. */
export function explainRows(
  branches: Branches,
  conditions: ReadonlySet<string>,
  leftOut: readonly (readonly [from: number, to: number])[],
): [row: string, Explanation][] {
  const others = [...branches.keys()].filter((key) => !conditions.has(key));
  return others.map((key) => {
    const line = Number.parseInt(key, 10);
    return [key, leftOut.some(([from, to]) => from <= line && line <= to) ? 'test code' : 'left'];
  });
}

/** The lines of a file as `llvm-cov report` counts them: for each function those of the instance that has most. */
export function byFunction(instances: readonly Instance[]): { count: number; covered: number } {
  const functions = new Map<string, { count: number; covered: number }>();
  for (const instance of instances) {
    const key = startOf(instance);
    const lines = linesOf([instance]);
    const before = functions.get(key) ?? { count: 0, covered: 0 };
    functions.set(key, {
      count: Math.max(before.count, lines.size),
      covered: Math.max(before.covered, executed(lines)),
    });
  }
  const all = [...functions.values()];
  return { count: sum(all.map(({ count }) => count)), covered: sum(all.map(({ covered }) => covered)) };
}

/** The lines on which regions of these functions stand, each with the largest count. */
export function linesOf(instances: readonly Instance[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (const { from, to, count } of instances.flatMap((instance) => instance.regions)) {
    for (let line = from[0]; line <= to[0]; line += 1) lines.set(line, Math.max(lines.get(line) ?? 0, count));
  }
  return lines;
}

/** How many of the lines were executed. */
export function executed(lines: ReadonlyMap<number, number>): number {
  return [...lines.values()].filter((count) => count > 0).length;
}

/** The first place of a function, `12:5`. */
export function startOf({ regions: [first, ...others] }: Instance): string {
  const earliest = others.reduce(
    (least, region) => (least && isBefore(region.from, least.from) ? region : least),
    first,
  );
  return earliest === undefined ? '' : earliest.from.join(':');
}

/** The files of a record whose lines differ from another's, with the lines. */
export function differing(own: Lines, other: Lines): string[] {
  return [...own].flatMap(([file, lines]) => {
    const others = other.get(file) ?? new Map<number, number>();
    const numbers = new Set([...lines.keys(), ...others.keys()]);
    return [...numbers]
      .filter((line) => lines.get(line) !== others.get(line))
      .map((line) => `${file}:${line}: ${lines.get(line)}, and llvm-cov has ${others.get(line)}`);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function regions({ instances }: Around) {
  return instances.flatMap((instance) => instance.regions);
}

/** The regions that begin in it. */
function beginningIn({ from, to }: Obligation, around: Around) {
  return regions(around).filter((region) => !isBefore(region.from, from) && isBefore(region.from, to));
}

/** Was a region executed that begins in it? */
function ranInside(statement: Obligation, around: Around): boolean {
  return beginningIn(statement, around).some(({ count }) => count > 0);
}

function overlaps(region: { from: At; to: At }, { from, to }: Obligation): boolean {
  return isBefore(region.from, to) && isBefore(from, region.to);
}

/** Columns are bytes. */
function textOf(line: number, { source }: Around): Buffer {
  return Buffer.from(source[line - 1] ?? '');
}

function startsWith({ from: [line, column] }: Obligation, around: Around, word: string): boolean {
  return textOf(line, around)
    .subarray(column - 1)
    .toString()
    .startsWith(`${word} `);
}

/** Does something stand before it on its line? */
function isBehindCode({ from: [line, column] }: Obligation, around: Around): boolean {
  return (
    textOf(line, around)
      .subarray(0, column - 1)
      .toString()
      .trim() !== ''
  );
}

function isBefore(a: At, b: At): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
